import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRecord, emptyFrame, openFrameBuffer, sealFrame } from "./frame-buffer.ts";
import { eachRecord, fileHeader, fileKinds, findFrame, parseFileHeader, readFrame } from "./spool-format.ts";

type Row = { type: number; payload: Uint8Array };

const rows = fc.array(fc.record({ type: fc.integer({ min: 1, max: 255 }), payload: fc.uint8Array({ maxLength: 300 }) }), {
  minLength: 1,
  maxLength: 20,
});

function frameOf(records: readonly Row[]): Buffer {
  const frame = openFrameBuffer(32);
  for (const { type, payload } of records) addRecord(frame, type, payload);
  return Buffer.from(sealFrame(frame));
}

function recordsOf(bytes: Buffer, at = 0): Row[] | undefined {
  const found = readFrame(bytes, at);
  if (found.kind !== "frame") return undefined;
  const records: Row[] = [];
  eachRecord(bytes, found, (type, from, end) => records.push({ type, payload: Uint8Array.from(bytes.subarray(from, end)) }));
  expect(records).toHaveLength(found.records);
  return records;
}

describe("a frame", () => {
  it("gives back the records that were put in, in order", () => {
    fc.assert(
      fc.property(rows, (records) => {
        expect(recordsOf(frameOf(records))).toEqual(records);
      }),
    );
  });

  it("is known to be damaged when any bit of it is turned", () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.integer({ min: 0, max: 7 }), (records, place, bit) => {
        const bytes = frameOf(records);
        // The record count (bytes 12 to 15) says nothing about the body and is checked by who counts.
        const at = place % bytes.length;
        fc.pre(at < 12 || at > 15);
        bytes[at]! ^= 1 << bit;
        expect(readFrame(bytes, 0).kind).not.toBe("frame");
      }),
    );
  });

  it("is partial when the bytes end anywhere inside it", () => {
    const bytes = frameOf([{ type: 1, payload: Buffer.from("anna") }]);
    for (let length = 0; length < bytes.length; length++) expect(readFrame(bytes.subarray(0, length), 0).kind).toBe("partial");
  });

  it("is found behind any garbage", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), rows, (garbage, records) => {
        const bytes = Buffer.concat([garbage, frameOf(records)]);
        expect(findFrame(bytes, 0)).toBe(garbage.length);
      }),
    );
  });

  it("is not found where the bytes only look like its beginning", () => {
    expect(findFrame(Buffer.from("VFR1VFR1VFR1VFR1VFR1VFR1"), 0)).toBe(-1);
  });

  it("starts afresh after the buffer is emptied", () => {
    const frame = openFrameBuffer();
    addRecord(frame, 1, Buffer.from("before"));
    emptyFrame(frame);
    addRecord(frame, 2, Buffer.from("after"));
    expect(recordsOf(Buffer.from(sealFrame(frame)))).toEqual([{ type: 2, payload: Uint8Array.from(Buffer.from("after")) }]);
  });

  it("refuses a record longer than its 24 bits of length can say", () => {
    expect(() => addRecord(openFrameBuffer(), 1, Buffer.alloc(0x1_00_00_00))).toThrow(RangeError);
  });
});

describe("a file header", () => {
  const header = { kind: fileKinds.spool, edgeId: Buffer.alloc(16, 7), number: 12n, createdAtMs: 1_700_000_000_123 };

  it("gives back what was written", () => {
    expect(parseFileHeader(fileHeader(header))).toEqual(header);
  });

  it("is refused when cut short, damaged, or of a later version", () => {
    const bytes = fileHeader(header);
    expect(parseFileHeader(bytes.subarray(0, 63))).toBeUndefined();
    for (const at of [0, 9, 11, 20, 35, 63]) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1;
      expect(parseFileHeader(damaged)).toBeUndefined();
    }
  });
});
