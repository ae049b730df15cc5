import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findPackage, prepareBinaries } from "./binaries.ts";
import { settingsForSharedMemory } from "./cluster.ts";
import { serverAccount } from "./server-account.ts";

const account = serverAccount();
const onlyAsRoot = account === undefined ? " (skipped: not root here)" : "";

let base: string;
let native: string;

/** The package as an install without scripts leaves it: every file, no link. */
beforeAll(() => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-bin-"));
  native = path.join(base, "closed", "package", "native");
  mkdirSync(path.dirname(native), { recursive: true });
  execFileSync("cp", ["-a", findPackage(), native]);
  execFileSync("cp", [path.join(findPackage(), "..", "package.json"), path.dirname(native)]);
  for (const link of links()) rmSync(link, { force: true });
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

const links = (): string[] =>
  (JSON.parse(readFileSync(path.join(native, "pg-symlinks.json"), "utf8")) as { target: string }[]).map(({ target }) =>
    path.resolve(native, "..", target),
  );

test.runIf(account)(`programs under a closed directory are copied to where the database's account can run them${onlyAsRoot}`, () => {
  chmodSync(base, 0o755);
  chmodSync(path.join(base, "closed"), 0o700);
  const copyParent = path.join(base, "data");
  mkdirSync(copyParent);
  const { directory, version, major } = prepareBinaries(copyParent, account, native);
  expect(directory).toBe(path.join(copyParent, `bin-${version}`, "bin"));
  expect(execFileSync(path.join(directory, "postgres"), ["--version"], { ...account, encoding: "utf8" })).toContain(
    `PostgreSQL) ${major}.`,
  );
  expect(prepareBinaries(copyParent, account, native).directory).toBe(directory);
});

test("the links that an install without scripts leaves out are made, and then the programs run where they are", () => {
  for (const link of links()) rmSync(link, { force: true });
  const { directory, version } = prepareBinaries(path.join(base, "nowhere"), undefined, native);
  expect(directory).toBe(path.join(native, "bin"));
  expect(links().filter((link) => !lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink())).toEqual([]);
  expect(version).toMatch(/^\d+\.\d+/);
  expect(existsSync(path.join(base, "nowhere"))).toBe(false);
});

test("little shared memory, as in a container, is not relied on", () => {
  expect(settingsForSharedMemory(64 * 1024 * 1024)).toEqual({ dynamic_shared_memory_type: "mmap" });
  expect(settingsForSharedMemory(1024 * 1024 * 1024)).toEqual({});
});
