// In an array's text, and once more in the line that carries it.
const plain = /^[\w:.+-]+$/;
const inArray = (text: string): string =>
  plain.test(text) && text.toLowerCase() !== "null" ? text : `"${text.replace(/[\\"]/g, "\\$&")}"`;
const inLine = (text: string): string => text.replace(/[\\\n\r\t]/g, (found) => escapes[found]!);
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * An array as a field of `copy ... from stdin` in its text format.
 *
 * @param items texts, or numbers; null stays null
 * @example
 * import { arrayField } from "./copy-line.ts";
 * arrayField(["a", null, "b c"]) // => "{a,NULL,\"b c\"}"
 */
export function arrayField(items: readonly (string | number | null)[]): string {
  let text = "{";
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!;
    text += (index === 0 ? "" : ",") + (item === null ? "NULL" : typeof item === "number" ? String(item) : inLine(inArray(item)));
  }
  return `${text}}`;
}
