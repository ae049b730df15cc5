/**
 * Things asked for lately by a path within a group, bounded. A key has four neighbouring places and a fingerprint in each: nearly always
 * one line of fingerprints, then the thing itself is read, where a Map reads its bucket, the entries chained to it and the key of each.
 * Where all four are taken, one of them gives way.
 */
export type HotTable<T> = { fingerprints: Int32Array; entries: (Entry<T> | undefined)[]; mask: number; victim: number };

type Entry<T> = { group: number; path: string; value: T };

const places = 4;

/** @param capacity entries, rounded up to a power of two */
export function openHotTable<T>(capacity: number): HotTable<T> {
  const size = 2 ** Math.max(2, Math.ceil(Math.log2(Math.max(1, capacity))));
  return { fingerprints: new Int32Array(size), entries: Array.from({ length: size }, () => undefined), mask: size - 1, victim: 0 };
}

/** The thing that is kept under this path; undefined when it is not there. */
export function findHot<T>(table: HotTable<T>, group: number, path: string): T | undefined {
  const place = placeOf(table, group, path);
  return place === -1 ? undefined : table.entries[place]!.value;
}

/** Keeps a thing; it takes the place of the one under the same path. */
export function keepHot<T>(table: HotTable<T>, entry: Entry<T>): void {
  const known = placeOf(table, entry.group, entry.path);
  const print = fingerprint(entry.group, entry.path);
  const place = known === -1 ? freePlace(table, print & table.mask & ~(places - 1)) : known;
  table.fingerprints[place] = print;
  table.entries[place] = entry;
}

/** Forgets what is under this path. */
export function dropHot<T>(table: HotTable<T>, group: number, path: string): void {
  const place = placeOf(table, group, path);
  if (place !== -1) table.entries[place] = undefined;
}

function placeOf<T>({ fingerprints, entries, mask }: HotTable<T>, group: number, path: string): number {
  const print = fingerprint(group, path);
  const first = print & mask & ~(places - 1);
  for (let place = first; place < first + places; place++) {
    if (fingerprints[place] !== print) continue;
    const entry = entries[place];
    if (entry !== undefined && entry.path === path && entry.group === group) return place;
  }
  return -1;
}

function freePlace<T>(table: HotTable<T>, first: number): number {
  for (let place = first; place < first + places; place++) if (table.entries[place] === undefined) return place;
  return first + (table.victim++ & (places - 1));
}

const seed = (Math.random() * 0x1_0000_0000) | 0;

// FNV-1a with a seed, as the table of all links has it; the last mix because low bits choose the place.
function fingerprint(group: number, path: string): number {
  let hash = seed ^ Math.imul(group + 1, 0x9e37_79b1);
  for (let index = 0; index < path.length; index++) hash = Math.imul(hash ^ path.charCodeAt(index), 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85eb_ca6b);
  return hash ^ (hash >>> 13);
}
