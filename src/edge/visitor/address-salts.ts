import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { replaceFile } from "../spool/segment-files.ts";

/**
 * The random salts of address hashes, one a UTC day (counted from 1970), the same for all edges. The shipper fetches them
 * ahead and keeps them in a file beside the links; destroying a salt there and in the database makes its hashes meaningless.
 */
export type AddressSalts = Map<number, Buffer>;

const dayMs = 86_400_000;
export const dayOf = (ms: number): number => Math.floor(ms / dayMs);

const saltsFile = (folder: string): string => path.join(folder, "salts");

/** Reads the file; empty when there is none yet. */
export function readSalts(folder: string): AddressSalts {
  try {
    const entries = JSON.parse(readFileSync(saltsFile(folder), "utf8")) as [number, string][];
    return new Map(entries.map(([day, hex]) => [day, Buffer.from(hex, "hex")]));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw error;
  }
}

export const writeSalts = (folder: string, salts: AddressSalts): void =>
  replaceFile(saltsFile(folder), JSON.stringify([...salts].map(([day, salt]) => [day, salt.toString("hex")])));

/**
 * The salt of a day. Where the database could not be asked for it in time, one is made up and held in memory: such hashes
 * agree within this run of this edge only, which counts a visitor twice at worst and never keeps an address.
 */
export function saltOf(salts: AddressSalts, day: number): Buffer {
  const known = salts.get(day);
  if (known !== undefined) return known;
  const own = randomBytes(32);
  salts.set(day, own);
  return own;
}
