import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { openPayWorld, type Paid, type PayWorld } from "../../../test/pay-world.ts";
import { formatId } from "../../kernel/ids.ts";
import { creditDifference } from "../attribution/service.ts";

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
let [ana, ben]: Paid[] = [];
let survey: { id: string };

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  world = await openPayWorld(t, w);
  ana = await world.addCreator("Ana");
  ben = await world.addCreator("Ben");
  const store_id = formatId("sto", w.storeId);
  survey = await must(w, "POST", "/v1/surveys", { store_id, question: "How?", choices: [{ kind: "creator", creator_id: ana.publicId }] });
});
afterAll(() => t.close());

const answer = async (external_order_id: string, said: object) => {
  const made = await must<{ id: string }>(w, "POST", `/v1/surveys/${survey.id}/answers`, { external_order_id, ...said });
  await t.settle();
  return made.id;
};
interface Story {
  readonly touches: readonly {
    readonly kind: string;
    readonly creator: { readonly name: string } | null;
    readonly shares: readonly { readonly share: string }[];
  }[];
  readonly unattributed: readonly { readonly share: string }[];
}
const story = (id: string) => must<Story>(w, "GET", `/v1/conversions/${formatId("ord", id)}/story`);
const kinds = async (id: string) => (await story(id)).touches.map(({ kind, creator }) => `${kind} ${creator?.name ?? ""}`.trim());
const booked = async () =>
  Promise.all(
    ["commissions", "postings", "transfers", "claims"].map(
      async (table) => (await sql`select * from ${sql.table(table)} where workspace_id = ${w.id} order by id`.execute(t.ctx.db)).rows,
    ),
  );

test("an order that nobody clicked for pays nobody, whomever its customer names, and stays unattributed", async () => {
  const order = await world.order({ externalId: "a1" });
  await answer("a1", { creator_id: ana!.publicId });
  const { touches, unattributed } = await story(order);
  expect(touches).toMatchObject([{ kind: "survey", creator: { name: "Ana" } }]);
  expect(touches[0]!.shares.every(({ share }) => share === "0")).toBe(true);
  expect(unattributed.every(({ share }) => share === "1")).toBe(true);
  expect(await world.decision(order)).toMatchObject({ outcome: "none", reason_code: "no_creator_touch" });
});

test("an answer that names another creator than the one who is paid moves no cent, also after the hold", async () => {
  const click = await world.click(ben!, "2026-04-30T10:00:00Z");
  const order = await world.order({ externalId: "a2", clickId: click });
  const before = await booked();
  expect(before[0]).toHaveLength(1);
  await answer("a2", { creator_id: ana!.publicId });
  expect(await kinds(order)).toEqual(["click Ben", "survey Ana"]);
  expect(await booked()).toEqual(before);
});

test("an answer that came before its order is there with it, and a later answer takes its place", async () => {
  await answer("a3", { creator_id: ana!.publicId });
  const order = await world.order({ externalId: "a3" });
  expect(await kinds(order)).toEqual(["survey Ana"]);
  t.clock.advanceMs(1);
  await answer("a3", { channel: "offline" });
  expect(await kinds(order)).toEqual(["survey"]);
});

test("words of the customer's own count once a person says whom they mean, and no more once that is taken back", async () => {
  const order = await world.order({ externalId: "a4" });
  const id = await answer("a4", { text: "the lady with the blue tent" });
  expect(await kinds(order)).toEqual([]);
  for (const [creator_id, expected] of [
    [ben!.publicId, ["survey Ben"]],
    [null, []],
  ] as const) {
    await must(w, "POST", `/v1/survey-answers/${id}/match`, { creator_id });
    await t.settle();
    expect(await kinds(order)).toEqual(expected);
  }
});

test("all of it is proven from the answers as they were recorded, and a touch that no answer bears out is found", async () => {
  expect(await creditDifference(w.ctx)).toBeUndefined();
  const order = await world.order({ externalId: "a5" });
  await answer("a5", { creator_id: ana!.publicId });
  const { rows } = await sql<{ version: number }>`
    select version from touches where workspace_id = ${w.id} and conversion_id = ${order} order by version desc limit 1`.execute(t.ctx.db);
  const next = rows[0]!.version + 1;
  await sql`insert into touches (workspace_id, conversion_id, version, found_at, kinds, occurred_at, channels, creator_ids, link_ids, code_ids, source_ids)
    select workspace_id, conversion_id, ${next}, found_at, kinds, occurred_at, channels, ${[ben!.creatorId]}::uuid[], link_ids, code_ids, source_ids
    from touches where workspace_id = ${w.id} and conversion_id = ${order} and version = ${next - 1}`.execute(t.ctx.db);
  await sql`update credits set touch_version = ${next} where workspace_id = ${w.id} and conversion_id = ${order}`.execute(t.ctx.db);
  expect(await creditDifference(w.ctx)).toMatch(/is not the survey that was recorded/);
});
