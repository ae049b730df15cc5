import type { Numbers } from "../input/check.ts";

/**
 * Two lists in one, the first one's numbers first.
 *
 * @example
 * import { joined } from "./joined.ts";
 * joined([1], [2, 3]); // => Float64Array.of(1, 2, 3)
 */
export function joined(a: Numbers, b: Numbers): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
