import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { openReportWorld, type ReportWorld } from "../../../../test/report-world.ts";
import { formatId } from "../../../kernel/ids.ts";

interface Story {
  readonly order: unknown;
  readonly touches: readonly {
    readonly creator: { readonly name: string } | null;
    readonly is_paid: boolean;
    readonly link: { readonly url: string } | null;
    readonly code: { readonly code: string } | null;
    readonly shares: readonly { readonly model: string; readonly share: string; readonly revenue: unknown }[];
  }[];
  readonly unattributed: readonly { readonly share: string; readonly revenue: unknown }[];
  readonly decisions: readonly unknown[];
  readonly commissions: readonly unknown[];
  readonly adjustments: readonly unknown[];
  readonly ledger_lines: readonly { readonly step: string; readonly amount: { readonly amount: string }; readonly to: unknown }[];
}

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;
const story = async (id: string, of = w) => of.call("GET", `/v1/conversions/${formatId("ord", id)}/story`);
const told = async (id: string) => (await story(id)).body as Story;
const euro = (amount: string) => ({ amount, currency: "EUR" });

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
});
afterAll(() => t.close());

test("an order is told with what it kept, its lines and its store", async () => {
  expect((await told(world.shared)).order).toMatchObject({
    external_id: "1001",
    status: "paid",
    total: euro("10000"),
    refunded: euro("2500"),
    kept: euro("7500"),
    lines: [{ sku: "A", quantity: "1", charged: euro("10000"), discount: euro("0") }],
  });
});

test("every touch has its creator, its link and its share under each model, and the one that is paid is marked", async () => {
  const { touches, unattributed } = await told(world.shared);
  expect(touches.map(({ creator, is_paid }) => [creator?.name, is_paid])).toEqual([
    ["Ana", false],
    ["Ben", true],
  ]);
  expect(touches[0]?.link?.url).toContain("/ana");
  const under = (model: string) => touches.map(({ shares }) => shares.find((each) => each.model === model));
  expect(under("first").map((each) => each?.share)).toEqual(["1", "0"]);
  expect(under("linear").map((each) => each?.revenue)).toEqual([euro("3750"), euro("3750")]);
  expect(unattributed.every((each) => each.share === "0")).toBe(true);
});

test("the decision gives its reason, the commission its state and hold, and each refund its line in the ledger", async () => {
  const { decisions, commissions, adjustments, ledger_lines } = await told(world.shared);
  expect(decisions.at(-1)).toMatchObject({ outcome: "pay", creator: { name: "Ben" }, program: { name: "Spring" }, is_provisional: false });
  expect(decisions.at(-1)).toMatchObject({ reason_text: expect.stringMatching(/paid to Ben.*Ana's click.*assist/) });
  expect(commissions).toMatchObject([
    { state: "on_hold", amount: euro("1000"), reversed: euro("250"), pending: euro("750"), hold_until: "2026-06-01T21:59:59.999Z" },
  ]);
  expect(adjustments).toMatchObject([{ kind: "refund", amount: euro("2500"), stated: euro("2500") }]);
  expect(ledger_lines.map((line) => [line.step, line.amount.amount])).toEqual([
    ["earned", "1000"],
    ["reversed-1", "250"],
  ]);
  expect(ledger_lines[0]?.to).toMatchObject({ kind: "creator_pending", creator: { name: "Ben" } });
});

test("a code's touch names the code, and an order that nobody touched is wholly unattributed", async () => {
  await world.addCode(world.ana, "ANA10");
  const coded = await told(await world.order({ externalId: "2001", codes: ["ana10"] }));
  expect(coded.touches).toMatchObject([{ kind: "code", code: { code: "ANA10" }, link: null, is_paid: true }]);
  const alone = await told(await world.order({ externalId: "2002", totalMinor: 900n }));
  expect(alone).toMatchObject({ touches: [], commissions: [], ledger_lines: [], decisions: [{ outcome: "none", creator: null }] });
  expect(alone.unattributed.map((each) => [each.share, each.revenue])).toEqual(Array.from({ length: 6 }, () => ["1", euro("900")]));
});

test("another workspace's order does not exist here", async () => {
  expect((await story(world.shared, await t.makeWorkspace())).status).toBe(404);
});
