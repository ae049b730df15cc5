import { keyStart } from "./link-record.ts";

/**
 * All links of an edge, outside the JavaScript heap: their bytes in chunks, and an open-addressing hash table of
 * (domain, key) over them in two typed arrays. A Map of objects takes about four times the memory at ten million links
 * and gives the garbage collector as much to walk.
 */
export type LinkTable = {
  /** place of each slot's link in units of 8 bytes, plus one; 0 is free */
  slots: Uint32Array;
  hashes: Uint32Array;
  chunks: Chunk[];
  /** the chunk that new links go to; -1 before the first */
  current: number;
  /** chunks whose links have all moved away */
  free: number[];
  links: number;
  readonly chunkBytes: number;
  readonly seed: number;
};

type Chunk = { bytes: Buffer; end: number; wasted: number };

/** A link found: its bytes begin at `at`. */
export type LinkPlace = { bytes: Buffer; at: number };

const entryHeaderBytes = 8; // domain number, payload length
const unit = 8;

/** @param expected how many links to make room for at once; more may come */
export function openLinkTable(expected = 1024, chunkBytes = 4 * 1024 * 1024): LinkTable {
  const slots = slotCountFor(expected);
  return {
    slots: new Uint32Array(slots),
    hashes: new Uint32Array(slots),
    chunks: [],
    current: -1,
    free: [],
    links: 0,
    chunkBytes,
    seed: (Math.random() * 0x1_0000_0000) | 0,
  };
}

const slotCountFor = (links: number): number => 2 ** Math.max(10, Math.ceil(Math.log2(links * 1.4)));

/** Finds the link of a domain and a normalised key; undefined when there is none. */
export function findLink(table: LinkTable, domain: number, key: string): LinkPlace | undefined {
  const bytes = Buffer.from(key, "utf8");
  const slot = findSlot(table, { domain, key: bytes, at: 0, length: bytes.length });
  return table.slots[slot] === 0 ? undefined : placeOf(table, slot);
}

/** Adds a link or puts it in the place of the one with the same domain and key. `payload` is what `encodeLink` gave. */
export function putLink(table: LinkTable, domain: number, payload: Uint8Array): void {
  if ((table.links + 1) * 10 > table.slots.length * 7) growSlots(table);
  const key = keyIn(domain, payload, 0);
  const slot = findSlot(table, key);
  const replaced = table.slots[slot]!;
  if (replaced === 0) table.links++;
  table.hashes[slot] = hashOf(table.seed, key);
  table.slots[slot] = store(table, domain, payload);
  if (replaced !== 0) waste(table, replaced);
}

/** Memory that the table holds, in bytes. */
export const tableBytes = (table: LinkTable): number =>
  table.slots.byteLength + table.hashes.byteLength + table.chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0);

type Key = { domain: number; key: Uint8Array; at: number; length: number };

function keyIn(domain: number, payload: Uint8Array, at: number): Key {
  const start = keyStart(payload, at);
  return { domain, key: payload, at: start + 2, length: (payload[start]! << 8) | payload[start + 1]! };
}

// FNV-1a with a seed, and a last mix because the table uses the low bits.
function hashOf(seed: number, { domain, key, at, length }: Key): number {
  let hash = seed ^ Math.imul(domain, 0x9e37_79b1);
  for (let index = at; index < at + length; index++) hash = Math.imul(hash ^ key[index]!, 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85eb_ca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The slot that holds the key, or the free one where it belongs. */
function findSlot(table: LinkTable, key: Key): number {
  const mask = table.slots.length - 1;
  const hash = hashOf(table.seed, key);
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    if (table.slots[slot] === 0) return slot;
    if (table.hashes[slot] === hash && isSame(table, slot, key)) return slot;
  }
}

function isSame(table: LinkTable, slot: number, wanted: Key): boolean {
  const { bytes, at } = placeOf(table, slot);
  const found = keyIn(bytes.readUInt32BE(at - entryHeaderBytes), bytes, at);
  if (found.domain !== wanted.domain || found.length !== wanted.length) return false;
  for (let index = 0; index < found.length; index++) {
    if (bytes[found.at + index] !== wanted.key[wanted.at + index]) return false;
  }
  return true;
}

function placeOf(table: LinkTable, slot: number): LinkPlace {
  const position = (table.slots[slot]! - 1) * unit;
  const chunk = table.chunks[Math.floor(position / table.chunkBytes)]!;
  return { bytes: chunk.bytes, at: (position % table.chunkBytes) + entryHeaderBytes };
}

function growSlots(table: LinkTable): void {
  const { slots, hashes } = table;
  table.slots = new Uint32Array(slots.length * 2);
  table.hashes = new Uint32Array(slots.length * 2);
  const mask = table.slots.length - 1;
  for (let from = 0; from < slots.length; from++) {
    if (slots[from] === 0) continue;
    let to = hashes[from]! & mask;
    while (table.slots[to] !== 0) to = (to + 1) & mask;
    table.slots[to] = slots[from]!;
    table.hashes[to] = hashes[from]!;
  }
}

const entryBytes = (payloadBytes: number): number => Math.ceil((entryHeaderBytes + payloadBytes) / unit) * unit;

/** Appends an entry to the current chunk; returns its place plus one. */
function store(table: LinkTable, domain: number, payload: Uint8Array): number {
  const size = entryBytes(payload.length);
  if (size > table.chunkBytes) throw new RangeError(`a link of ${payload.length} bytes does not fit in a chunk of ${table.chunkBytes}`);
  if (table.current < 0 || table.chunks[table.current]!.end + size > table.chunkBytes) table.current = takeChunk(table);
  const chunk = table.chunks[table.current]!;
  const at = chunk.end;
  chunk.bytes.writeUInt32BE(domain, at);
  chunk.bytes.writeUInt32BE(payload.length, at + 4);
  chunk.bytes.set(payload, at + entryHeaderBytes);
  chunk.end += size;
  return (table.current * table.chunkBytes + at) / unit + 1;
}

const takeChunk = (table: LinkTable): number =>
  table.free.pop() ?? table.chunks.push({ bytes: Buffer.allocUnsafeSlow(table.chunkBytes), end: 0, wasted: 0 }) - 1;

/** Counts a replaced entry; a chunk that is half waste gives its living links away and is used again. */
function waste(table: LinkTable, place: number): void {
  const position = (place - 1) * unit;
  const index = Math.floor(position / table.chunkBytes);
  const chunk = table.chunks[index]!;
  chunk.wasted += entryBytes(chunk.bytes.readUInt32BE((position % table.chunkBytes) + 4));
  if (index !== table.current && chunk.wasted * 2 > table.chunkBytes) emptyChunk(table, index);
}

function emptyChunk(table: LinkTable, index: number): void {
  const chunk = table.chunks[index]!;
  for (let at = 0; at < chunk.end;) {
    const payloadAt = at + entryHeaderBytes;
    const payload = chunk.bytes.subarray(payloadAt, payloadAt + chunk.bytes.readUInt32BE(at + 4));
    const domain = chunk.bytes.readUInt32BE(at);
    const slot = findSlot(table, keyIn(domain, payload, 0));
    if (table.slots[slot] === (index * table.chunkBytes + at) / unit + 1) table.slots[slot] = store(table, domain, payload);
    at += entryBytes(payload.length);
  }
  chunk.end = 0;
  chunk.wasted = 0;
  table.free.push(index);
}
