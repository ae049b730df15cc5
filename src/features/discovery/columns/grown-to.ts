/** Codes of a column: as narrow as its texts are few. */
export type Codes = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** The numbers of a column: whole ones in half the memory, or any. */
export type Numbers = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/**
 * A copy of an array of numbers with more room; what is added is 0. Where there is room already the array itself.
 *
 * @param array of any kind of number.
 * @param length the least room wanted, in elements.
 * @example
 * import { grownTo } from "./grown-to.ts";
 * [...grownTo(Uint8Array.of(1, 2), 3)]; // => [1, 2, 0]
 */
export function grownTo<A extends Codes | Numbers | Uint32Array<ArrayBuffer>>(array: A, length: number): A {
  if (array.length >= length) return array;
  const Same = array.constructor as new (length: number) => A;
  const larger = new Same(length);
  larger.set(array as never);
  return larger;
}
