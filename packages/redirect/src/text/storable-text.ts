const UNSTORABLE = /[\0\p{Cs}]/gu;

/**
 * A text from outside that any database and JSON reader takes, cut to a length.
 *
 * U+0000 and half of a surrogate pair become U+FFFD, the sign for what cannot be shown: PostgreSQL stores neither, and one such click would
 * hold up all that come behind it. The cut never splits a pair.
 *
 * @param text any text.
 * @param longest UTF-16 units that are kept.
 * @returns well-formed text, possibly empty.
 * @example
 * import { storableText } from "./storable-text.ts";
 * storableText("a\u0000b\ud800c", 10); // => "a\ufffdb\ufffdc"
 * storableText("a\u{1F389}", 2); // => "a"
 */
export function storableText(text: string, longest: number): string {
  return cut(text, longest).replace(UNSTORABLE, "\ufffd");
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const last = text.charCodeAt(longest - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? longest - 1 : longest);
}
