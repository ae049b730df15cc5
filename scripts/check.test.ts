import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const check = path.resolve(import.meta.dirname, "check.mjs");

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "check-"));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function run(lock: object, ...names: string[]) {
  fs.writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...lock } }));
  return spawnSync(process.execPath, [check, ...names], { cwd: folder, encoding: "utf8" });
}

const good = { resolved: "https://registry.npmjs.org/a/-/a-1.0.0.tgz", integrity: "sha512-x" };
const lock = { "node_modules/b": { ...good, license: "MIT" } };

describe("npm run check", () => {
  it("prints a line for each check and ends with 0 when all pass", () => {
    const { status, stdout } = run(lock, "lockfile", "copies");
    expect(stdout).toMatch(/^ok {3}lockfile +\d+\.\d s$/m);
    expect(stdout).toMatch(/^ok {3}copies +\d+\.\d s$/m);
    expect(stdout).toContain("2 checks passed");
    expect(status).toBe(0);
  });

  it("runs them all whatever fails, shows what each found, and ends with 1", () => {
    const { status, stdout } = run({ ...lock, "node_modules/a": { license: "GPL-3.0" } }, "lockfile", "licences", "loose ends");
    expect(stdout).toMatch(/^FAIL lockfile/m);
    expect(stdout).toMatch(/^FAIL licences/m);
    expect(stdout).toMatch(/^ok {3}loose ends/m);
    expect(stdout).toContain("node_modules/a has no address");
    expect(stdout).toContain("a is under GPL-3.0");
    expect(stdout).toContain("2 of 3 checks failed");
    expect(status).toBe(1);
  });

  it("refuses the name of a check that it does not have, and names those that it has", () => {
    const { status, stderr } = run(lock, "spelling");
    expect(stderr).toContain("no check is called spelling; there are: types, lint");
    expect(status).not.toBe(0);
  });
});
