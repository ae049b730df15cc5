import { DAY_MS } from "../../kernel/civil.ts";
import type { Dials, World } from "../market/service.ts";

/** A creator of the sample brand, as far as the market does not say it: followers, fees and what they move come from there. */
export interface SampleCreator {
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly key: string;
  readonly code: string;
  readonly platform: "instagram" | "tiktok" | "youtube" | "podcast";
  readonly handle: string;
  /** Whether the brand knows how many follow them. */
  readonly isCounted: boolean;
}

const creator = (
  [name, country, key, code]: readonly [string, string, string, string],
  [platform, handle]: readonly [SampleCreator["platform"], string],
  isCounted = true,
): SampleCreator => ({ name, email: `${key}@creators.example`, country, key, code, platform, handle, isCounted });

/** The creators of the sample brand, in the order of the market's cast; all of them are made up. */
export const sampleCreators: readonly SampleCreator[] = [
  creator(["Ana Lindqvist", "SE", "ana", "ANA10"], ["instagram", "ana.outdoors"]),
  creator(["Ben Okafor", "GB", "ben", "BEN15"], ["youtube", "benbuilds"]),
  creator(["Chiara Russo", "IT", "chiara", "CHIARA"], ["tiktok", "chiarainmontagna"]),
  creator(["Dev Patel", "IN", "dev", "DEVHIKES"], ["youtube", "devhikes"], false),
  creator(["Elif Yilmaz", "DE", "elif", "ELIF5"], ["instagram", "elif.unterwegs"]),
  creator(["Trail Talk", "US", "trailtalk", "TRAIL"], ["podcast", "trailtalk"]),
];

/** A campaign of the sample brand. */
export interface SampleCampaign {
  readonly name: string;
  /** Of the story, counted from 0; it takes {@link campaignDays}. */
  readonly firstDay: number;
  /** Places of those who take part. */
  readonly cast: readonly number[];
  /** Revenue that was to be attributed to them, in minor units. */
  readonly goalMinor: bigint;
}

/** So many days each campaign takes. */
export const campaignDays = 49;

/** The campaigns of the story, the oldest first: the last ends with it. */
export const sampleCampaigns: readonly SampleCampaign[] = [
  { name: "Over the passes", firstDay: 0, cast: [0, 1, 2, 5], goalMinor: 400_000n },
  { name: "Along the coast", firstDay: 63, cast: [0, 1, 2, 3, 4, 5], goalMinor: 600_000n },
  { name: "Into the woods", firstDay: 126, cast: [0, 1, 2, 3, 4, 5], goalMinor: 500_000n },
];

/** Days that the story tells. */
export const storyDays = 175;

/** Somebody's contact with the brand. */
export interface SampleTouch {
  readonly visitor: number;
  readonly atMs: number;
  /** The creator who was clicked, or the channel of a visit. */
  readonly creator: number | null;
  readonly channel: World["orders"][number]["touches"][number]["channel"];
  readonly visitorClass: "human" | "declared_bot" | "preview";
}

/** An order of the sample brand. */
export interface SampleOrder {
  readonly number: string;
  readonly visitor: number;
  readonly atMs: number;
  readonly lines: readonly { readonly sku: string; readonly title: string; readonly itemMinor: bigint; readonly quantity: bigint }[];
  /** The creator whose code was typed. */
  readonly code: number | null;
  readonly codeDiscountMinor: bigint;
  readonly status: "paid" | "pending" | "cancelled";
  /** Given back of it, in minor units; 0 for nothing. */
  readonly refundMinor: bigint;
  /** The creator from whom the customer says to have heard of the brand; null: nobody answered. */
  readonly answer: number | "other" | null;
}

/** All that happens in the story; touches and orders oldest first. */
export interface SampleStory {
  readonly touches: readonly SampleTouch[];
  readonly orders: readonly SampleOrder[];
}

/** What the sample brand sells; prices in minor units of its currency, tax included. */
export const sampleProducts = [
  { sku: "TENT-2", title: "Two-person tent", minor: 18_900n },
  { sku: "PACK-30", title: "Daypack 30 l", minor: 8_900n },
  { sku: "MUG-TI", title: "Titanium mug", minor: 2_990n },
  { sku: "SOCK-M", title: "Merino socks", minor: 1_690n },
] as const;

