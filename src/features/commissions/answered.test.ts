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

const payment = (n: number) => ({ kind: "payment" as const, value: `pay_${n}` });
/** How a payment and its store's order come, and what says that they are one. */
const comes = {
  payment: (n: number) => world.order({ externalId: `pi_${n}`, names: [payment(n)], source: "stripe_payment" }),
  store: (n: number) => world.order({ externalId: `s_${n}`, source: "shopify" }),
  join: (n: number) => world.order({ externalId: `s_${n}`, names: [payment(n)], source: "shopify", country: "DE" }),
};
const arrivals = [["payment", "store", "join"], ["store", "payment", "join"], ["payment", "join"], ["join"]] as const;
const names = [(n: number) => `s_${n}`, (n: number) => `pi_${n}`, (n: number) => `pay_${n}`];
const timelines = arrivals.flatMap((events) =>
  names.flatMap((name, which) =>
    (which === 1 && !(events as readonly string[]).includes("payment") ? [] : [...events, "end"]).map((_, place) => ({
      events,
      name,
      place,
    })),
  ),
);

test("an answer finds its order under any of its names, whenever it comes, and is one touch of it", async () => {
  let n = 0;
  for (const { events, name, place } of timelines) {
    n += 1;
    const order = new Map<string, string>();
    for (const [index, event] of [...events, "end" as const].entries()) {
      if (index === place) await answer(name(n), { creator_id: ana!.publicId });
      if (event !== "end") order.set(event, await comes[event](n));
    }
    const stays = order.get("join")!;
    const said = `${events.join(", ")}; answered as ${name(n)} at ${place}`;
    expect([said, await kinds(stays)]).toEqual([said, ["survey Ana"]]);
    const [told] = (await must<{ data: { order_id: string; counts: boolean }[] }>(w, "GET", `/v1/surveys/${survey.id}/answers?limit=1`))
      .data;
    expect([said, told]).toMatchObject([said, { order_id: formatId("ord", stays), counts: true }]);
    for (const id of [...order.values()].filter((each) => each !== stays)) expect([said, await kinds(id)]).toEqual([said, []]);
  }
  expect(await creditDifference(w.ctx)).toBeUndefined();
});

test("of two answers to one order under two names the later one counts, before and after it is known that they are one", async () => {
  const n = 900;
  const [paid, stored] = [await comes.payment(n), await comes.store(n)];
  await answer(`pi_${n}`, { creator_id: ana!.publicId });
  t.clock.advanceMs(1);
  await answer(`s_${n}`, { creator_id: ben!.publicId });
  expect([await kinds(paid), await kinds(stored)]).toEqual([["survey Ana"], ["survey Ben"]]);
  const one = await comes.join(n);
  expect(await kinds(one)).toEqual(["survey Ben"]);
  t.clock.advanceMs(1);
  await answer(`pay_${n}`, { creator_id: ana!.publicId });
  expect(await kinds(one)).toEqual(["survey Ana"]);
  expect(await creditDifference(w.ctx)).toBeUndefined();
});

test("a name that is one order's own id and another's other name means the one whose own it is", async () => {
  const [own, other] = [
    await world.order({ externalId: "n1" }),
    await world.order({ externalId: "n2", names: [{ kind: "payment", value: "n1" }] }),
  ];
  await answer("n1", { creator_id: ana!.publicId });
  expect([await kinds(own), await kinds(other)]).toEqual([["survey Ana"], []]);
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
