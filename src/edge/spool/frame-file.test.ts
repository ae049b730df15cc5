import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addRecord, openFrameBuffer, sealFrame } from "./frame-buffer.ts";
import { closeFrameFile, cutTornTail, openFrameFile, takeFrame, type FrameFile } from "./frame-file.ts";
import { eachRecord, fileHeader, fileKinds, headerBytes } from "./spool-format.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vouch-frames-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const header = fileHeader({ kind: fileKinds.spool, edgeId: Buffer.alloc(16), number: 1n, createdAtMs: 0 });

function frameOf(...texts: string[]): Buffer {
  const frame = openFrameBuffer();
  for (const text of texts) addRecord(frame, 1, Buffer.from(text));
  return Buffer.from(sealFrame(frame));
}

function writeFile(name: string, ...parts: Buffer[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, Buffer.concat([header, ...parts]));
  return file;
}

function drain(file: FrameFile): string[] {
  const texts: string[] = [];
  for (let frame = takeFrame(file); frame !== undefined; frame = takeFrame(file)) {
    const { bytes } = frame;
    eachRecord(bytes, frame, (_type, at, end) => texts.push(bytes.toString("utf8", at, end)));
  }
  return texts;
}

function textsOf(name: string): string[] {
  const file = openFrameFile(name)!;
  const texts = drain(file);
  closeFrameFile(file);
  return texts;
}

describe("reading a file of frames", () => {
  it("takes every frame, also one larger than the read-ahead", () => {
    const long = "x".repeat(3 * 1024 * 1024);
    expect(textsOf(writeFile("large", frameOf("first"), frameOf(long), frameOf("last", "of all")))).toEqual([
      "first",
      long,
      "last",
      "of all",
    ]);
  });

  it("goes on at an offset where an earlier reader stopped", () => {
    const one = frameOf("one");
    const file = openFrameFile(writeFile("offset", one, frameOf("two")), headerBytes + one.length)!;
    expect(drain(file)).toEqual(["two"]);
    expect(file.offset).toBe(statSync(path.join(folder, "offset")).size);
    closeFrameFile(file);
  });

  it("waits at a frame that is half there and takes it when the rest has come", () => {
    const two = frameOf("two");
    const name = writeFile("growing", frameOf("one"), two.subarray(0, 20));
    const file = openFrameFile(name)!;
    expect(drain(file)).toEqual(["one"]);
    appendFileSync(name, two.subarray(20));
    expect(drain(file)).toEqual(["two"]);
    expect(file.skippedBytes).toBe(0);
    closeFrameFile(file);
  });

  it("forgets a half-written frame that the writer takes back and writes anew", () => {
    const name = writeFile("rewritten", frameOf("one"));
    const size = statSync(name).size;
    const file = openFrameFile(name)!;
    appendFileSync(name, frameOf("never whole").subarray(0, 25));
    expect(drain(file)).toEqual(["one"]);
    truncateSync(name, size);
    appendFileSync(name, frameOf("written instead"));
    expect(drain(file)).toEqual(["written instead"]);
    closeFrameFile(file);
  });

  it("steps over a damaged frame that intact frames follow, and says how many bytes it left out", () => {
    const damaged = frameOf("lost");
    damaged[damaged.length - 1]! ^= 1;
    const file = openFrameFile(writeFile("damaged", frameOf("one"), damaged, frameOf("three")))!;
    expect(drain(file)).toEqual(["one", "three"]);
    expect(file.skippedBytes).toBe(damaged.length);
    closeFrameFile(file);
  });

  it("refuses a file that does not begin with a header of this format", () => {
    const file = path.join(folder, "foreign");
    writeFileSync(file, "something else, and long enough to hold a header of sixty-four bytes or more");
    expect(openFrameFile(file)).toBeUndefined();
  });
});

describe("cutting a torn tail", () => {
  it("leaves exactly the whole frames, wherever the writer was killed", () => {
    const one = frameOf("one");
    const whole = Buffer.concat([header, one, frameOf("two", "three")]);
    for (let length = 0; length <= whole.length; length++) {
      const name = path.join(folder, "torn");
      writeFileSync(name, whole.subarray(0, length));
      const kept =
        length < headerBytes
          ? 0
          : length < headerBytes + one.length
            ? headerBytes
            : length < whole.length
              ? headerBytes + one.length
              : length;
      expect(cutTornTail(name)).toEqual({ tornBytes: length - kept, validBytes: kept });
      expect(readFileSync(name)).toEqual(whole.subarray(0, kept));
    }
  });

  it("keeps a damaged stretch that acknowledged frames follow", () => {
    const damaged = frameOf("damaged later by the disk");
    damaged[30]! ^= 1;
    const name = writeFile("kept", damaged, frameOf("acknowledged"), frameOf("torn").subarray(0, 10));
    expect(cutTornTail(name).tornBytes).toBe(10);
    expect(textsOf(name)).toEqual(["acknowledged"]);
  });
});
