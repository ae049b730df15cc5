import { expect, test } from "vitest";
import type { SpoolRow } from "../../../edge/spool/read-rows.ts";
import { uuidToBytes, uuidV7 } from "../../../kernel/ids.ts";
import { pastRow, type PastPlaces } from "./past-rows.ts";

const atMs = Date.UTC(2026, 2, 1, 12);
const uuid = (ms: number): string => uuidV7(ms, new Uint8Array(10).fill(7));
const link = uuid(5);
const here = uuid(6);
const places: PastPlaces = {
  domainId: uuid(1),
  storeId: uuid(2),
  nowMs: atMs + 1,
  linkOf: (there) => (there === link ? { id: here, creatorId: null } : { fault: "link is not here" }),
};

function instant(ms: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(ms - Date.UTC(2000, 0, 1)) * 1000n);
  return bytes;
}
const id = (text: string): Buffer => Buffer.from(uuidToBytes(text));
const text = (value: string): Buffer => Buffer.from(value);

const whole: readonly (readonly [string, Buffer])[] = [
  ["workspace_id", id(uuid(9))],
  ["occurred_at", instant(atMs)],
  ["id", id(uuid(atMs))],
  ["edge_id", id(uuid(3))],
  ["link_id", id(link)],
  ["outcome", text("redirected")],
  ["visitor_class", text("human")],
  ["class_reason", text("browser_user_agent")],
  ["country", text("DE")],
  ["address_hash", Buffer.alloc(16, 1)],
  ["params", Buffer.concat([Buffer.of(1), text('{"utm_source":"x"}')])],
  ["consent", text("granted")],
];
const click = (...changes: readonly (readonly [string, Buffer | undefined])[]): SpoolRow => {
  const fields = new Map<string, Buffer>(whole);
  for (const [name, value] of changes)
    if (value === undefined) fields.delete(name);
    else fields.set(name, value);
  return { kind: "click", fields } as SpoolRow;
};

test("a click keeps its id, time and what was told of its visitor; its link is the one here, and the hash of its address stays behind", () => {
  const read = pastRow(click(), places);
  expect(read).toMatchObject({
    kind: "click",
    row: {
      id: uuid(atMs),
      occurred_at: new Date(atMs),
      link_id: here,
      domain_id: places.domainId,
      country: "DE",
      params: { utm_source: "x" },
    },
  });
  expect(read.kind === "click" && "address_hash" in read.row).toBe(false);
  expect(pastRow(click(["link_id", undefined], ["outcome", text("unknown_key")]), places)).toMatchObject({
    kind: "click",
    row: { link_id: null },
  });
});

test("what cannot be a click of before is a fault in words, whatever its bytes are", () => {
  const said = (row: SpoolRow): string => {
    const read = pastRow(row, places);
    return read.kind === "fault" ? read.message : read.kind;
  };
  expect(said({ kind: "damaged" })).toContain("damaged");
  expect(said({ kind: "other" })).toBe("left out");
  expect(said(click(["link_id", id(uuid(8))]))).toBe("link is not here");
  expect(said(click(["id", id(uuid(atMs - 1))]))).toContain("is no id of 2026-03-01T12:00:00.000Z");
  expect(said(click(["occurred_at", instant(atMs + 2)], ["id", id(uuid(atMs + 2))]))).toContain("lies ahead");
  expect(said(click(["id", Buffer.alloc(3)]))).toContain("id is no id");
  expect(said(click(["occurred_at", Buffer.alloc(2)]))).toContain("cannot be read");
  expect(said(click(["visitor_class", undefined]))).toContain("visitor_class is missing");
  expect(said(click(["country", text("D\0")]))).toContain("country holds a character that is not text");
  expect(said(click(["params", text("\u0001{")]))).toContain("params is no JSON");
});
