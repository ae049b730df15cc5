import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestApp } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { openAppWithEdge, type DoorWorld } from "../../../test/doors.ts";
import { shopifyFile, shopifyNextLine, shopifyRow } from "../../../test/shopify-file.ts";
import { shopifyOrderPayload } from "../../../test/shopify-payload.ts";
import { stripeSession } from "../../../test/stripe-payload.ts";
import { formatId } from "../../kernel/ids.ts";
import { verifyInstallation } from "../verification/service.ts";

let around: Awaited<ReturnType<typeof openAppWithEdge>>;
let t: TestApp;

beforeAll(async () => {
  around = await openAppWithEdge();
  t = around.t;
});
afterAll(() => around.close());

const channels = ["webhook", "file", "page", "payment"] as const;
type Channel = (typeof channels)[number];

function everyOrder<T>(of: readonly T[]): T[][] {
  return of.length === 0 ? [[]] : of.flatMap((first) => everyOrder(of.filter((each) => each !== first)).map((rest) => [first, ...rest]));
}

/** How the page and the payment call the order that its store calls 5612345678901 and prints as #1001. */
interface Calling {
  readonly page: string;
  readonly payment: string;
}

interface World extends DoorWorld {
  readonly clickId: string;
}

/** Ben was clicked, Ana's code was typed: the page alone knows the click, the store alone the code. */
async function openWorld(): Promise<World> {
  const world = await around.openWorld({ storeKind: "shopify" });
  await world.addCode(world.ana, "ANA10");
  const clickId = await world.click(world.ben, "2026-04-28T09:00:00Z", { visitorId: world.visitorId });
  return { ...world, clickId };
}

const sayBy: Record<Channel, (world: World, calling: Calling) => Promise<void>> = {
  webhook: ({ doors }) => doors.shopify("orders/paid", shopifyOrderPayload()),
  file: ({ doors }) => doors.file(shopifyFile(shopifyRow(), shopifyNextLine())),
  page: ({ doors, clickId, visitorId }, { page: id }) =>
    doors.page({ at: "2026-04-30T09:00:07Z", properties: { id, amount: "5890", currency: "EUR" }, clickId, visitorId }),
  payment: ({ doors }, { payment }) => doors.stripe("checkout.session.completed", stripeSession({ metadata: { order_id: payment } })),
};

interface Order {
  readonly id: string;
  readonly external_id: string;
  readonly references: readonly { readonly kind: string; readonly value: string }[];
  readonly versions: readonly { readonly source: string }[];
}
interface Commission {
  readonly creator_id: string;
  readonly state: string;
  readonly amount: object;
}

async function arrive(order: readonly Channel[], calling: Calling): Promise<World> {
  const world = await openWorld();
  for (const channel of order) {
    await sayBy[channel](world, calling);
    await t.settle();
  }
  return world;
}

const eur = (amount: string) => ({ amount, currency: "EUR" });

async function expectOneOrder({ w, clickId, visitorId }: World): Promise<string> {
  const { data } = await must<{ data: Order[] }>(w, "GET", "/v1/conversions");
  expect(data).toHaveLength(1);
  const order = await must<Order>(w, "GET", `/v1/conversions/${data[0]!.id}`);
  expect(order).toMatchObject({
    status: "paid",
    source: "shopify",
    occurred_at: "2026-04-30T09:00:00.000Z",
    total: eur("5890"),
    items: eur("6000"),
    discount: eur("600"),
    tax: eur("862"),
    shipping: eur("490"),
    codes: ["ANA10"],
    flags: [],
    country: "DE",
    is_new_customer: true,
    click_id: formatId("clk", clickId),
    visitor_id: formatId("vis", visitorId),
    lines: [{ sku: "TEA-1" }, { sku: "CUP-1" }],
  });
  expect(new Set(order.versions.map((version) => version.source))).toEqual(
    new Set(["shopify", "shopify_csv", "stripe_checkout", "browser"]),
  );
  const names = [order.external_id, ...order.references.map((name) => name.value)];
  expect(names).toEqual(expect.arrayContaining(["5612345678901", "1001", "pi_1", "cs_live_a1"]));
  return order.id;
}

/** 10 % of 54.00 without the 8.62 of tax in it; Ben's click is an assist, whatever he was paid before the code was known. */
async function expectOnePay({ w, ana, ben, balances }: World, orderId: string): Promise<void> {
  const { data } = await must<{ data: Commission[] }>(w, "GET", "/v1/commissions");
  const standing = data.filter((each) => each.state !== "replaced");
  expect(standing).toMatchObject([{ creator_id: ana.publicId, state: "on_hold", amount: eur("454") }]);
  const owed = await balances();
  expect(owed[ana.publicId]).toEqual({ pending: "454", payable: "0" });
  expect(owed[ben.publicId] ?? { pending: "0", payable: "0" }).toEqual({ pending: "0", payable: "0" });
  const story = await must<{ touches: object[]; decisions: { reason_text: string }[] }>(w, "GET", `/v1/conversions/${orderId}/story`);
  expect(story.touches).toMatchObject([
    { kind: "click", at: "2026-04-28T09:00:00.000Z" },
    { kind: "code", at: "2026-04-30T09:00:00.000Z" },
  ]);
  expect(story.decisions.at(-1)!.reason_text).toBe("paid to Ana: code ANA10 used, policy always; Ben's click 2 days earlier is an assist");
}

describe.each<[string, Calling]>([
  ["who all call it alike", { page: "#1001", payment: "#1001" }],
  ["of which the page knows its printed number only, the payment its id only", { page: "1001", payment: "5612345678901" }],
])("One order by webhook, file, page and payment provider, %s", (_name, calling) => {
  test.each(everyOrder(channels))("%s, %s, %s, %s: one conversion, one commission, the same pay", async (...order) => {
    const world = await arrive(order, calling);
    await expectOnePay(world, await expectOneOrder(world));
  });

  test("`vouch verify` finds no difference in any of the 24", async () => {
    const found: (string | undefined)[] = [];
    for await (const { difference } of verifyInstallation(t.ctx)) found.push(difference);
    expect(found.length).toBeGreaterThanOrEqual(24 * 4);
    expect(found.filter((difference) => difference !== undefined)).toEqual([]);
  });
});
