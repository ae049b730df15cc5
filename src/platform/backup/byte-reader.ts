/** Reads a stream of bytes in pieces of one's own choice. */
export type ByteReader = {
  /** Exactly `length` bytes; undefined when the stream ended before the first of them. @throws RangeError when it ends in between */
  take(length: number): Promise<Buffer | undefined>;
};

/** Wraps a stream of chunks of any size. It keeps at most one chunk more than what was asked for. */
export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let kept: Buffer[] = [];
  let keptBytes = 0;
  const fill = async (length: number): Promise<void> => {
    while (keptBytes < length) {
      const next = await chunks.next();
      if (next.done) return;
      kept.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength));
      keptBytes += next.value.byteLength;
    }
  };
  return {
    async take(length) {
      await fill(length);
      if (keptBytes === 0 && length > 0) return undefined;
      if (keptBytes < length) throw new RangeError(`the stream ended after ${keptBytes} of ${length} bytes`);
      const all = kept.length === 1 && kept[0] ? kept[0] : Buffer.concat(kept);
      kept = all.length > length ? [all.subarray(length)] : [];
      keptBytes -= length;
      return all.subarray(0, length);
    },
  };
}
