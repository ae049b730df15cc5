import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, makeProgram, must, type Made } from "../../../../test/builders.ts";
import { Readable } from "node:stream";
import { keepCards } from "../../discovery/cards/service.ts";
import { importFile } from "../../imports/service.ts";
import { creatorsByIds } from "../service.ts";
import { keptCreators } from "./kept-creators.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

const merge = (kept: Made, duplicate: Made) =>
  w.call("POST", `/v1/creators/${kept.id}/merge`, { duplicate_id: duplicate.id, reason: "same person" });
const mustMerge = async (kept: Made, duplicate: Made) => ((await merge(kept, duplicate)).body as { id: string }).id;
const undo = (id: string) => w.call("POST", `/v1/creator-merges/${id}/undo`, {});
const listed = async () =>
  (await must<{ data: { id: string; accounts: { handle: string }[] }[] }>(w, "GET", "/v1/creators")).data.map(
    ({ id, accounts }) => `${id} ${accounts.map(({ handle }) => handle).join(" ")}`,
  );
const pointers = () =>
  w.ctx.db.selectFrom("creators").select(["id", "merged_into_id"]).where("workspace_id", "=", w.id).orderBy("id").execute();

test("a duplicate is read as the creator who is kept, with all accounts; what stands under it stays there and is said", async () => {
  const ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "instagram", handle: "ana" }] });
  const double = await makeCreator(w, { name: "Ana L.", accounts: [{ platform: "tiktok", handle: "ana.l" }] });
  await makeProgram(w, { creators: [double.id] });
  const id = await mustMerge(ana, double);
  expect(await listed()).toEqual([`${ana.id} ana ana.l`]);
  expect(await must(w, "GET", `/v1/creators/${double.id}`)).toMatchObject({ id: ana.id, name: "Ana" });
  expect(await must(w, "GET", `/v1/creators?q=ana.l`)).toMatchObject({ data: [{ id: ana.id }] });
  expect(await must(w, "GET", `/v1/creators/${ana.id}/records`)).toMatchObject({
    data: [
      { id: ana.id, belongings: [], merge: null },
      { id: double.id, belongings: [{ kind: "enrollments", things: 1 }], merge: { id, into_creator_id: ana.id } },
    ],
  });
  const { rows: found } = await sql<{ creator_id: string; handle: string }>`select a.creator_id, a.handle from card_accounts a
    join card_creators c on c.workspace_id = a.workspace_id and c.creator_id = a.creator_id and c.archived_at is null
    where a.workspace_id = ${w.id} order by a.handle`.execute(w.ctx.db);
  expect(found).toEqual([
    { creator_id: ana.uuid, handle: "ana" },
    { creator_id: ana.uuid, handle: "ana.l" },
  ]);
  const enrollments = await must<{ data: { creator_id: string }[] }>(w, "GET", `/v1/enrollments?creator_id=${double.id}`);
  expect(enrollments.data.map(({ creator_id }) => creator_id)).toEqual([double.id]);
});

test("the accounts of one creator are looked up with those of merged records and nobody else's", async () => {
  const ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "instagram", handle: "ana" }] });
  const double = await makeCreator(w, { name: "Ana L.", accounts: [{ platform: "tiktok", handle: "ana.l" }] });
  await makeCreator(w, { name: "Ben", accounts: [{ platform: "tiktok", handle: "ben" }] });
  await mustMerge(ana, double);
  const lookUp = sql<{ handle: string }>`select n.handle from card_creators c
    left join lateral (select a.handle from card_accounts a where a.workspace_id = c.workspace_id and a.creator_id = c.creator_id offset 0) n on true
    where c.workspace_id = ${w.id} and c.creator_id = any(${[ana.uuid]}::uuid[])`;
  expect((await lookUp.execute(w.ctx.db)).rows.map(({ handle }) => handle).toSorted()).toEqual(["ana", "ana.l"]);
});

test("what is written by a duplicate's id is written to the creator who is kept", async () => {
  const [ana, double] = [await makeCreator(w, { name: "Ana" }), await makeCreator(w, { name: "Ana L." })];
  const id = await mustMerge(ana, double);
  const of = `/v1/creators/${double.id}`;
  await must(w, "PATCH", of, { name: "Ana Lima" });
  await must(w, "POST", `${of}/accounts`, { platform: "tiktok", handle: "ana.lima" });
  await must(w, "POST", `${of}/vetting-decisions`, { decision: "watch", reason: "new" });
  await must(w, "POST", "/v1/creator-lists", { name: "Spring", creator_ids: [double.id, ana.id] });
  await must(w, "POST", `${of}/archive`);
  expect(await must(w, "GET", `/v1/creators/${ana.id}`)).toMatchObject({
    ...{ name: "Ana Lima", accounts: [{ handle: "ana.lima" }], archived_at: expect.any(String) },
  });
  expect(await must(w, "GET", `/v1/vetting-decisions?creator_id=${ana.id}`)).toMatchObject({ data: [{ decision: "watch" }] });
  expect(await must(w, "GET", "/v1/creator-lists")).toMatchObject({ data: [{ creators: 1 }] });
  await undo(id);
  expect(await must(w, "GET", of)).toMatchObject({ name: "Ana L.", accounts: [], archived_at: null });
});

