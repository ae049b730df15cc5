/**
 * An internet address as numbers, cut to what identifies a client: all of IPv4, the first 64 bits of IPv6. The lower half of an IPv6
 * address is the subscriber's own to change, so it names nobody and tells no country.
 */
export type ClientAddress = {
  readonly family: 4 | 6;
  /** Unsigned 32 bits: of IPv6 the first, of IPv4 zero. */
  readonly high: number;
  /** Unsigned 32 bits: of IPv6 the second, of IPv4 the whole address. */
  readonly low: number;
};

/** Networks whose machines are believed when they say for whom they ask. */
export type TrustedProxies = readonly Network[];
type Network = { readonly family: 4 | 6; readonly high: number; readonly low: number; readonly highMask: number; readonly lowMask: number };

/**
 * The address that a text spells, or undefined; made for the hot path: one pass over the characters, no pattern.
 *
 * Takes IPv4 in four decimal parts, IPv6 in all forms of RFC 4291 with or without brackets and zone, an IPv4-mapped IPv6 address as the IPv4 it is,
 * and a port after IPv4 or brackets, as proxies write it. White space at both ends is passed over.
 *
 * @param text at most some dozens of characters.
 * @see https://www.rfc-editor.org/rfc/rfc4291#section-2.2
 * @example
 * import { parseAddress } from "./client-address.ts";
 * parseAddress("::ffff:192.0.2.1"); // => { family: 4, high: 0, low: 3221225985 }
 * parseAddress("[2001:db8::1]:443"); // => { family: 6, high: 536939960, low: 0 }
 * parseAddress("192.0.2.999"); // => undefined
 */
export function parseAddress(text: string): ClientAddress | undefined {
  return parseRange(text, 0, text.length);
}

function parseRange(text: string, from: number, to: number): ClientAddress | undefined {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (text.charCodeAt(start) === OPEN) {
    const close = text.indexOf("]", start);
    return close < 0 || close >= end ? undefined : parseV6(text, start + 1, close);
  }
  const colon = text.indexOf(":", start);
  if (colon < 0 || colon >= end) return addressV4(parseV4(text, start, end));
  const second = text.indexOf(":", colon + 1);
  return second < 0 || second >= end ? addressV4(parseV4(text, start, colon)) : parseV6(text, start, end);
}

const OPEN = 0x5b;
const COLON = 0x3a;
const DOT = 0x2e;

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function addressV4(value: number): ClientAddress | undefined {
  return value < 0 ? undefined : { family: 4, high: 0, low: value };
}

/** The 32 bits of dotted decimal text, or -1. A leading zero is refused: some readers take it for octal. */
function parseV4(text: string, start: number, end: number): number {
  let value = 0;
  let part = -1;
  let parts = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (part < 0 || ++parts > 3) return -1;
      value = value * 256 + part;
      part = -1;
    } else {
      if (code < 0x30 || code > 0x39 || part === 0) return -1;
      part = (part < 0 ? 0 : part * 10) + code - 0x30;
      if (part > 255) return -1;
    }
  }
  return parts === 3 && part >= 0 ? value * 256 + part : -1;
}

/** Reused by every call: parsing is synchronous and hands out numbers, never these. */
const groups = new Uint16Array(8);
const groupsBehind = new Uint16Array(8);

function parseV6(text: string, start: number, end: number): ClientAddress | undefined {
  const zone = text.indexOf("%", start);
  return fillGroups(text, start, zone >= 0 && zone < end ? zone : end) ? addressV6() : undefined;
}

function addressV6(): ClientAddress {
  const high = groupPair(0);
  const low = groupPair(2);
  if (high === 0 && low === 0 && groupPair(4) === 0xffff) return { family: 4, high: 0, low: groupPair(6) };
  return { family: 6, high, low };
}

function groupPair(index: number): number {
  return (groups[index] ?? 0) * 65536 + (groups[index + 1] ?? 0);
}

/** Reads the eight groups of an IPv6 text; `::` stands for one group of zeros or more. */
function fillGroups(text: string, start: number, end: number): boolean {
  groups.fill(0);
  const found = text.indexOf("::", start);
  if (found < 0 || found + 2 > end) return readGroups(text, start, end, groups) === 8;
  const before = found === start ? 0 : readGroups(text, start, found, groups);
  const behind = found + 2 === end ? 0 : readGroups(text, found + 2, end, groupsBehind);
  if (before < 0 || behind < 0 || before + behind > 7) return false;
  for (let index = 0; index < behind; index++) groups[8 - behind + index] = groupsBehind[index] ?? 0;
  return true;
}

/** How many groups were read into `into`, or -1. The last may be an IPv4 address, which fills two. */
function readGroups(text: string, from: number, to: number, into: Uint16Array): number {
  let count = 0;
  for (let at = from; at <= to && count < 8; count++) {
    const stop = groupEnd(text, at, to);
    const isV4 = stop === to && stop - at > 4;
    const value = isV4 ? parseV4(text, at, stop) : hexGroup(text, at, stop);
    if (value < 0 || (isV4 && count > 6)) return -1;
    if (isV4) into[count++] = value >>> 16;
    into[count] = value & 0xffff;
    if (stop === to) return count + 1;
    at = stop + 1;
  }
  return -1;
}

function groupEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text.charCodeAt(at) !== COLON) at++;
  return at;
}

/** The value of one to four hexadecimal digits, or -1. */
function hexGroup(text: string, from: number, to: number): number {
  if (to === from || to - from > 4) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/**
 * The trusted networks of a configuration; done once at start.
 *
 * @param cidrs addresses or networks such as `10.0.0.0/8` and `2001:db8::/32`; of IPv6 at most the first 64 bits are compared.
 * @returns what `clientAddress` takes; empty when nobody is trusted.
 * @throws {RangeError} naming the entry that is no network.
 * @example
 * import { clientAddress, trustedProxies } from "./client-address.ts";
 * clientAddress("10.1.2.3", "192.0.2.7", trustedProxies(["10.0.0.0/8"]))?.low; // => 3221225991
 */
export function trustedProxies(cidrs: readonly string[]): TrustedProxies {
  return cidrs.map(network);
}

function network(cidr: string): Network {
  const [text = "", bits] = cidr.trim().split("/");
  const address = parseAddress(text);
  const size = address?.family === 4 ? 32 : 128;
  const prefix = bits === undefined ? size : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (!address || prefix < 0 || prefix > size) throw new RangeError(`not an address or a network in CIDR form: ${cidr}`);
  const highMask = address.family === 4 ? 0 : maskOf(prefix);
  const lowMask = maskOf(address.family === 4 ? prefix : prefix - 32);
  return { family: address.family, high: (address.high & highMask) >>> 0, low: (address.low & lowMask) >>> 0, highMask, lowMask };
}

function maskOf(bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 32 ? 0xffffffff : (-1 << (32 - bits)) >>> 0;
}

function isTrusted(address: ClientAddress, trusted: TrustedProxies): boolean {
  for (const { family, high, low, highMask, lowMask } of trusted)
    if (family === address.family && (address.high & highMask) >>> 0 === high && (address.low & lowMask) >>> 0 === low) return true;
  return false;
}

/**
 * The address of the client behind the proxies that are trusted, and only behind those.
 *
 * The connection's own address is the answer unless it is trusted; then `X-Forwarded-For` is read from its right end, where the nearest proxy wrote,
 * for as long as each address is itself trusted. What a client writes into the header stands further left and is never reached. An entry
 * that is no address ends the walk at the last one that was.
 *
 * @param socketAddress the connection's remote address; undefined when it is already closed.
 * @param forwardedFor the header, several joined by commas; undefined when there is none.
 * @param trusted as `trustedProxies` returned it.
 * @returns undefined when the connection's address is unknown.
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-For#selecting_an_ip_address
 * @example
 * import { clientAddress, trustedProxies } from "./client-address.ts";
 * clientAddress("198.51.100.9", "192.0.2.7", trustedProxies([])); // => { family: 4, high: 0, low: 3325256713 }
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): ClientAddress | undefined {
  if (socketAddress === undefined) return undefined;
  let client = parseAddress(socketAddress);
  if (client === undefined || forwardedFor === undefined) return client;
  let end = forwardedFor.length;
  while (end >= 0 && isTrusted(client, trusted)) {
    const comma = end === 0 ? -1 : forwardedFor.lastIndexOf(",", end - 1);
    const next = parseRange(forwardedFor, comma + 1, end);
    if (next === undefined) return client;
    client = next;
    end = comma;
  }
  return client;
}

/** How many bytes `writeAddress` writes. */
export const addressByteLength = 9;

/**
 * Writes an address as the bytes that are hashed: its family (4 or 6), then eight bytes, of IPv4 four of them zero.
 *
 * What is hashed, never stored: 32 bits are guessed in a second, so the hash is keyed and its key thrown away.
 *
 * @param address as `clientAddress` returned it.
 * @param into takes nine bytes.
 * @param offset where they begin.
 * @throws {RangeError} when they do not fit.
 * @example
 * import { parseAddress, writeAddress } from "./client-address.ts";
 * const bytes = new Uint8Array(9);
 * writeAddress({ family: 4, high: 0, low: 3221225985 }, bytes, 0);
 * Array.from(bytes); // => [4, 0, 0, 0, 0, 192, 0, 2, 1]
 */
export function writeAddress(address: ClientAddress, into: Uint8Array, offset: number): void {
  if (offset < 0 || offset + addressByteLength > into.length) throw new RangeError("an address takes nine bytes");
  into[offset] = address.family;
  writeWord(address.high, into, offset + 1);
  writeWord(address.low, into, offset + 5);
}

function writeWord(word: number, into: Uint8Array, offset: number): void {
  into[offset] = word >>> 24;
  into[offset + 1] = word >>> 16;
  into[offset + 2] = word >>> 8;
  into[offset + 3] = word;
}
