import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp } from "../../../test/app.ts";
import { emptyDatabase } from "../../../test/database.ts";
import { hasOlderPostgres, startOlderPostgres } from "../../../test/older-postgres.ts";
import { loadSample } from "../../features/sample/service.ts";
import { verifyInstallation } from "../../features/verification/service.ts";
import { restoreBackup } from "../../platform/backup/restore-backup.ts";
import { writeBackup } from "../../platform/backup/write-backup.ts";
import type { Context } from "../../platform/context.ts";
import { openDatabase } from "../../platform/db/database.ts";
import { appRole, closePool, openPool, urlWithRole } from "../../platform/db/pool.ts";
import { silentLog } from "../../platform/log.ts";
import { exportWorkspace } from "./export.ts";

const secret = "a secret of the tests, 32 bytes or more";
const passphrase = "correct horse battery staple";

let app: TestApp;
let base: string;

beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-restored-"));
  app = await openTestApp();
  const owner = await app.ctx.people.create({ email: "owner@example.com", name: "Olga Owner", password: "correct horse battery" });
  await loadSample(app.ctx, owner.id, { edgeHost: "links.example.com", shopUrl: "https://shop.example.com" });
  await app.settle();
});

afterAll(async () => {
  await app.close();
  rmSync(base, { recursive: true, force: true });
});

const at = (name: string): string => path.join(base, name);

async function exported(ctx: Context, out: string): Promise<Map<string, string>> {
  const files = await exportWorkspace(ctx, { workspace: "sample", out: at(out) });
  expect(files.map((file) => path.basename(file)).sort((a, b) => a.localeCompare(b))).toEqual(
    readdirSync(at(out)).sort((a, b) => a.localeCompare(b)),
  );
  return new Map(files.map((file) => [path.basename(file), readFileSync(file, "utf8")]));
}

async function differences(ctx: Context): Promise<string[]> {
  const found: string[] = [];
  for await (const { difference } of verifyInstallation(ctx)) found.push(difference ?? "same");
  return found;
}

async function restoreInto(url: string): Promise<void> {
  const file = at("backup");
  await writeBackup({ url: app.database.url, secret, folders: [], passphrase, logN: 14, out: file, program: "0.0.0" });
  await restoreBackup({ file, passphrase, url, folders: {}, secretFile: at("to/secret"), secret, log: silentLog() });
}

const onOlder = hasOlderPostgres ? "on PostgreSQL 15" : "on the same PostgreSQL (no 15 here)";

test(`a brand restored ${onOlder} is verified, and exports the same bytes`, async () => {
  const before = await exported(app.ctx, "before");
  expect(before.get("commissions.jsonl")?.split("\n").length).toBeGreaterThan(50);
  const target = hasOlderPostgres ? await startOlderPostgres() : await emptyDatabase();
  await restoreInto(target.url);
  const pool = openPool({ url: urlWithRole(target.url, appRole), name: "test", log: silentLog() });
  const restored: Context = { ...app.ctx, db: openDatabase(pool) };
  expect(await differences(restored)).toEqual((await differences(app.ctx)).map(() => "same"));
  expect(await exported(restored, "after")).toEqual(before);
  await closePool(pool);
  await ("stop" in target ? target.stop() : target.close());
});

test("an export names the workspaces there are", async () => {
  const out = at("none");
  await expect(exportWorkspace(app.ctx, { workspace: "elsewhere", out })).rejects.toThrow(
    "There is no workspace elsewhere. There are: sample.",
  );
  expect(readdirSync(base)).not.toContain("none");
});
