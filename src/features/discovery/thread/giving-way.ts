/**
 * How many searches the database is answering, as whoever answers them and the threads that fill an index share it.
 *
 * @example
 * import { isAnybodyAsking, nobodyAsks } from "./giving-way.ts";
 * isAnybodyAsking(nobodyAsks()); // => false
 */
export const nobodyAsks = (): SharedArrayBuffer => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);

/** Does what filling gives way to, however it ends. */
export async function whileAsking<T>(asking: SharedArrayBuffer, work: () => Promise<T>): Promise<T> {
  const count = new Int32Array(asking);
  Atomics.add(count, 0, 1);
  try {
    return await work();
  } finally {
    Atomics.sub(count, 0, 1);
  }
}

/** Whether filling is to give way just now. */
export const isAnybodyAsking = (asking: SharedArrayBuffer): boolean => Atomics.load(new Int32Array(asking), 0) > 0;
