import * as fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addRecord } from "./frame-buffer.ts";
import { closeFrameFile, openFrameFile, takeFrame } from "./frame-file.ts";
import { listSegments } from "./segment-files.ts";
import { eachRecord } from "./spool-format.ts";
import { openSpool, type Disk, type SpoolOptions, type SpoolWriter } from "./spool-writer.ts";

let folder = "";
let nowMs = 0;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), "vouch-spool-"));
  nowMs = 1_000_000;
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const options = (more: Partial<SpoolOptions> = {}): SpoolOptions => ({
  folder,
  edgeId: Buffer.alloc(16, 1),
  syncToDisk: false,
  segmentBytes: 1024 * 1024,
  segmentAgeMs: 3_600_000,
  heldBytes: 4096,
  now: () => nowMs,
  ...more,
});

/** A real disk on which only so many more bytes fit; like a real one it may take a part of a write. */
function smallDisk(room: { bytes: number }): Disk {
  const writeSync = (fd: number, bytes: Buffer, ...place: [number, number, number]): number => {
    const [from, length, position] = place;
    if (room.bytes === 0) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    const taken = fs.writeSync(fd, bytes, from, Math.min(length, room.bytes), position);
    room.bytes -= taken;
    return taken;
  };
  return { ...fs, writeSync: writeSync as Disk["writeSync"] };
}

const write = (spool: SpoolWriter, text: string): Promise<void> =>
  new Promise((resolve) => {
    addRecord(spool.frame, 1, Buffer.from(text));
    spool.commit(resolve);
  });

function written(): string[] {
  return listSegments(folder).flatMap((segment) => {
    const file = openFrameFile(segment.path);
    if (file === undefined) return [];
    const texts: string[] = [];
    for (let frame = takeFrame(file); frame !== undefined; frame = takeFrame(file)) {
      const { bytes } = frame;
      eachRecord(bytes, frame, (_type, at, end) => texts.push(bytes.toString("utf8", at, end)));
    }
    closeFrameFile(file);
    return texts;
  });
}

describe("group commit", () => {
  it.each([false, true])("has a record in the file before its answer leaves (disk-synced: %s)", async (syncToDisk) => {
    const spool = openSpool(options({ syncToDisk }));
    for (const text of ["one", "two", "three"]) {
      await write(spool, text);
      expect(written().at(-1)).toBe(text);
    }
    expect(spool.counts.syncs).toBe(syncToDisk ? 3 : 0);
    await spool.close();
  });

  it("makes one write of all records of a turn", async () => {
    const spool = openSpool(options());
    await Promise.all(Array.from({ length: 50 }, (_, index) => write(spool, `record ${index}`)));
    expect(spool.counts).toMatchObject({ writes: 1, records: 50, unwritten: 0 });
    expect(written()).toHaveLength(50);
    await spool.close();
  });

  it("makes one sync of all records that came while the disk was busy", async () => {
    const spool = openSpool(options({ syncToDisk: true }));
    const first = write(spool, "first");
    await new Promise((resolve) => setImmediate(resolve));
    const rest = Array.from({ length: 20 }, (_, index) => write(spool, `later ${index}`));
    await Promise.all([first, ...rest]);
    expect(spool.counts.syncs).toBe(2);
    await spool.close();
  });

  it("writes and answers what is left when it is closed", async () => {
    const spool = openSpool(options({ syncToDisk: true }));
    const answers = [write(spool, "one"), write(spool, "two")];
    await spool.close();
    await Promise.all(answers);
    expect(written()).toEqual(["one", "two"]);
  });
});

describe("segments", () => {
  it("begin anew when one is full and when one is old", async () => {
    const spool = openSpool(options({ segmentBytes: 200 }));
    await write(spool, "x".repeat(300));
    await write(spool, "in the second");
    nowMs += 3_600_000;
    await write(spool, "in the third");
    expect(listSegments(folder).map((segment) => segment.number)).toEqual([1, 2, 3]);
    expect(written()).toHaveLength(3);
    await spool.close();
  });

  it("are never appended to after a restart; the last one's torn tail is cut", async () => {
    const killed = openSpool(options());
    await write(killed, "acknowledged");
    fs.appendFileSync(listSegments(folder)[0]!.path, "VFR1 half a fra");
    const restarted = openSpool(options());
    await write(restarted, "after the restart");
    expect(restarted.counts.tornBytes).toBe(15);
    expect(listSegments(folder)).toHaveLength(2);
    expect(written()).toEqual(["acknowledged", "after the restart"]);
    await restarted.close();
    await killed.close();
  });
});

describe("a full disk", () => {
  it("lets the answers leave, says so, and writes the held records once when there is room again", async () => {
    const room = { bytes: 150 };
    const spool = openSpool(options({ disk: smallDisk(room) }));
    await write(spool, "fits");
    await write(spool, "does not fit, but its answer leaves all the same");
    await write(spool, "nor does this");
    expect(spool.trouble()).toContain("ENOSPC");
    expect(spool.counts).toMatchObject({ records: 1, unwritten: 2, dropped: 0 });
    expect(written()).toEqual(["fits"]);
    room.bytes = 10_000;
    nowMs += 1000;
    await write(spool, "fits again");
    expect(written()).toEqual(["fits", "does not fit, but its answer leaves all the same", "nor does this", "fits again"]);
    expect(spool.counts).toMatchObject({ records: 4, late: 2 });
    expect(spool.trouble()).toBeUndefined();
    await spool.close();
  });

  it("gives records up when memory for them runs out, counts them, and keeps the earlier ones", async () => {
    const room = { bytes: 64 };
    const spool = openSpool(options({ disk: smallDisk(room), heldBytes: 300 }));
    await write(spool, "a".repeat(250));
    await write(spool, "b".repeat(250));
    await write(spool, "c".repeat(250));
    expect(spool.counts).toMatchObject({ unwritten: 3, dropped: 2 });
    room.bytes = 10_000;
    nowMs += 1000;
    await write(spool, "d");
    expect(written()).toEqual(["a".repeat(250), "d"]);
    await spool.close();
  });

  it("does not stop a start: the first segment is made when there is room", async () => {
    const room = { bytes: 0 };
    const spool = openSpool(options({ disk: smallDisk(room) }));
    await write(spool, "held");
    expect(spool.trouble()).toContain("ENOSPC");
    room.bytes = 10_000;
    nowMs += 1000;
    await write(spool, "second");
    expect(written()).toEqual(["held", "second"]);
    await spool.close();
  });
});