test("money stays under each record, is added up by currency, and reports name the record; taken back, each has its own", async () => {
  const [ana, double] = [await makeCreator(w, { name: "Ana" }), await makeCreator(w, { name: "Ana L." })];
  const campaign = await must<{ id: string }>(w, "POST", "/v1/campaigns", {
    ...{ name: "Spring", starts_on: "2026-05-01", ends_on: "2026-05-31" },
  });
  const cost = (of: Made, amount: string, currency = "EUR") =>
    must(w, "POST", `/v1/campaigns/${campaign.id}/costs`, {
      ...{ kind: "fee", creator_id: of.id, incurred_on: "2026-05-02", amount: { amount, currency } },
    });
  await cost(ana, "100");
  await cost(double, "250");
  const id = await mustMerge(ana, double);
  const records = () => must<{ together: object[]; data: { money: object[] }[] }>(w, "GET", `/v1/creators/${ana.id}/records`);
  const eur = (costs: string) => ({ commissions: { amount: "0", currency: "EUR" }, costs: { amount: costs, currency: "EUR" } });
  const both = await records();
  expect(both.together).toEqual([eur("350")]);
  expect(both.data.map(({ money }) => money)).toEqual([[eur("100")], [eur("250")]]);
  const names = await creatorsByIds(w.ctx, [ana.uuid, double.uuid]);
  expect([...names.values()].map(({ name }) => name).toSorted()).toEqual(["Ana", "Ana (as Ana L.)"]);
  await undo(id);
  expect((await records()).together).toEqual([eur("100")]);
});

test("taking a merge back restores both records exactly, in a chain as well, and the pair is not suggested again", async () => {
  const [a, b, c] = [
    await makeCreator(w, { name: "Ana Lima", email: "ana@example.com", accounts: [{ platform: "instagram", handle: "ana" }] }),
    await makeCreator(w, { name: "Somebody", email: "ana@example.com", accounts: [{ platform: "tiktok", handle: "anna" }] }),
    await makeCreator(w, { name: "Third", accounts: [{ platform: "x", handle: "ana3" }] }),
  ];
  const before = await listed();
  const pairs = async () => {
    await keepCards(t.ctx);
    return (await must<{ data: { reasons: { reason: string }[] }[] }>(w, "GET", "/v1/creator-merges/suggestions")).data;
  };
  expect((await pairs()).map(({ reasons }) => reasons.map(({ reason }) => reason))).toEqual([["email"]]);
  const first = await mustMerge(b!, a!);
  expect(await pairs()).toEqual([]);
  const second = await mustMerge(c!, a!);
  expect(await listed()).toEqual([`${c!.id} ana anna ana3`]);
  expect((await undo(first)).status).toBe(200);
  expect((await listed()).toSorted()).toEqual([`${c!.id} anna ana3`, `${a!.id} ana`].toSorted());
  expect((await undo(second)).status).toBe(200);
  expect(await listed()).toEqual(before);
  expect((await undo(second)).status).toBe(409);
  expect(await pairs()).toEqual([]);
});

test("an import by the duplicate's handle finds the creator who is kept", async () => {
  const ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "instagram", handle: "ana" }] });
  const double = await makeCreator(w, { name: "Ana L.", accounts: [{ platform: "tiktok", handle: "ana.l" }] });
  await mustMerge(ana, double);
  const done = await importFile(w.ctx, {
    kind: "creators",
    file_name: "a.csv",
    content: Readable.from([Buffer.from("instagram,tiktok,notes\nana,ana.l,both\n")]),
    skipFaulty: false,
  });
  expect(done).toMatchObject({ status: "done", taken: 1 });
  expect(await must(w, "GET", `/v1/creators/${ana.id}`)).toMatchObject({ notes: "both" });
});

test("a creator is not merged into itself, into nobody, nor twice; ids of another workspace are not there", async () => {
  const [a, b] = [await makeCreator(w), await makeCreator(w)];
  expect((await merge(a, a)).status).toBe(409);
  await mustMerge(a, b);
  expect((await merge(a, b)).status).toBe(409);
  expect((await merge(b, a)).status).toBe(409);
  const other = await t.makeWorkspace();
  const foreign = await makeCreator(other);
  expect((await merge(a, foreign)).status).toBe(404);
});

test("creators merged into each other at once, in every direction, are one creator with one kept record and no circle", async () => {
  const creators = await Promise.all(Array.from({ length: 5 }, () => makeCreator(w)));
  const pairs = creators.flatMap((one) => creators.filter((other) => other !== one).map((other) => [one, other] as const));
  const replies = await Promise.all(pairs.map(([one, other]) => merge(one, other)));
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(4);
  expect(replies.filter(({ status }) => status === 409)).toHaveLength(16);
  const rows = await pointers();
  const roots = rows.filter(({ merged_into_id }) => merged_into_id === null);
  expect(roots).toHaveLength(1);
  expect(rows.filter(({ merged_into_id }) => merged_into_id === roots[0]!.id)).toHaveLength(4);
});

test("a merge undone by two at once is undone once", async () => {
  const [a, b] = [await makeCreator(w), await makeCreator(w)];
  const id = await mustMerge(a, b);
  const replies = await Promise.all([undo(id), undo(id), undo(id)]);
  expect(replies.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409, 409]);
});

test("whoever is kept is found through any number of merges", () => {
  const merges = [
    { from: "a", into: "b" },
    { from: "c", into: "b" },
    { from: "b", into: "d" },
  ];
  expect(keptCreators(["a", "b", "c", "d", "e"], merges)).toEqual(
    new Map([
      ["a", "d"],
      ["b", "d"],
      ["c", "d"],
      ["d", "d"],
      ["e", "e"],
    ]),
  );
});
