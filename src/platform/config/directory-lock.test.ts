import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { directoryHolder, lockDirectory } from "./directory-lock.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "vouch-lock-"));
});

afterEach(() => rmSync(root, { recursive: true }));

const source = fileURLToPath(new URL("directory-lock.ts", import.meta.url));
function otherProcess(then: string): string[] {
  const program = `import { lockDirectory } from ${JSON.stringify(source)};
    try { lockDirectory(${JSON.stringify(root)}); console.log("locked"); ${then} } catch (e) { console.log(e.message); }`;
  return ["--conditions=@vouch/source", "--import", "tsx", "--input-type=module", "-e", program];
}

test("a second claim is refused with the process and the directory named", () => {
  lockDirectory(root);
  expect(() => lockDirectory(root)).toThrow(`Vouch already runs on ${root}: process ${process.pid}, since 2`);
});

test("another process is refused too", () => {
  lockDirectory(root);
  expect(execFileSync(process.execPath, otherProcess(""), { encoding: "utf8" })).toContain(`process ${process.pid}`);
});

test("a claim that was given up is free", () => {
  lockDirectory(root).release();
  expect(directoryHolder(root)).toBeUndefined();
  lockDirectory(root);
  expect(directoryHolder(root)?.pid).toBe(process.pid);
});

test("the claim of a process that was killed is taken over", () => {
  expect(spawnSync(process.execPath, otherProcess(`process.kill(process.pid, "SIGKILL")`)).signal).toBe("SIGKILL");
  expect(existsSync(path.join(root, "lock"))).toBe(true);
  lockDirectory(root);
  expect(directoryHolder(root)?.pid).toBe(process.pid);
});

test("a claim whose process id went to another process is taken over", () => {
  writeFileSync(path.join(root, "lock"), JSON.stringify({ pid: process.ppid, born: "an earlier boot", since: "2020-01-01T00:00:00.000Z" }));
  lockDirectory(root);
  expect(directoryHolder(root)?.pid).toBe(process.pid);
});

test("a claim that is no claim is taken over", () => {
  writeFileSync(path.join(root, "lock"), "");
  lockDirectory(root);
  expect(directoryHolder(root)?.pid).toBe(process.pid);
});

test("giving up leaves the claim of another alone", () => {
  const lock = lockDirectory(root);
  writeFileSync(path.join(root, "lock"), "somebody else's");
  lock.release();
  expect(readFileSync(path.join(root, "lock"), "utf8")).toBe("somebody else's");
});

test("of many processes that find a dead claim, one gets the directory", async () => {
  writeFileSync(path.join(root, "lock"), JSON.stringify({ pid: 2 ** 22 + 1, born: "x", since: "x" }));
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, otherProcess("setInterval(() => {}, 1000)"), { stdio: ["ignore", "pipe", "inherit"] }),
  );
  const firstWords = await Promise.all(children.map((child) => firstChunk(child.stdout)));
  for (const child of children) child.kill("SIGKILL");
  expect(firstWords.filter((words) => words.startsWith("locked"))).toHaveLength(1);
});

const firstChunk = (stream: Readable): Promise<string> =>
  new Promise((resolve) => stream.once("data", (chunk: Buffer) => resolve(chunk.toString())));
