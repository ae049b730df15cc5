import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestApp } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { openAppWithEdge, type DoorWorld } from "../../../test/doors.ts";
import { shopifyFile, shopifyRow } from "../../../test/shopify-file.ts";
import { shopifyOrderPayload, type ShopifyOrderOptions } from "../../../test/shopify-payload.ts";
import { stripeInvoice, stripePayment, stripeSession } from "../../../test/stripe-payload.ts";
import { formatId, shortUuid } from "../../kernel/ids.ts";

let around: Awaited<ReturnType<typeof openAppWithEdge>>;
let t: TestApp;

beforeAll(async () => {
  around = await openAppWithEdge();
  t = around.t;
});
afterAll(() => around.close());

/** Ana was clicked by the customer; Ben, later, by somebody else. */
interface World extends DoorWorld {
  readonly clickId: string;
}

async function openWorld(): Promise<World> {
  const world = await around.openWorld();
  const clickId = await world.click(world.ana, "2026-04-27T09:00:00Z", { visitorId: world.visitorId });
  await world.click(world.ben, "2026-04-28T09:00:00Z", { visitorId: t.ctx.newId() });
  return { ...world, clickId };
}

const eur = (amount: string) => ({ amount, currency: "EUR" });

/** What a shop's own server sends. */
const send = ({ w }: World, more: object) =>
  must(w, "POST", "/v1/conversions", { external_id: "1001", occurred_at: "2026-04-30T09:00:00Z", total: eur("5890"), ...more });

/** What the customer did before, by which a later order of theirs is known to be theirs. */
const signUp = async (world: World, more: object) => {
  await send(world, { external_id: "sign-up", kind: "sign_up", total: undefined, occurred_at: "2026-04-27T09:10:00Z", ...more });
  await t.settle();
};

/** An order of the store without the code of its payload, so that only the click can be what is paid for. */
const shopify = ({ doors }: World, options: ShopifyOrderOptions) =>
  doors.shopify("orders/paid", shopifyOrderPayload({ ...options, changes: { discount_codes: [], ...options.changes } }));

/** Stripe's export of payments with one payment, and columns of one's own choice. */
const stripeFile = (more: Readonly<Record<string, string>>): string => {
  const cells = {
    ...{
      id: "ch_1",
      "Created date (UTC)": "2026-04-30 09:00",
      Amount: "58.90",
      "Amount Refunded": "0.00",
      Currency: "eur",
      Captured: "true",
    },
    ...{ Description: "Tea", Status: "Paid", "Customer ID": "cus_1", "Customer Email": "mia.kunde@example.com", "Invoice ID": "", ...more },
  };
  return `${Object.keys(cells).join(",")}\n${Object.values(cells).join(",")}\n`;
};

type Way = (world: World) => Promise<unknown>;

const byApi: Record<string, Way> = {
  "the API's own field": (world) => send(world, { click_id: shortUuid(world.clickId) }),
  "the API's own field, as the API shows the id": (world) => send(world, { click_id: formatId("clk", world.clickId) }),
  "the API's field of the visitor": (world) => send(world, { visitor_id: shortUuid(world.visitorId) }),
  "a hidden form field that the shop passed on": (world) => send(world, { metadata: { vclid: shortUuid(world.clickId) } }),
  "a hidden form field with the visitor": (world) => send(world, { metadata: { vvid: shortUuid(world.visitorId) } }),
};

const byStore: Record<string, Way> = {
  "an attribute of the store's cart": (world) => shopify(world, { noteAttributes: [{ name: "vclid", value: shortUuid(world.clickId) }] }),
  "an attribute of the cart with the visitor": (world) =>
    shopify(world, { noteAttributes: [{ name: "vvid", value: shortUuid(world.visitorId) }] }),
  "a property of a line in the cart": (world) => {
    const [line, ...rest] = shopifyOrderPayload()["line_items"] as object[];
    const properties = [{ name: "_vclid", value: shortUuid(world.clickId) }];
    return shopify(world, { changes: { line_items: [{ ...line, properties }, ...rest] } });
  },
  "the page on which the visit began": (world) => shopify(world, { landingSite: `/tea?utm_source=ana&vclid=${shortUuid(world.clickId)}` }),
  "a parameter name of the workspace's own": async (world) => {
    const { data } = await must<{ data: { id: string; kind: string }[] }>(world.w, "GET", "/v1/connections");
    const { id } = data.find((connection) => connection.kind === "shopify")!;
    await must(world.w, "PATCH", `/v1/connections/${id}`, { click_param: "ref_click" });
    await shopify(world, { landingSite: `/?ref_click=${shortUuid(world.clickId)}` });
  },
  "a note attribute in the store's export": (world) =>
    world.doors.file(
      shopifyFile(shopifyRow({ "Discount Code": "", "Note Attributes": `"gift: yes\nvclid: ${shortUuid(world.clickId)}"` })),
    ),
  "a column of any other file": (world) =>
    world.doors.file(`order id,date,total,currency,click id\n1001,2026-04-30 09:00:00,58.90,EUR,${shortUuid(world.clickId)}\n`),
};

