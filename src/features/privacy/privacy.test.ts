import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, makeProgram, must } from "../../../test/builders.ts";
import { openPayWorld } from "../../../test/pay-world.ts";
import { sealAuditChains } from "../audit/service.ts";
import { importFile } from "../imports/service.ts";
import { verifyInstallation } from "../verification/service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

const due = async () => (await must<{ data: { name: string; due_at: string }[] }>(w, "GET", "/v1/privacy/due")).data;

test("who was found and never told or worked with is proposed after the retention; who was told or is in a program is not", async () => {
  const [found, told, enrolled] = [
    await makeCreator(w, { name: "Found" }),
    await makeCreator(w, { name: "Told" }),
    await makeCreator(w, { name: "Enrolled" }),
  ];
  await must(w, "POST", `/v1/creators/${told.id}/notices`, { told_on: "2026-05-01", channel: "email", text: "We keep your handle." });
  await makeProgram(w, { creators: [enrolled.id] });
  expect(await due()).toEqual([]);
  await must(w, "PUT", "/v1/privacy/settings", { retention_days: 30, notice_text: "Ours" });
  t.clock.set("2026-05-31T09:59:00Z");
  expect(await due()).toEqual([]);
  t.clock.set("2026-05-31T10:01:00Z");
  expect(await due()).toMatchObject([{ name: "Found", due_at: "2026-05-31T10:00:00.000Z" }]);
  await must(w, "PUT", "/v1/privacy/settings", { retention_days: null, notice_text: "Ours" });
  expect(await due()).toEqual([]);
  expect((await w.call("POST", `/v1/creators/${found.id}/notices`, { told_on: "2026-06-30", channel: "email" })).status).toBe(422);
});

test("an erased creator is nowhere to be read, in the audit log neither, and what was booked still proves itself", async () => {
  const world = await openPayWorld(t, w);
  const ana = await world.addCreator("Ana");
  await world.addCode(ana, "SOMECODE");
  const clickId = await world.click(ana, "2026-04-30T09:00:00Z");
  await world.order({
    externalId: "o-1",
    clickId,
    codes: [],
    email: "kim@example.com",
    totalMinor: 10_000n,
    occurredAtMs: Date.parse("2026-05-01T09:00:00Z"),
  });
  const id = ana.publicId;
  await must(w, "PATCH", `/v1/creators/${id}`, {
    name: "Ana Unmistakable",
    email: "unmistakable@example.com",
    notes: "Unmistakable notes",
  });
  const account = await must<{ id: string }>(w, "POST", `/v1/creators/${id}/accounts`, { platform: "instagram", handle: "unmistakable" });
  const url = `/v1/creators/${id}/accounts/${account.id}`;
  await must(w, "POST", `${url}/profiles`, { observed_on: "2026-05-01", bio: "Unmistakable bio" });
  await must(w, "POST", `${url}/snapshots`, { observed_on: "2026-05-01", followers: 77, evidence: "https://instagram.com/unmistakable" });
  await must(w, "POST", `${url}/archive`);
  await sealAuditChains(t.ctx);
  const before = await must<{ data: object[] }>(w, "GET", `/v1/ledger/balances?creator_id=${id}`);
  expect(await must(w, "POST", `/v1/creators/${id}/erase`, { reason: "asked for" })).toMatchObject({ records: 1 });
  expect(await must(w, "GET", `/v1/ledger/balances?creator_id=${id}`)).toEqual(before);
  const creator = await must<{ name: string; email: null; archived_at: string }>(w, "GET", `/v1/creators/${id}`);
  expect(creator).toMatchObject({ email: null, notes: "", archived_at: "2026-05-01T10:00:00.000Z" });
  expect(creator.name).toMatch(/^Erased creator /);
  for (const table of [
    "creators",
    "creator_accounts",
    "account_profiles",
    "account_snapshots",
    "audit_details",
    "do_not_contact",
  ] as const) {
    const rows = await w.ctx.db.selectFrom(table).selectAll().where("workspace_id", "=", w.id).execute();
    const text = JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
    expect([table, /unmistakable/i.test(text)]).toEqual([table, false]);
  }
  const kept = await w.ctx.db.selectFrom("account_snapshots").select("followers").where("workspace_id", "=", w.id).execute();
  expect(kept).toEqual([{ followers: 77n }]);
  await sealAuditChains(t.ctx);
  for await (const { difference } of verifyInstallation(t.ctx)) expect(difference).toBeUndefined();
});

