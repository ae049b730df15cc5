/** The prefixes under which ids are shown, one for each kind of thing; the glossary says what each names. */
export type IdPrefix =
  | ("ws" | "org" | "sto" | "usr" | "mem" | "key" | "aud" | "imp" | "job" | "evt")
  | ("cre" | "acc" | "prg" | "rul" | "enr" | "dom" | "lnk" | "cod")
  | ("clk" | "vis" | "cus" | "ord" | "adj" | "raw" | "dec")
  | ("com" | "pst" | "trf" | "whe" | "whd")
  | ("inv" | "ntc" | "con" | "fil" | "mrg" | "cst")
  | ("srv" | "ans" | "cal")
  | ("ser" | "exp" | "bls" | "cex" | "rev" | "dex" | "chc")
  | ("cmp" | "cct" | "les" | "pln" | "reu")
  | ("buy" | "quo" | "prd")
  | ("pos" | "sna" | "dly")
  | ("lst" | "fnd")
  | ("ips" | "cmg" | "cno" | "dnc")
  | ("sco" | "fos" | "cos" | "fdg" | "vet")
  | ("shr" | "sch" | "rdr")
  | ("plc" | "plr" | "apg" | "apl" | "apa")
  | ("plg" | "pli");

const BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE32_VALUES = valuesOf(BASE32);
const BASE64URL_VALUES = valuesOf(BASE64URL);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LATEST_MS = 2 ** 48 - 1;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function valuesOf(alphabet: string): ReadonlyMap<string, bigint> {
  return new Map(Array.from(alphabet, (character, value) => [character, BigInt(value)]));
}

/**
 * A uuid of version 7: the time in its first 48 bits, so that ids made later sort later, then 74 random bits.
 *
 * Time and randomness are arguments, because pure code has neither; ids of one millisecond are in no particular order.
 *
 * @param epochMs milliseconds since 1970, an integer in [0, 2^48).
 * @param random at least 10 bytes from a cryptographic source; 74 bits of the first ten are used.
 * @returns the canonical lower-case text of 36 characters.
 * @throws {RangeError} for another time or too few bytes.
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.7
 * @example
 * import { uuidV7 } from "./ids.ts";
 * uuidV7(1_645_557_742_000, new Uint8Array(10)); // => "017f22e2-79b0-7000-8000-000000000000"
 */
export function uuidV7(epochMs: number, random: Uint8Array): string {
  if (!Number.isInteger(epochMs) || epochMs < 0 || epochMs > LATEST_MS)
    throw new RangeError("a uuid's time is whole milliseconds in 48 bits");
  if (random.length < 10) throw new RangeError("a uuid of version 7 takes ten random bytes");
  const bytes = new Uint8Array(16);
  const high = Math.floor(epochMs / 2 ** 32);
  bytes.set([high >>> 8, high, epochMs >>> 24, epochMs >>> 16, epochMs >>> 8, epochMs]);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return uuidFromBytes(bytes);
}

/**
 * The time written into a uuid of version 7.
 *
 * @param uuid canonical text; of another version the result means nothing.
 * @returns milliseconds since 1970.
 * @throws {RangeError} when the text is no uuid.
 * @example
 * import { uuidTimeMs } from "./ids.ts";
 * uuidTimeMs("017f22e2-79b0-7000-8000-000000000000"); // => 1645557742000
 */
export function uuidTimeMs(uuid: string): number {
  return Number.parseInt(hexOf(uuid).slice(0, 12), 16);
}

/**
 * Whether a text is a uuid in canonical form: lower case, with its dashes, of any version.
 *
 * @param text any text.
 * @example
 * import { isUuid } from "./ids.ts";
 * isUuid("017f22e2-79b0-7000-8000-000000000000"); // => true
 */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * The sixteen bytes of a uuid, most significant first, as binary protocols send it.
 *
 * @param uuid canonical text.
 * @throws {RangeError} when the text is no uuid.
 * @example
 * import { uuidToBytes } from "./ids.ts";
 * uuidToBytes("017f22e2-79b0-7000-8000-0000000000ff")[15]; // => 255
 */
