/**
 * The one JSON text of a value, for hashing and comparing: equal values give equal texts, whatever the order of their properties.
 *
 * RFC 8785: no white space, properties sorted by UTF-16 code units, numbers and strings as ECMAScript writes them. One addition:
 * a bigint is written as the string of its decimal digits, which is how money travels in JSON.
 *
 * @param value plain data: null, booleans, numbers, bigints, texts, lists and plain objects of them; an undefined property counts as
 * absent; a date or a class instance has no canonical form and is refused.
 * @returns the text; hash its UTF-8 bytes.
 * @throws {RangeError} for NaN, an infinity, or a text with half a surrogate pair.
 * @throws {TypeError} for anything that is no plain data.
 * @see https://www.rfc-editor.org/rfc/rfc8785
 * @example
 * import { canonicalJson } from "./canonical-json.ts";
 * canonicalJson({ b: 1n, a: [true, null, undefined === null], c: undefined }); // => '{"a":[true,null,false],"b":"1"}'
 */
export function canonicalJson(value: unknown): string {
  const text = textOf(value);
  // Half a surrogate pair is written as an escape. Looking for that in the whole is quicker than looking at each of its texts.
  if (halfPairEscape.test(text) && holdsHalfPair(value))
    throw new RangeError("a text in canonical JSON must not hold half a surrogate pair");
  return text;
}

const halfPairEscape = /\\ud[89a-f]/;
const halfPair = /\p{Cs}/u;

function holdsHalfPair(value: unknown): boolean {
  if (typeof value === "string") return halfPair.test(value);
  if (isList(value)) return value.some(holdsHalfPair);
  return isPlainObject(value) && Object.entries(value).some(([key, each]) => halfPair.test(key) || holdsHalfPair(each));
}

function textOf(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "bigint") return `"${value}"`;
  if (isList(value)) return `[${value.map(textOf).join(",")}]`;
  if (isPlainObject(value)) return objectText(value);
  throw new TypeError("only plain data has a canonical form");
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError("a number in canonical JSON must be finite");
  return JSON.stringify(value);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function objectText(value: Readonly<Record<string, unknown>>): string {
  let text = "";
  for (const key of Object.keys(value).sort()) {
    const each = value[key];
    if (each !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${textOf(each)}`;
  }
  return `{${text}}`;
}
