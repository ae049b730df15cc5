import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { StartRefusal } from "../../start-refusal.ts";

/** One file of `migrations/`. `checksum` is the SHA-256 of its text, in hex, line ends made alike. */
export type MigrationFile = { name: string; sql: string; checksum: string; inTransaction: boolean };

/** The folder that comes with the program; it lies the same way from the source and from the build. */
export const migrationsDirectory = fileURLToPath(new URL("../../../../migrations", import.meta.url));

/** Reads all migrations in the order of their numbers. */
export function readMigrations(directory: string): MigrationFile[] {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const odd = names.find((name) => !/^\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.sql$/.test(name));
  if (odd !== undefined) throw new StartRefusal(`${path.join(directory, odd)} is not named like a migration: NNNN-verb-noun.sql.`);
  return names.map((name) => readMigration(directory, name));
}

function readMigration(directory: string, name: string): MigrationFile {
  const sql = readFileSync(path.join(directory, name), "utf8").replaceAll("\r\n", "\n");
  const checksum = createHash("sha256").update(sql).digest("hex");
  return { name, sql, checksum, inTransaction: !sql.startsWith("-- no-transaction") };
}

/** One digest over all migrations: it changes when any of them does. */
export function migrationsDigest(directory: string): string {
  const digest = createHash("sha256");
  for (const { name, checksum } of readMigrations(directory)) digest.update(`${name} ${checksum}\n`);
  return digest.digest("hex");
}
