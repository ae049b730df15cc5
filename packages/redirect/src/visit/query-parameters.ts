/**
 * Walks the pairs of a query string without making a list of them.
 *
 * @param query without `?`; pairs are split at `&` and at their first `=`, empty pairs are passed over.
 * @param visit takes name and value as their bytes came; returning false ends the walk.
 * @example
 * import { eachPair } from "./query-parameters.ts";
 * const names: string[] = [];
 * eachPair("a=1&b", (name) => void names.push(name));
 * names; // => ["a", "b"]
 */
export function eachPair(query: string, visit: (name: string, value: string) => boolean | void): void {
  for (let start = 0; start < query.length;) {
    const stop = query.indexOf("&", start);
    const end = stop < 0 ? query.length : stop;
    const equals = query.indexOf("=", start);
    const cut = equals < 0 || equals > end ? end : equals;
    if (cut > start && visit(query.slice(start, cut), query.slice(Math.min(cut + 1, end), end)) === false) return;
    start = end + 1;
  }
}

/**
 * A query value as people read it: `+` is a space, escapes are UTF-8.
 *
 * @param value its bytes as they came.
 * @returns decoded text, or the value as it came where an escape is malformed.
 * @example
 * import { decodedValue } from "./query-parameters.ts";
 * decodedValue("caf%C3%A9+x"); // => "café x"
 */
export function decodedValue(value: string): string {
  if (!value.includes("%") && !value.includes("+")) return value;
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return value;
  }
}
