/**
 * Puts a text in two forms on the clipboard. Where the page is not served securely the browser has
 * no clipboard for it, and the older way is taken: a copy command that is answered by hand.
 *
 * @returns whether the browser let it happen
 */
export async function copy(html: string, text: string): Promise<boolean> {
  if (navigator.clipboard && "write" in navigator.clipboard && window.ClipboardItem) {
    try {
      const blob = (content: string, type: string): Blob => new Blob([content], { type });
      await navigator.clipboard.write([
        new ClipboardItem({
          "text/html": blob(html, "text/html"),
          "text/plain": blob(text, "text/plain"),
        }),
      ]);
      return true;
    } catch {
      // Refused: the older way may still be open.
    }
  }
  let done = false;
  const answer = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.clipboardData?.setData("text/html", html);
    event.clipboardData?.setData("text/plain", text);
    done = true;
  };
  document.addEventListener("copy", answer, { capture: true, once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", answer, { capture: true });
  return done;
}