export function uuidToBytes(uuid: string): Uint8Array {
  const hex = hexOf(uuid);
  const bytes = new Uint8Array(16);
  for (let at = 0; at < 16; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/**
 * The canonical text of a uuid from its sixteen bytes.
 *
 * @param bytes exactly 16 bytes, most significant first.
 * @throws {RangeError} for another number of bytes.
 * @example
 * import { uuidFromBytes } from "./ids.ts";
 * uuidFromBytes(new Uint8Array(16)); // => "00000000-0000-0000-0000-000000000000"
 */
export function uuidFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError("a uuid has sixteen bytes");
  let hex = "";
  for (const byte of bytes) hex += HEX[byte];
  return dashed(hex);
}

/**
 * An id as people and clients see it: a prefix that says what it names, and 26 characters of Crockford's base 32 (a TypeID).
 *
 * @param prefix what the id names, such as "cre" for a creator.
 * @param uuid canonical text.
 * @throws {RangeError} when the text is no uuid.
 * @see https://github.com/jetify-com/typeid/tree/main/spec
 * @example
 * import { formatId } from "./ids.ts";
 * formatId("cre", "0188bac7-4afa-78aa-bc3b-bd1eef28d881"); // => "cre_01h2xcejqtf2nbrexx3vqjhp41"
 */
export function formatId(prefix: IdPrefix, uuid: string): string {
  const hex = hexOf(uuid);
  // Two bits of zeros and 128 of the uuid: five to a sign, so that twenty bits are four signs.
  let text = inBase32(Number.parseInt(hex.slice(0, 2), 16), 2);
  for (let at = 2; at < 32; at += 5) text += inBase32(Number.parseInt(hex.slice(at, at + 5), 16), 4);
  return `${prefix}_${text}`;
}

/**
 * The uuid of a shown id, or undefined when the text is no id of that kind.
 *
 * Strict: one spelling per id. Upper case, look-alike letters, another prefix and values beyond 128 bits are no ids.
 *
 * @param prefix what the id must name.
 * @param text any text, for example from a URL.
 * @returns canonical uuid text.
 * @example
 * import { parseId } from "./ids.ts";
 * parseId("cre", "cre_01h2xcejqtf2nbrexx3vqjhp41"); // => "0188bac7-4afa-78aa-bc3b-bd1eef28d881"
 * parseId("prg", "cre_01h2xcejqtf2nbrexx3vqjhp41"); // => undefined
 */
export function parseId(prefix: IdPrefix, text: string): string | undefined {
  if (!text.startsWith(`${prefix}_`)) return undefined;
  const value = decoded(text.slice(prefix.length + 1), 26, BASE32_VALUES);
  return value === undefined || value >> 128n !== 0n ? undefined : uuidOf(value);
}

/**
 * A uuid in 22 characters that need no escaping in a URL: the form in which click ids travel.
 *
 * @param uuid canonical text.
 * @throws {RangeError} when the text is no uuid.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-5
 * @example
 * import { shortUuid } from "./ids.ts";
 * shortUuid("0188bac7-4afa-78aa-bc3b-bd1eef28d881"); // => "AYi6x0r6eKq8O70e7yjYgQ"
 */
export function shortUuid(uuid: string): string {
  const hex = hexOf(uuid);
  let text = "";
  for (let at = 0; at < 30; at += 3) text += inBase64(Number.parseInt(hex.slice(at, at + 3), 16));
  return text + inBase64(Number.parseInt(hex.slice(30), 16) << 4);
}

/**
 * The uuid of its 22-character form, or undefined when the text is none.
 *
 * @param text any text, for example a query parameter; case matters, and the four unused bits must be zero.
 * @returns canonical uuid text.
 * @example
 * import { parseShortUuid } from "./ids.ts";
 * parseShortUuid("AYi6x0r6eKq8O70e7yjYgQ"); // => "0188bac7-4afa-78aa-bc3b-bd1eef28d881"
 */
export function parseShortUuid(text: string): string | undefined {
  const value = decoded(text, 22, BASE64URL_VALUES);
  return value === undefined || (value & 0xfn) !== 0n ? undefined : uuidOf(value >> 4n);
}

/** The 32 digits of a uuid. */
function hexOf(uuid: string): string {
  if (!UUID.test(uuid)) throw new RangeError("not a uuid in canonical form");
  return uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24);
}

function uuidOf(value: bigint): string {
  return dashed(value.toString(16).padStart(32, "0"));
}

function dashed(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function inBase32(value: number, signs: number): string {
  let text = "";
  for (let shift = 5 * (signs - 1); shift >= 0; shift -= 5) text += BASE32[(value >> shift) & 31];
  return text;
}

/** Twelve bits in two signs. */
const inBase64 = (value: number): string => `${BASE64URL[value >> 6]}${BASE64URL[value & 63]}`;

function decoded(text: string, length: number, values: ReadonlyMap<string, bigint>): bigint | undefined {
  if (text.length !== length) return undefined;
  let value = 0n;
  for (const character of text) {
    const digit = values.get(character);
    if (digit === undefined) return undefined;
    value = value * BigInt(values.size) + digit;
  }
  return value;
}
