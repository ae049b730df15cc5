import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownEdgeId } from "./segment-files.ts";
import { lockSpool } from "./spool-lock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vouch-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a spool folder", () => {
  it("refuses a second listener and names the first", () => {
    const lock = lockSpool(folder, "listener");
    expect(() => lockSpool(folder, "listener")).toThrow(`process ${process.pid}`);
    lock.release();
    lockSpool(folder, "listener").release();
  });

  it("has room for a listener and a shipper", () => {
    const locks = [lockSpool(folder, "listener"), lockSpool(folder, "shipper")];
    for (const lock of locks) lock.release();
    expect(existsSync(path.join(folder, "listener.pid"))).toBe(false);
  });

  it("takes over the claim of a process that was killed", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(path.join(folder, "listener.pid"), `${pid} 1\n`);
    const lock = lockSpool(folder, "listener");
    expect(readFileSync(path.join(folder, "listener.pid"), "latin1")).toContain(`${process.pid} `);
    lock.release();
  });

  it.runIf(process.platform === "linux")("takes over a claim whose process id now belongs to another process", () => {
    writeFileSync(path.join(folder, "listener.pid"), `${process.pid} 1\n`);
    const lock = lockSpool(folder, "listener");
    expect(readFileSync(path.join(folder, "listener.pid"), "latin1")).not.toBe(`${process.pid} 1\n`);
    lock.release();
  });

  it("keeps its edge id, and refuses to guess when the file is damaged", () => {
    const id = ownEdgeId(folder);
    expect(id).toHaveLength(16);
    expect(ownEdgeId(folder)).toEqual(id);
    writeFileSync(path.join(folder, "edge-id"), "half");
    expect(() => ownEdgeId(folder)).toThrow("does not hold an edge id");
  });
});
