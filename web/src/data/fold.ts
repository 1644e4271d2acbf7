/** Lower case without diacritics, as names are typed in a hurry: `Đông Cuông` is found by `dong cuong`. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("đ", "d")
    .replace(/\s+/g, " ")
    .trim();
}
