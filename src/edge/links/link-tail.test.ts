import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appendChanges, closeChangeLog, openChangeLog, startGeneration, type ChangeLog, type LinkChange } from "./change-log.ts";
import { compactLinks, isCompactionDue } from "./compact-links.ts";
import { coldLink, hotLink, type LinkBook } from "./link-book.ts";
import { changesPath, linkPayload, linkRecordTypes, nameGeneration, snapshotPath, type Cursor, type DomainRecord } from "./link-files.ts";
import { encodeLink } from "./link-record.ts";
import { openLinkTail, type LinkTail } from "./link-tail.ts";

const domainId = "aa".repeat(16);
const edgeId = Buffer.alloc(16, 9);
const errors: Error[] = [];
let folder = "";
let log: ChangeLog;
let tail: LinkTail;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vouch-links-"));
  errors.length = 0;
  log = openChangeLog(folder, edgeId);
  tail = openTail();
});
afterEach(() => {
  tail.close();
  closeChangeLog(log);
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

const openTail = (): LinkTail => openLinkTail({ folder, edgeId: Buffer.alloc(16), onError: (error) => errors.push(error) });
const cursor = (horizon: number): Cursor => ({ system: "one", horizon: String(horizon), atMs: 0 });

function domain(more: Partial<DomainRecord> = {}): LinkChange {
  const record = { id: domainId, workspaceId: "bb".repeat(16), host: "go.brand.example", clickParam: "vclid", consentMode: "by_country" };
  const payload = { ...record, consentCountries: [], isArchived: false, ...more };
  return { type: linkRecordTypes.domain, payload: Buffer.from(JSON.stringify(payload)) };
}

function link(key: string, destination: string): LinkChange {
  const rest = {
    id: Buffer.alloc(16, 1),
    creatorId: undefined,
    fallbackUrl: undefined,
    rule: undefined,
    expiresAtMs: undefined,
    isDisabled: false,
  };
  return { type: linkRecordTypes.link, payload: linkPayload(Buffer.from(domainId, "hex"), encodeLink({ ...rest, key, destination })) };
}

/** Polls as the listener does, until what is asked for holds. */
async function pollUntil(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries++) {
    tail.poll();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(holds()).toBe(true);
}

function destination(key: string, book: LinkBook | undefined = tail.book): string | undefined {
  const found = book?.byHost.get("go.brand.example");
  if (book === undefined || found === undefined) return undefined;
  return (hotLink(book, found, `/${key}`) ?? coldLink(book, found, key))?.target.plain;
}

describe("links on their way to the listener", () => {
  it("are known from the snapshot, and an edit is seen although the link was asked for before (E32)", async () => {
    await startGeneration(log, [domain(), link("anna", "https://shop.example/old")], { cursor: cursor(1), reload: true });
    await pollUntil(() => destination("anna") === "https://shop.example/old");
    appendChanges(log, [link("anna", "https://shop.example/new"), link("ben", "https://shop.example/ben")], cursor(2));
    tail.poll();
    expect([destination("anna"), destination("ben")]).toEqual(["https://shop.example/new", "https://shop.example/ben"]);
  });

  it("are served from the files alone by a listener that starts while nothing else runs", async () => {
    await startGeneration(log, [domain(), link("anna", "https://shop.example/1")], { cursor: cursor(1), reload: true });
    appendChanges(log, [link("anna", "https://shop.example/2")], cursor(2));
    closeChangeLog(log);
    await pollUntil(() => destination("anna") === "https://shop.example/2");
  });

  it("follow a domain that changes its host or its click parameter", async () => {
    await startGeneration(log, [domain({ host: "old.example" }), link("anna", "https://shop.example/")], {
      cursor: cursor(1),
      reload: true,
    });
    await pollUntil(() => tail.book?.byHost.has("old.example") === true);
    appendChanges(log, [domain({ clickParam: "ref" })], cursor(2));
    tail.poll();
    const found = tail.book!.byHost.get("go.brand.example")!;
    expect(coldLink(tail.book!, found, "anna")?.target.prefix).toBe("https://shop.example/?ref=");
    expect(tail.book!.byHost.has("old.example")).toBe(false);
  });

  it("survive a shipper that is killed in the middle of a change: its half is cut and the cursor is the last whole one", async () => {
    await startGeneration(log, [domain(), link("anna", "https://shop.example/1")], { cursor: cursor(1), reload: true });
    appendChanges(log, [link("anna", "https://shop.example/2")], cursor(2));
    const file = changesPath(folder, 1);
    const whole = statSync(file).size;
    appendChanges(log, [link("anna", "https://shop.example/3")], cursor(3));
    truncateSync(file, whole + 20);
    await pollUntil(() => destination("anna") === "https://shop.example/2");
    closeChangeLog(log);
    log = openChangeLog(folder, edgeId);
    expect(log.cursor).toEqual(cursor(2));
    expect(statSync(file).size).toBe(whole);
    appendChanges(log, [link("anna", "https://shop.example/4")], cursor(4));
    tail.poll();
    expect(destination("anna")).toBe("https://shop.example/4");
  });

  it("are read anew from the database when a stretch of the log is damaged", async () => {
    await startGeneration(log, [domain()], { cursor: cursor(1), reload: true });
    appendChanges(log, [link("anna", "https://shop.example/")], cursor(2));
    appendChanges(log, [link("ben", "https://shop.example/")], cursor(3));
    closeChangeLog(log);
    const bytes = readFileSync(changesPath(folder, 1));
    bytes[100]! ^= 1;
    writeFileSync(changesPath(folder, 1), bytes);
    log = openChangeLog(folder, edgeId);
    expect(log.cursor).toBeUndefined();
  });
});

describe("a snapshot that is damaged", () => {
  const spoil: [string, (file: string, bytes: Buffer) => void][] = [
    ["in the middle", (file, bytes) => writeFileSync(file, bytes.fill(0, bytes.length - 300, bytes.length - 200))],
    ["in its header", (file, bytes) => writeFileSync(file, bytes.fill(0, 0, 8))],
    ["by losing its end", (file, bytes) => truncateSync(file, bytes.length - 10)],
    ["by being gone", (file) => rmSync(file)],
  ];
  const many = Array.from({ length: 9000 }, (_, at) => link(`key-${at}`, "https://shop.example/"));
  const start = async (): Promise<Buffer> => {
    await startGeneration(log, [domain(), ...many], { cursor: cursor(1), reload: true });
    appendChanges(log, [link("anna", "https://shop.example/")], cursor(2));
    return readFileSync(snapshotPath(folder, 1));
  };

  it.each(spoil)("%s is read anew from the database, although the log after it is whole", async (_name, damage) => {
    damage(snapshotPath(folder, 1), await start());
    closeChangeLog(log);
    log = openChangeLog(folder, edgeId);
    expect(log.cursor).toBeUndefined();
    await startGeneration(log, [domain(), link("anna", "https://shop.example/")], { cursor: cursor(3), reload: true });
    await pollUntil(() => destination("anna") === "https://shop.example/");
    errors.length = 0;
  });

  it.each(spoil)("%s is not merged into the next one: everything is read anew", async (_name, damage) => {
    damage(snapshotPath(folder, 1), await start());
    await compactLinks(log);
    expect([log.generation, log.cursor]).toEqual([1, undefined]);
  });
});

describe("a new generation", () => {
  it("that only compacts is followed without reading anything twice", async () => {
    await startGeneration(log, [domain(), link("anna", "https://shop.example/1"), link("ben", "https://shop.example/ben")], {
      cursor: cursor(1),
      reload: true,
    });
    for (let version = 2; version < 50; version++) appendChanges(log, [link("anna", `https://shop.example/${version}`)], cursor(version));
    await pollUntil(() => destination("anna") === "https://shop.example/49");
    const book = tail.book;
    expect(isCompactionDue(log, 1000)).toBe(true);
    await compactLinks(log);
    expect(isCompactionDue(log, 1000)).toBe(false);
    appendChanges(log, [link("anna", "https://shop.example/after")], cursor(50));
    await pollUntil(() => destination("anna") === "https://shop.example/after");
    expect(tail.book).toBe(book);
    expect(destination("ben")).toBe("https://shop.example/ben");
  });

  it("holds the newest of each record, so that a fresh listener knows the same", async () => {
    await startGeneration(log, [domain(), link("anna", "https://shop.example/1"), link("ben", "https://shop.example/ben")], {
      cursor: cursor(1),
      reload: true,
    });
    appendChanges(log, [link("anna", "https://shop.example/2"), link("cleo", "https://shop.example/cleo")], cursor(2));
    await compactLinks(log);
    await pollUntil(() => tail.generation === 2);
    expect(["anna", "ben", "cleo"].map((key) => destination(key))).toEqual([
      "https://shop.example/2",
      "https://shop.example/ben",
      "https://shop.example/cleo",
    ]);
    expect(tail.book!.table.links).toBe(3);
  });

  it("that reads everything anew forgets what is gone", async () => {
    await startGeneration(log, [domain(), link("anna", "https://shop.example/1")], { cursor: cursor(1), reload: true });
    await pollUntil(() => destination("anna") !== undefined);
    await startGeneration(log, [domain(), link("ben", "https://shop.example/ben")], { cursor: cursor(2), reload: true });
    await pollUntil(() => destination("ben") !== undefined);
    expect(destination("anna")).toBeUndefined();
  });

  it("is found by its name when the shipper was killed before it could seal the log", async () => {
    await startGeneration(log, [domain(), link("anna", "https://shop.example/1")], { cursor: cursor(1), reload: true });
    await pollUntil(() => destination("anna") !== undefined);
    const orphan = openChangeLog(folder, edgeId);
    closeChangeLog(log);
    log = orphan;
    await startGeneration({ ...log, fd: undefined }, [domain(), link("anna", "https://shop.example/2")], {
      cursor: cursor(2),
      reload: true,
    });
    nameGeneration(folder, 2);
    await pollUntil(() => destination("anna") === "https://shop.example/2");
  });

  it("leaves only itself and the one before on disk", async () => {
    for (let number = 1; number <= 4; number++) await startGeneration(log, [domain()], { cursor: cursor(number), reload: true });
    expect(readdirSync(folder).filter((name) => name.endsWith(".links")).length).toBe(4);
  });
});
