import { checkScenario, FORMAT, type ScenarioDocument } from "./scenario";

/** An address longer than this is cut off by some programs that pass it on. */
export const LONGEST_ADDRESS = 3_000;
/** So much an address may unfold to. */
const MOST_UNFOLDED = 64 * 1024;

/**
 * A scenario as the address carries it: its JSON, deflated, in letters that an address may have.
 * Null where it is too long; then it travels as a file.
 */
export async function toAddress(document: ScenarioDocument): Promise<string | null> {
  const { format: _, ...rest } = document;
  const folded = await through(
    new TextEncoder().encode(JSON.stringify(rest)),
    new CompressionStream("deflate-raw"),
    MOST_UNFOLDED,
  );
  const letters = btoa(Array.from(folded, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  return letters.length <= LONGEST_ADDRESS ? letters : null;
}

/** @throws when the letters hold no scenario */
export async function fromAddress(letters: string): Promise<ScenarioDocument> {
  const bytes = Uint8Array.from(
    atob(letters.replaceAll("-", "+").replaceAll("_", "/")),
    (letter) => letter.codePointAt(0) ?? 0,
  );
  const json = await through(bytes, new DecompressionStream("deflate-raw"), MOST_UNFOLDED);
  const rest: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
  return checkScenario({ format: FORMAT, ...(rest as object) });
}

/** Bytes through a stream; gives up where more come out than are wanted. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError("More unfolds than an address may hold");
    }
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