/**
 * The sample brand as a business of the market simulator: half a year of an outdoor shop on the web.
 *
 * @param shop a ready-made business that sells in a shop of its own.
 */
export function sampleDials(shop: Dials): Dials {
  const weights = [1, 2, 4, 5];
  return {
    ...shop,
    currency: "EUR",
    startsOn: "2026-03-02", // the story is moved to when it is told, so that it is the same at any time
    days: storyDays,
    products: sampleProducts.map(({ sku, title, minor }, at) => ({ sku, title, priceMinor: Number(minor), weight: weights[at]! })),
    customers: { ...shop.customers, firstOrders: 0.0014 },
    creators: {
      ...{ count: sampleCreators.length, cast: 5, followers: 32_000, spread: 0.8, mixing: 12, pullSpread: 0.5, posts: 3 },
      ...{ fromDay: 2, overDays: 40, platforms: sampleCreators.map(({ platform }) => platform) },
    },
    costs: { ...shop.costs, feePerThousand: 260, staffPerPost: 1_500, amplificationPerPost: 1_000, tools: 4_900 },
    response: { ...shop.response, interest: 0.007, buys: 0.08 },
    codes: { ...shop.codes, use: 0.5, discount: 0.1 },
  };
}

/**
 * The campaign that a time of the story belongs to.
 *
 * @param world the story as the market tells it.
 * @param atMs of a post or a cost, milliseconds since 1970, in the market's time.
 * @returns its place; after a campaign's end that of the one before.
 */
export const campaignAt = ({ fromMs }: World, atMs: number): number =>
  sampleCampaigns.findLastIndex(({ firstDay }) => atMs >= fromMs + firstDay * DAY_MS);

type Order = World["orders"][number];

/** What a shop has and the market does not tell of: now and then an order is cancelled, or not yet paid. */
function statusOf({ number, refund }: Order): SampleOrder["status"] {
  if (refund !== undefined || number % 20 !== 0) return "paid";
  return number % 40 === 0 ? "pending" : "cancelled";
}

/** Nor of machines: one click in thirty is a robot's, one in fifty a preview's. */
const classOf = (at: number): SampleTouch["visitorClass"] => (at % 30 === 29 ? "declared_bot" : at % 50 === 49 ? "preview" : "human");

function touchesOf(world: World, movedMs: number): SampleTouch[] {
  const creatorOf = (post: number | undefined): number | null => (post === undefined ? null : world.cast.posts[post]!.creator);
  const visitors = world.orders.length;
  return [
    ...world.orders.flatMap(({ customer, touches }) =>
      touches.map(({ atMs, post, channel }) => ({
        ...{ visitor: customer, atMs: atMs + movedMs, creator: creatorOf(post), channel },
        visitorClass: "human" as const,
      })),
    ),
    ...world.idleClicks.map(({ atMs, post }, at) => ({
      ...{ visitor: visitors + at + 1, atMs: atMs + movedMs, creator: creatorOf(post) },
      ...{ channel: "creator" as const, visitorClass: classOf(at) },
    })),
  ];
}

const orderOf = (order: Order, movedMs: number): SampleOrder => ({
  number: String(1000 + order.number),
  visitor: order.customer,
  atMs: order.atMs + movedMs,
  lines: order.lines.map(({ product, quantity }) => {
    const { sku, title, minor } = sampleProducts[product]!;
    return { sku, title, itemMinor: minor, quantity: BigInt(quantity) };
  }),
  code: order.code?.creator ?? null,
  codeDiscountMinor: order.discountMinor,
  status: statusOf(order),
  refundMinor: order.refund?.amountMinor ?? 0n,
  answer: order.answer ?? null,
});

/**
 * What happened in a world, as the sample brand's: who clicked on which creator, came by other ways, and bought.
 *
 * @param world of `sampleDials`.
 * @param endMs where the story ends, milliseconds since 1970; nothing lies after it.
 * @returns touches and orders, both oldest first.
 */
export function sampleStory(world: World, endMs: number): SampleStory {
  const movedMs = endMs - world.toMs;
  return {
    touches: touchesOf(world, movedMs).toSorted((a, b) => a.atMs - b.atMs),
    orders: world.orders.map((order) => orderOf(order, movedMs)),
  };
}
