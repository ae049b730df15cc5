import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serverAccount } from "../postgres/server-account.ts";
import { openDataDirectory } from "./data-directory.ts";

let base: string;
const account = serverAccount();
const asRoot = account === undefined ? "as root (skipped: not root here)" : "as root";

beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-data-"));
});

afterEach(() => rmSync(base, { recursive: true }));

test("the directory is made, closed to others, and everything lies in it", () => {
  const wanted = path.join(base, "a", "b");
  const data = openDataDirectory({ wanted, account: undefined });
  expect(data).toMatchObject({ root: wanted, postgres: path.join(wanted, "pg"), secretFile: path.join(wanted, "secret") });
  expect(statSync(wanted).mode & 0o777).toBe(0o700);
  expect(data.insteadOf).toBeUndefined();
});

test("a directory that exists is left as it is", () => {
  const wanted = path.join(base, "mine");
  mkdirSync(wanted, { mode: 0o750 });
  openDataDirectory({ wanted, account: undefined });
  expect(statSync(wanted).mode & 0o777).toBe(0o750);
});

test("a file in its place is refused, by whomever: no other place is taken instead", () => {
  const wanted = path.join(base, "file");
  writeFileSync(wanted, "");
  for (const each of [undefined, account])
    expect(() => openDataDirectory({ wanted, account: each, fallback: path.join(base, "var") })).toThrow(`${wanted} is a file`);
});

test("one that cannot be made is refused with the reason", () => {
  const file = path.join(base, "file");
  writeFileSync(file, "");
  const wanted = path.join(file, "below", "it");
  expect(() => openDataDirectory({ wanted, account: undefined })).toThrow(`Nothing can be written in ${wanted} (ENOTDIR).`);
});

test.runIf(existsSync("/proc/self"))("so is one where no directory can be made at all", () => {
  for (const wanted of ["/proc/vouch", "/proc/vouch/data", "/proc"])
    expect(() => openDataDirectory({ wanted, account: undefined })).toThrow(`Nothing can be written in ${wanted} (ENOENT).`);
});

test.runIf(account)(`${asRoot}, a directory that the database's account can reach is used`, () => {
  const open = path.join(base, "open");
  mkdirSync(open, { mode: 0o755 });
  const wanted = path.join(openedFor(base, open), ".vouch");
  expect(openDataDirectory({ wanted, account, fallback: path.join(base, "var") })).toMatchObject({ root: wanted });
});

test.runIf(account)(
  `${asRoot}, one that the account cannot reach is replaced, always by the same one, and nothing is made at the wanted place`,
  () => {
    const closed = path.join(base, "closed");
    mkdirSync(closed, { mode: 0o700 });
    const wanted = path.join(closed, ".vouch");
    const fallback = path.join(base, "var");
    const data = openDataDirectory({ wanted, account, fallback });
    expect(data).toMatchObject({ insteadOf: wanted });
    expect(path.dirname(data.root)).toBe(fallback);
    expect(existsSync(wanted)).toBe(false);
    expect(openDataDirectory({ wanted, account, fallback }).root).toBe(data.root);
  },
);

/** A temporary directory is closed to others; this one must not be. */
function openedFor(parent: string, child: string): string {
  rmSync(parent, { recursive: true });
  mkdirSync(child, { recursive: true, mode: 0o755 });
  return child;
}