test("whoever is on the do-not-contact list is left out of imports with row and field, also under another spelling, and only here", async () => {
  const ana = await makeCreator(w, { name: "Ana", email: "ana@example.com", accounts: [{ platform: "tiktok", handle: "ana" }] });
  await must(w, "POST", `/v1/creators/${ana.id}/erase`, { do_not_contact: true, reason: "objected" });
  await must(w, "POST", "/v1/do-not-contact", { platform: "instagram", handle: "https://instagram.com/Ben/", reason: "asked" });
  const list =
    "name,email,tiktok,instagram\nAna,ANA@example.com,,\nA.,,https://www.tiktok.com/@Ana,\nBen,,,@ben\nCleo,cleo@example.com,,\n";
  const take = (of: TestWorkspace) =>
    importFile(of.ctx, { kind: "creators", file_name: "a.csv", content: Readable.from([Buffer.from(list)]), skipFaulty: true });
  const done = await take(w);
  expect(done).toMatchObject({ status: "done", taken: 1, refused: 3 });
  const { data } = await must<{ data: { row: number; field: string; message: string }[] }>(w, "GET", `/v1/imports/${done.id}/refusals`);
  expect(data.map(({ row, field }) => `${row} ${field}`)).toEqual(["2 email", "3 tiktok", "4 instagram"]);
  expect(data[0]!.message).toContain("do-not-contact");
  expect(await take(await t.makeWorkspace())).toMatchObject({ taken: 4 });
  const entries = await must<{ data: { id: string; hint: string; kind: string }[] }>(w, "GET", "/v1/do-not-contact");
  expect(entries.data.map(({ hint }) => hint).toSorted()).toEqual([
    "an account on instagram",
    "an account on tiktok",
    "an address at example.com",
  ]);
  for (const { id } of entries.data) await must(w, "DELETE", `/v1/do-not-contact/${id}`);
  expect(await take(w)).toMatchObject({ taken: 3, unchanged: 1 });
  expect((await w.call("POST", "/v1/do-not-contact", { platform: "x" })).status).toBe(422);
});

test("somebody who must not be contacted is known behind a plus sign, and as a YouTube channel by whichever address", async () => {
  const own = await t.makeWorkspace();
  const youtube = (handle: string) => ({ name: "A", accounts: [{ platform: "youtube", handle }] });
  await must(own, "POST", "/v1/do-not-contact", { email: "Ana+shop@example.com", reason: "asked" });
  await must(own, "POST", "/v1/do-not-contact", { platform: "youtube", handle: "https://www.youtube.com/c/AnaCooks", reason: "asked" });
  const refused = [
    { name: "A", email: "ana@example.com" },
    { name: "A", email: "ana+other@example.com" },
    youtube("@anacooks"),
    youtube("youtube.com/user/anacooks"),
    youtube("youtube.com/c/anacooks"),
  ];
  for (const body of refused) expect([body, (await own.call("POST", "/v1/creators", body)).status]).toEqual([body, 409]);
  const others = [{ name: "A", email: "ana.shop@example.com" }, { name: "A", email: "ana@example.org" }, youtube("@anacooks2")];
  for (const body of others) expect([body, (await own.call("POST", "/v1/creators", body)).status]).toEqual([body, 201]);
});

test("whoever is on the do-not-contact list is not added by hand, by an account, by another handle or by an address, and the refusal names the entry", async () => {
  await must(w, "POST", "/v1/do-not-contact", { email: "ana@example.com", platform: "tiktok", handle: "ana", reason: "asked" });
  const { data } = await must<{ data: { id: string; kind: string }[] }>(w, "GET", "/v1/do-not-contact");
  const entry = (kind: string) => data.find((each) => each.kind === kind)!.id;
  const ben = await makeCreator(w, { name: "Ben", email: "ben@example.com", accounts: [{ platform: "tiktok", handle: "ben" }] });
  const [own] = (await must<{ accounts: { id: string }[] }>(w, "GET", `/v1/creators/${ben.id}`)).accounts;
  const asked: [method: "POST" | "PATCH", path: string, body: object, kind: string, said: string][] = [
    ["POST", "/v1/creators", { name: "A", email: "ANA@example.com" }, "email", "ana@example.com"],
    ["POST", "/v1/creators", { name: "A", accounts: [{ platform: "tiktok", handle: "https://www.tiktok.com/@Ana" }] }, "account", "tiktok"],
    ["POST", `/v1/creators/${ben.id}/accounts`, { platform: "tiktok", handle: "@ana" }, "account", "tiktok"],
    ["PATCH", `/v1/creators/${ben.id}/accounts/${own!.id}`, { handle: "ana" }, "account", "tiktok"],
    ["PATCH", `/v1/creators/${ben.id}`, { email: "ana@example.com" }, "email", "ana@example.com"],
  ];
  for (const [method, path, body, kind, said] of asked) {
    const { status, body: problem } = await w.call(method, path, body);
    expect([path, status]).toEqual([path, 409]);
    const { type, detail } = problem as { type: string; detail: string };
    expect(type).toContain("do-not-contact");
    for (const part of [said, entry(kind), "asked not to be contacted", "Settings, Creators' data"]) expect(detail).toContain(part);
  }
  const page = await must<{ data: { name: string; email: string }[] }>(w, "GET", "/v1/creators");
  expect(page.data).toMatchObject([{ name: "Ben", email: "ben@example.com" }]);
  expect((await (await t.makeWorkspace()).call("POST", "/v1/creators", { name: "A", email: "ana@example.com" })).status).toBe(201);
  await must(w, "POST", "/v1/do-not-contact", { email: "ben@example.com", reason: "asked later" });
  expect(await must(w, "PATCH", `/v1/creators/${ben.id}`, { email: "Ben@example.com", notes: "n" })).toMatchObject({ notes: "n" });
  for (const { id } of data) await must(w, "DELETE", `/v1/do-not-contact/${id}`);
  for (const [method, path, body] of asked.slice(2, 3)) expect((await w.call(method, path, body)).status).toBe(201);
});
