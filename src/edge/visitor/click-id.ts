import { randomFillSync } from "node:crypto";

/**
 * Ids of clicks, visits and visitors: uuid v7 from a pool of random bytes, one call to the generator for 1,600 ids.
 * `bytes` holds the newest until the next is made.
 *
 * An id's text is put together from two others: its 6 bytes of time are 8 characters, so the rest of it is written with the whole pool.
 */
export type IdSource = {
  bytes: Buffer;
  /** the random part of each id: ten bytes with version and variant in them, then two that fill up a multiple of three */
  pool: Buffer;
  poolText: string;
  /** the next id's number in the pool */
  next: number;
  ms: number;
  msText: string;
};

const poolIds = 1600;
const timeBytes = 6;
const randomPartBytes = 10;
const placeBytes = 12;
const placeCharacters = 16;
const randomCharacters = 14;

export const openIdSource = (): IdSource => ({
  bytes: Buffer.alloc(timeBytes + randomPartBytes),
  pool: Buffer.alloc(poolIds * placeBytes),
  poolText: "",
  next: poolIds,
  ms: -1,
  msText: "",
});

function refill(source: IdSource): void {
  const { pool } = source;
  randomFillSync(pool);
  for (let at = 0; at < pool.length; at += placeBytes) {
    pool[at] = (pool[at]! & 0x0f) | 0x70;
    pool[at + 2] = (pool[at + 2]! & 0x3f) | 0x80;
    pool[at + randomPartBytes] = 0; // so that the last character's unused bits are zero
  }
  source.poolText = pool.toString("base64url");
  source.next = 0;
}

/** Makes an id of this millisecond in `source.bytes`. */
export function makeId(source: IdSource, ms: number): void {
  const { bytes, pool } = source;
  if (source.next === poolIds) refill(source);
  if (source.ms !== ms) {
    bytes.writeUIntBE(ms, 0, timeBytes);
    source.ms = ms;
    source.msText = bytes.toString("base64url", 0, timeBytes);
  }
  const from = source.next++ * placeBytes;
  for (let index = 0; index < randomPartBytes; index++) bytes[timeBytes + index] = pool[from + index]!;
}

/** The newest id in the 22 characters in which ids travel. */
export function idText({ msText, poolText, next }: IdSource): string {
  const from = (next - 1) * placeCharacters;
  return msText + poolText.slice(from, from + randomCharacters);
}

const shortId = /^[A-Za-z0-9_-]{21}[AQgw]$/;

/** The 16 bytes of an id that came from outside; undefined unless it is a uuid v7 in its 22 characters. */
export function idBytes(text: string | undefined): Buffer | undefined {
  if (text === undefined || !shortId.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64url");
  return bytes[6]! >>> 4 === 7 && bytes[8]! >>> 6 === 2 ? bytes : undefined;
}
