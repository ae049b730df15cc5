import type { ClientAddress } from "@vouch/redirect";

/**
 * Clients seen lately, each in one 64-byte row of a fixed block of memory: what is known of an address costs one cache line
 * to read again, where a Map of objects costs half a dozen. A row is looked for in four neighbouring places; where all are taken,
 * one of them is given up.
 *
 * Row: address (8), family (1), is_hosting (1), country (2), day (4), workspace number (4), length of the fields (1), the fields (up to 43).
 */
export type ClientTable = { words: Uint32Array; bytes: Uint8Array; mask: number; victim: number };

/** Who is looked for: an address as one workspace sees it. */
export type ClientKey = { address: ClientAddress; workspace: number; day: number };

/** What is kept of a client. */
export type ClientFacts = { country: string | undefined; isHosting: boolean | undefined; fields: Uint8Array };

const rowBytes = 64;
const rowWords = rowBytes / 4;
const places = 4;
const [highWord, lowWord, kindWord, dayWord, workspaceWord] = [0, 1, 2, 3, 4];
const [familyByte, hostingByte, countryByte, lengthByte, fieldsByte] = [8, 9, 10, 20, 21];
const longestFields = rowBytes - fieldsByte;

/** @param capacity rows, rounded up to a power of two; memory is touched as rows are used */
export function openClientTable(capacity: number): ClientTable {
  const rows = 2 ** Math.max(4, Math.ceil(Math.log2(capacity)));
  const memory = new ArrayBuffer(rows * rowBytes);
  return { words: new Uint32Array(memory), bytes: new Uint8Array(memory), mask: rows - 1, victim: 0 };
}

function rowOf({ mask }: ClientTable, { address, workspace }: ClientKey): number {
  let hash = Math.imul(address.high ^ Math.imul(address.low, 0x9e37_79b1), 0x85eb_ca6b) ^ Math.imul(workspace + 1, 0xc2b2_ae35);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x27d4_eb2f) >>> 7) & mask & ~(places - 1);
}

/** The row of a client, or -1 when it is not there or of another day. */
export function findClient(table: ClientTable, key: ClientKey): number {
  const { words, bytes } = table;
  const first = rowOf(table, key);
  for (let row = first; row < first + places; row++) {
    const word = row * rowWords;
    if (words[word + lowWord] !== key.address.low || words[word + highWord] !== key.address.high) continue;
    if (
      words[word + workspaceWord] === key.workspace &&
      words[word + dayWord] === key.day &&
      bytes[row * rowBytes + familyByte] === key.address.family
    )
      return row;
  }
  return -1;
}

/** Keeps a client; returns its row. */
export function keepClient(table: ClientTable, key: ClientKey, facts: ClientFacts): number {
  const { words, bytes } = table;
  if (facts.fields.length > longestFields) throw new RangeError(`${facts.fields.length} bytes do not fit in a row`);
  const first = rowOf(table, key);
  let row = first;
  while (row < first + places && words[row * rowWords + dayWord] === key.day) row++;
  if (row === first + places) row = first + (table.victim++ & (places - 1));
  const [word, byte] = [row * rowWords, row * rowBytes];
  words[word + highWord] = key.address.high;
  words[word + lowWord] = key.address.low;
  words[word + kindWord] = 0;
  words[word + dayWord] = key.day;
  words[word + workspaceWord] = key.workspace;
  bytes[byte + familyByte] = key.address.family;
  bytes[byte + hostingByte] = facts.isHosting === true ? 1 : 0;
  for (let index = 0; index < 2; index++) bytes[byte + countryByte + index] = facts.country?.charCodeAt(index) ?? 0;
  bytes[byte + lengthByte] = facts.fields.length;
  bytes.set(facts.fields, byte + fieldsByte);
  return row;
}

const letter = (index: number): string => String.fromCharCode(65 + index);
const countries = Array.from({ length: 26 * 26 }, (_, index) => letter(Math.floor(index / 26)) + letter(index % 26));

/** The client's country; undefined where that is unknown. */
export function countryAt({ bytes }: ClientTable, row: number): string | undefined {
  const at = row * rowBytes + countryByte;
  return bytes[at] === 0 ? undefined : countries[(bytes[at]! - 65) * 26 + bytes[at + 1]! - 65];
}

/** Whether the client is known to be in a hosting network. */
export const isHostingAt = ({ bytes }: ClientTable, row: number): boolean => bytes[row * rowBytes + hostingByte] === 1;

/** How long the client's fields are. */
export const fieldsLengthAt = ({ bytes }: ClientTable, row: number): number => bytes[row * rowBytes + lengthByte]!;

/** Copies the client's fields; returns where they end. */
export function copyFieldsAt({ bytes }: ClientTable, row: number, into: Uint8Array, at: number): number {
  const from = row * rowBytes + fieldsByte;
  const length = bytes[row * rowBytes + lengthByte]!;
  for (let index = 0; index < length; index++) into[at + index] = bytes[from + index]!;
  return at + length;
}
