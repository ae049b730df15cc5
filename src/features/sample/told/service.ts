import { DAY_MS } from "../../../kernel/civil.ts";
import { emptyLine, orderAmounts, type Arrival, type ArrivingAdjustment, type ArrivingOrder } from "../../orders/service.ts";
import { castOf, marketPresets, marketWorld, type Dials, type World } from "../../market/service.ts";
import { sampleCampaigns, sampleCreators, sampleDials, sampleStory, type SampleOrder, type SampleStory } from "../sample-story.ts";

const seed = 7;

/**
 * Who speaks about the sample brand, and what they publish in each of its campaigns.
 *
 * @param dials of `sampleDials`.
 */
function sampleCast(dials: Dials): World["cast"] {
  const { creators, posts: usual } = castOf(dials);
  const postOf = (creator: number) => usual.find((post) => post.creator === creator)!;
  const posts = sampleCampaigns.flatMap(({ firstDay, cast }, at) =>
    castOf({ ...dials, creators: { ...dials.creators, cast: dials.creators.cast + at } })
      .posts.filter(({ creator }) => cast.includes(creator))
      .map(({ creator, atMs }) => ({ ...postOf(creator), atMs: atMs + firstDay * DAY_MS })),
  );
  return { creators, posts: posts.toSorted((a, b) => a.atMs - b.atMs || a.creator - b.creator) };
}

/** The sample brand's world, and the story of it that ends at a time: the same at any time, only moved. */
export function tellStory(endMs: number): { readonly world: World; readonly story: SampleStory } {
  const dials = sampleDials(marketPresets["dtc-drop"]);
  const world = marketWorld(dials, seed, sampleCast(dials));
  return { world, story: sampleStory(world, endMs) };
}

/** Customers who named where they publish, by their orders. */
const handlesAtCheckout: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "1003": { instagram: "@greta.packt.sample" },
  "1019": { tiktok: "@milo.zeltet.sample" },
  "1042": { instagram: "https://www.instagram.com/sofie.amsee.sample/" },
};

/** What the story's orders are told with. */
export interface StoryShop {
  readonly storeId: string;
  readonly currency: string;
  visitorId(visitor: number): string | null;
}

const amountsOf = (order: SampleOrder, currency: string) =>
  orderAmounts({
    currency,
    lines: order.lines.map(({ sku, title, quantity, itemMinor }, at) => ({
      ...{ ...emptyLine, externalId: String(at + 1), sku, title, quantity, listPriceMinor: itemMinor },
    })),
    taxIncluded: true,
    codeDiscountMinor: order.codeDiscountMinor,
    otherDiscountMinor: 0n,
    taxMinor: 0n,
    shippingMinor: 490n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    giftCardMinor: 0n,
    totalMinor: null,
  });

/**
 * One order of the story in the form in which a store's would arrive, paid by somebody with an address of their own.
 *
 * @param order as the story tells it
 * @param shop the store that it belongs to
 */
export const storyOrder = (order: SampleOrder, shop: StoryShop): ArrivingOrder => ({
  storeId: shop.storeId,
  externalId: order.number,
  kind: "order",
  occurredAtMs: order.atMs,
  precision: "ms",
  status: order.status,
  statusAtMs: order.atMs,
  isTest: false,
  statedAtMs: null,
  amounts: amountsOf(order, shop.currency),
  codes: order.code === null ? [] : [sampleCreators[order.code]!.code],
  clickId: null,
  clickWay: null,
  visitorId: shop.visitorId(order.visitor),
  subscriptionId: null,
  renewalNumber: null,
  country: "DE",
  isNewCustomer: null,
  names: [],
  email: `customer${order.visitor}@shoppers.example`,
  customerExternalId: null,
  metadata: handlesAtCheckout[order.number] ?? {},
});

const refundOf = (order: SampleOrder, shop: StoryShop): ArrivingAdjustment => ({
  storeId: shop.storeId,
  names: [{ kind: "order", value: order.number }],
  kind: "refund",
  externalId: `refund-${order.number}`,
  occurredAtMs: order.atMs + 1,
  amountMinor: order.refundMinor,
  currency: shop.currency,
  isCumulative: false,
  lines: [],
  source: "shopify",
});

/**
 * The story's orders and refunds in the form in which a store's would arrive.
 *
 * @param story as `sampleStory` tells it
 * @param shop the store that they belong to
 */
export const sampleArrivals = (story: SampleStory, shop: StoryShop): { orders: Arrival[]; adjustments: ArrivingAdjustment[] } => ({
  orders: story.orders.map((order) => ({ source: "shopify", isStrict: false, order: storyOrder(order, shop) })),
  adjustments: story.orders.filter((order) => order.refundMinor > 0n && order.status === "paid").map((order) => refundOf(order, shop)),
});
