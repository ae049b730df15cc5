import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { openPayWorld, type Paid, type PayWorld } from "../../../../test/pay-world.ts";
import { matureDue } from "../service.ts";

interface Commission {
  readonly id: string;
  readonly state: string;
  readonly creator_id: string;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly reversed: { readonly amount: string };
  readonly pending: { readonly amount: string };
  readonly payable: { readonly amount: string };
  readonly reason_text: string;
  readonly hold_until: string;
}

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
let ana: Paid;
let ben: Paid;
const clickAt = "2026-04-28T09:00:00Z";

beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
  world = await openPayWorld(t, w);
  ana = await world.addCreator("Ana");
  ben = await world.addCreator("Ben");
});

const list = async (query = "") => ((await w.call("GET", `/v1/commissions${query}`)).body as { data: Commission[] }).data;

test("without orders the list is empty", async () => {
  expect(await list()).toEqual([]);
});

test("a commission says what it earned, where the money is, and why", async () => {
  await world.order({ clickId: await world.click(ana, clickAt) });
  expect(await list()).toMatchObject([
    {
      state: "on_hold",
      creator_id: ana.publicId,
      order_external_id: "1001",
      amount: { amount: "1000", currency: "EUR" },
      reversed: { amount: "0" },
      pending: { amount: "1000" },
      payable: { amount: "0" },
      reason_text: expect.stringContaining("paid to Ana"),
      hold_until: "2026-05-31T09:00:00.000Z",
    },
  ]);
});

test("on hold, payable, reversed and replaced are told apart and can be asked for", async () => {
  const visitorId = t.ctx.newId();
  const held = await world.order({ externalId: "held", visitorId, clickId: await world.click(ben, "2026-04-20T09:00:00Z", { visitorId }) });
  await world.click(ana, clickAt, { visitorId });
  await world.decision(held);
  await world.order({ externalId: "refunded", clickId: await world.click(ana, clickAt) });
  await world.takeBack({ names: [{ kind: "order", value: "refunded" }], externalId: "r2" });
  const inDecember = { occurredAtMs: Date.parse("2025-12-01T09:00:00Z") };
  await world.order({ externalId: "old", ...inDecember, clickId: await world.click(ben, "2025-11-28T09:00:00Z") });
  await matureDue(t.ctx);
  const byState = async (state: string) => (await list(`?state=${state}`)).map((each) => [each.creator_id, each.amount.amount]);
  expect(await byState("payable")).toEqual([[ben.publicId, "1000"]]);
  expect(await byState("reversed")).toEqual([[ana.publicId, "1000"]]);
  expect(await byState("replaced")).toEqual([[ben.publicId, "1000"]]);
  expect(await byState("on_hold")).toEqual([[ana.publicId, "1000"]]);
  expect((await list()).map((each) => each.state).toSorted()).toEqual(["on_hold", "payable", "replaced", "reversed"]);
});

test("a list is narrowed to a creator or a program, and read page by page", async () => {
  await world.order({ externalId: "1", clickId: await world.click(ana, clickAt) });
  await world.order({ externalId: "2", clickId: await world.click(ben, clickAt) });
  expect((await list(`?creator_id=${ben.publicId}`)).map((each) => each.creator_id)).toEqual([ben.publicId]);
  expect(await list(`?program_id=${world.publicProgramId}`)).toHaveLength(2);
  const first = (await w.call("GET", "/v1/commissions?limit=1")).body as { data: Commission[]; next_cursor: string };
  const second = await list(`?limit=1&cursor=${first.next_cursor}`);
  expect([...first.data, ...second].map((each) => each.creator_id)).toEqual([ben.publicId, ana.publicId]);
});

test("one commission shows its lines, the terms as they stood and what was taken back", async () => {
  await world.order({ clickId: await world.click(ana, clickAt) });
  await world.takeBack({ amountMinor: 2_500n });
  const [{ id } = { id: "" }] = await list();
  expect((await w.call("GET", `/v1/commissions/${id}`)).body).toMatchObject({
    reversed: { amount: "250", currency: "EUR" },
    pending: { amount: "750", currency: "EUR" },
    lines: [
      { line: null, base: { amount: "10000", currency: "EUR" }, value: { kind: "percent", rate: "0.1" }, amount: { amount: "1000" } },
    ],
    terms: { ruleVersion: 1, holdDays: 30 },
    reversals: [{ amount: { amount: "250", currency: "EUR" }, reason: "taken back with the order" }],
  });
});

test("another workspace's commission does not exist here", async () => {
  await world.order({ clickId: await world.click(ana, clickAt) });
  const [{ id } = { id: "" }] = await list();
  const other = await t.makeWorkspace();
  expect((await other.call("GET", `/v1/commissions/${id}`)).status).toBe(404);
  expect(((await other.call("GET", "/v1/commissions")).body as { data: unknown[] }).data).toEqual([]);
});
