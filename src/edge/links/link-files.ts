import { readFileSync } from "node:fs";
import path from "node:path";
import { replaceFile } from "../spool/segment-files.ts";

/**
 * The folder through which the shipper tells the listener about links: a snapshot of all records and a log of the changes
 * since, both files of frames, and `generation`, which names the pair in use. A new generation is complete before it is named.
 */
export const linkRecordTypes = {
  /** JSON of a {@link DomainRecord} */
  domain: 1,
  /** JSON of a {@link StoreRecord} */
  store: 2,
  /** 16 bytes of the domain's id, then the link as `encodeLink` writes it */
  link: 3,
  /** JSON of a {@link Cursor}: everything before it is in this file or an earlier one */
  cursor: 4,
  /** JSON of a {@link Seal}: the log ends here, the next generation goes on */
  seal: 5,
} as const;

/** A short domain as the listener needs it. Ids are 32 hexadecimal digits. */
export type DomainRecord = {
  id: string;
  workspaceId: string;
  host: string;
  clickParam: string;
  fallbackUrl: string | undefined;
  consentMode: ConsentMode;
  /** countries in which `by_country` asks; empty: the built-in list */
  consentCountries: string[];
  storeId: string | undefined;
  isArchived: boolean;
};

/** A store as the listener needs it. */
export type StoreRecord = {
  id: string;
  workspaceId: string;
  siteKey: string;
  allowedOrigins: string[];
  consentMode: ConsentMode;
  cookieDomain: string | undefined;
  isArchived: boolean;
};

export type ConsentMode = "never_required" | "by_country" | "always_required";

/** How far the database's changes have been taken: all of transactions below `horizon`, in the database named by `system`. */
export type Cursor = { system: string; horizon: string; atMs: number };

/** What follows a closed log: the same records written more compactly, or all records read anew, which replace what was known. */
export type Seal = { next: number; reload: boolean };

export const snapshotPath = (folder: string, generation: number): string =>
  path.join(folder, `snapshot-${String(generation).padStart(12, "0")}.links`);
export const changesPath = (folder: string, generation: number): string =>
  path.join(folder, `changes-${String(generation).padStart(12, "0")}.links`);

/** The generation in use; undefined before the first. */
export function readGeneration(folder: string): number | undefined {
  try {
    const number = Number(readFileSync(path.join(folder, "generation"), "latin1").trim());
    return Number.isSafeInteger(number) && number > 0 ? number : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

export const nameGeneration = (folder: string, generation: number): void => replaceFile(path.join(folder, "generation"), `${generation}\n`);

/** The payload of a link record in these files. */
export const linkPayload = (domainId: Uint8Array, link: Uint8Array): Buffer => Buffer.concat([domainId, link]);
