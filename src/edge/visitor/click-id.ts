import { randomFillSync } from "node:crypto";

/**
 * Ids of clicks, visits and visitors: uuid v7 from a pool of random bytes, one call to the generator for 1,600 ids.
 * `bytes` holds the newest until the next is made.
 */
export type IdSource = { bytes: Buffer; pool: Buffer; used: number; ms: number };

const randomBytes = 10;

export const openIdSource = (): IdSource => ({
  bytes: Buffer.alloc(16),
  pool: Buffer.alloc(1600 * randomBytes),
  used: 1600 * randomBytes,
  ms: -1,
});

/** Makes an id of this millisecond in `source.bytes`. */
export function makeId(source: IdSource, ms: number): void {
  const { bytes, pool } = source;
  if (source.used === pool.length) {
    randomFillSync(pool);
    source.used = 0;
  }
  if (source.ms !== ms) {
    bytes.writeUIntBE(ms, 0, 6);
    source.ms = ms;
  }
  for (let index = 0; index < randomBytes; index++) bytes[6 + index] = pool[source.used + index]!;
  source.used += randomBytes;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
}

/** The newest id in the 22 characters in which ids travel. */
export const idText = (source: IdSource): string => source.bytes.toString("base64url", 0, 16);

const shortId = /^[A-Za-z0-9_-]{21}[AQgw]$/;

/** The 16 bytes of an id that came from outside; undefined unless it is a uuid v7 in its 22 characters. */
export function idBytes(text: string | undefined): Buffer | undefined {
  if (text === undefined || !shortId.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64url");
  return bytes[6]! >>> 4 === 7 && bytes[8]! >>> 6 === 2 ? bytes : undefined;
}
