import { readFileSync } from "node:fs";
import type { ClientAddress } from "@vouch/redirect";
import { Reader } from "maxmind";

/** Looks an address up in one database; undefined where it says nothing. */
export type AddressLookup<T> = (address: ClientAddress) => T | undefined;

/** A search tree of two-way nodes, one level a bit of the address. */
type Tree = { bytes: Buffer; nodeCount: number; recordBits: number; isV6: boolean; v4Start: number };

/**
 * Opens a database in MaxMind's format, whoever made it.
 *
 * We walk the tree ourselves, from the numbers we have, and let the package decode what stands at a leaf, once for each distinct record:
 * a country database has some 250. Its own look-up takes text, parses it again and decodes every time.
 *
 * @param file path of the database; it is read whole and stays in memory.
 * @param pick takes what is wanted from a record, or undefined
 * @throws when the file is missing or is no such database
 */
export function openMmdb<T>(file: string, pick: (record: unknown) => T | undefined): AddressLookup<T> {
  const bytes = readFileSync(file);
  const reader = new Reader(bytes);
  const { nodeCount, recordSize, ipVersion } = reader.metadata;
  const tree: Tree = { bytes, nodeCount, recordBits: recordSize, isV6: ipVersion === 6, v4Start: 0 };
  tree.v4Start = tree.isV6 ? descend(tree, descend(tree, descend(tree, 0, 0), 0), 0) : 0;
  const picked = new Map<number, T | undefined>();
  return (address) => {
    const leaf = leafOf(tree, address);
    if (leaf <= nodeCount) return undefined;
    if (!picked.has(leaf)) picked.set(leaf, pick(reader.get(textOf(address))));
    return picked.get(leaf);
  };
}

/** The record that an address leads to: a node count or less means that there is none. Of IPv6 the second half is taken as zeros. */
function leafOf(tree: Tree, { family, high, low }: ClientAddress): number {
  if (family === 4) return descend(tree, tree.v4Start, low);
  if (!tree.isV6) return tree.nodeCount;
  return descend(tree, descend(tree, descend(tree, descend(tree, 0, high), low), 0), 0);
}

/** Follows 32 bits from a node, or fewer when the way ends before. */
function descend(tree: Tree, start: number, word: number): number {
  let node = start;
  for (let bit = 31; bit >= 0 && node < tree.nodeCount; bit--) node = childOf(tree, node, (word >>> bit) & 1);
  return node;
}

function childOf({ bytes, recordBits }: Tree, node: number, side: number): number {
  const at = (node * recordBits) >>> 2;
  if (recordBits === 24) return bytes.readUIntBE(at + 3 * side, 3);
  if (recordBits === 32) return bytes.readUInt32BE(at + 4 * side);
  const middle = bytes[at + 3]!;
  return side === 0 ? ((middle & 0xf0) << 20) | bytes.readUIntBE(at, 3) : ((middle & 0x0f) << 24) | bytes.readUIntBE(at + 4, 3);
}

function textOf({ family, high, low }: ClientAddress): string {
  if (family === 4) return `${low >>> 24}.${(low >>> 16) & 255}.${(low >>> 8) & 255}.${low & 255}`;
  return `${[high >>> 16, high & 0xffff, low >>> 16, low & 0xffff].map((group) => group.toString(16)).join(":")}::`;
}