const byPayment: Record<string, Way> = {
  "Stripe's client_reference_id": ({ doors, clickId }) =>
    doors.stripe("checkout.session.completed", stripeSession({ client_reference_id: shortUuid(clickId) })),
  "the metadata of a checkout": ({ doors, clickId }) =>
    doors.stripe("checkout.session.completed", stripeSession({ metadata: { vclid: shortUuid(clickId) } })),
  "the metadata of a payment": ({ doors, clickId }) =>
    doors.stripe("payment_intent.succeeded", stripePayment({ metadata: { vclid: shortUuid(clickId) } })),
  "the metadata of a subscription": ({ doors, clickId }) => {
    const details = { metadata: { vclid: shortUuid(clickId) }, subscription: "sub_1" };
    return doors.stripe("invoice.paid", stripeInvoice({ parent: { type: "subscription_details", subscription_details: details } }));
  },
  "the metadata of a payment with the visitor": ({ doors, visitorId }) =>
    doors.stripe("payment_intent.succeeded", stripePayment({ metadata: { vvid: shortUuid(visitorId) } })),
  "client_reference_id in Stripe's export": ({ doors, clickId }) => doors.file(stripeFile({ "Client Reference ID": shortUuid(clickId) })),
  "the metadata in Stripe's export": ({ doors, clickId }) => doors.file(stripeFile({ "vclid (metadata)": shortUuid(clickId) })),
};

const properties = { id: "1001", amount: "5890", currency: "EUR" };
const byPage: Record<string, Way> = {
  "the click that the page's snippet knows": ({ doors, clickId }) => doors.page({ at: "2026-04-30T09:00:00Z", properties, clickId }),
  "the visitor that the page's snippet knows": ({ doors, visitorId }) => doors.page({ at: "2026-04-30T09:00:00Z", properties, visitorId }),
};

const byCustomer: Record<string, Way> = {
  "the customer's id, known from a sign-up that named the click": async (world) => {
    await signUp(world, { click_id: shortUuid(world.clickId), customer: { external_id: "c-77" } });
    await send(world, { customer: { external_id: "c-77" } });
  },
  "the customer's id, known from a sign-up that named the visitor": async (world) => {
    await signUp(world, { visitor_id: shortUuid(world.visitorId), customer: { external_id: "7112233445566" } });
    await shopify(world, {});
  },
  "the hash of the customer's address, known from a sign-up that named the click": async (world) => {
    await signUp(world, { click_id: shortUuid(world.clickId), customer: { email: " Mia.Kunde@Example.com" } });
    await world.doors.stripe("payment_intent.succeeded", stripePayment());
  },
  "the hash of the customer's address, known from a sign-up that named the visitor": async (world) => {
    await signUp(world, { visitor_id: shortUuid(world.visitorId), customer: { email: "mia.kunde@example.com" } });
    await shopify(world, {});
  },
  "the customer that the page's snippet knows": async (world) => {
    await signUp(world, { click_id: shortUuid(world.clickId), customer: { external_id: "c-77" } });
    await world.doors.page({ at: "2026-04-30T09:00:00Z", properties: { ...properties, customer: "c-77" } });
  },
};

interface Story {
  readonly touches: readonly {
    readonly kind: string;
    readonly is_paid: boolean;
    readonly shares: readonly { readonly share: string }[];
    readonly creator: { id: string };
  }[];
}

/** Each of the six models credits Ana's click alone, and the one commission is hers. */
async function expectAnasClick({ w, ana }: World): Promise<void> {
  const { data: orders } = await must<{ data: { id: string; kind: string }[] }>(w, "GET", "/v1/conversions");
  const { touches } = await must<Story>(w, "GET", `/v1/conversions/${orders.find((order) => order.kind === "order")!.id}/story`);
  expect(touches).toMatchObject([{ kind: "click", is_paid: true, creator: { id: ana.publicId } }]);
  expect(touches[0]!.shares.map((share) => share.share)).toEqual(["1", "1", "1", "1", "1", "1"]);
  const { data: commissions } = await must<{ data: object[] }>(w, "GET", "/v1/commissions");
  expect(commissions).toMatchObject([{ creator_id: ana.publicId, state: "on_hold" }]);
}

describe.each([
  ["by the API", byApi],
  ["by its store", byStore],
  ["by its payment", byPayment],
  ["by its page", byPage],
  ["by its customer", byCustomer],
])("An order finds its click %s, and the creator who was clicked is credited and paid:", (_door, ways) => {
  test.each(Object.entries(ways))("%s", async (_way, arrive) => {
    const world = await openWorld();
    await arrive(world);
    await t.settle();
    await expectAnasClick(world);
  });
});

test("An order that names no click, no visitor and no known customer is nobody's", async () => {
  const world = await openWorld();
  await shopify(world, { noteAttributes: [{ name: "vclid", value: "summer" }], landingSite: "/?vclid=1" });
  await t.settle();
  expect(await must(world.w, "GET", "/v1/commissions")).toMatchObject({ data: [] });
});
