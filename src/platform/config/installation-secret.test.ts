import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { storedSecret } from "./installation-secret.ts";

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "vouch-secret-"));
  file = path.join(directory, "secret");
});

afterEach(() => rmSync(directory, { recursive: true }));

test("the secret is made once, long, and readable by its owner alone", () => {
  const secret = storedSecret(file);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(storedSecret(file)).toBe(secret);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("two installations have different secrets", () => {
  expect(storedSecret(file)).not.toBe(storedSecret(path.join(directory, "other")));
});

test("a file that lost its content is refused and not replaced: a new secret could open nothing", () => {
  writeFileSync(file, "");
  expect(() => storedSecret(file)).toThrow("holds no whole secret");
  expect(statSync(file).size).toBe(0);
});
