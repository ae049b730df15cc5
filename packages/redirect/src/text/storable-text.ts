const UNSTORABLE = /[\p{Cc}\p{Cs}]/gu;

/**
 * A text from outside that any database and JSON reader takes, cut to a length.
 *
 * Control characters other than tab and line feed go, and so does half of a surrogate pair, whether it came so or was made by the cut:
 * PostgreSQL stores neither U+0000 nor half a pair, and one such click would hold up all that come behind it.
 *
 * @param text any text.
 * @param longest UTF-16 units that are kept.
 * @returns well-formed text, possibly empty.
 * @example
 * import { storableText } from "./storable-text.ts";
 * storableText("a\u0000b\ud800c\n", 10); // => "abc\n"
 * storableText("a\u{1F389}", 2); // => "a"
 */
export function storableText(text: string, longest: number): string {
  const cut = text.length > longest ? text.slice(0, longest) : text;
  return cut.replace(UNSTORABLE, (character) => (character === "\t" || character === "\n" ? character : ""));
}
