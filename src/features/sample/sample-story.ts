const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;

/** A creator of the sample brand: how many click a day, what share of them buys, and whether people type their code. */
export interface SampleCreator {
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly key: string;
  readonly code: string;
  readonly platform: "instagram" | "tiktok" | "youtube" | "podcast";
  readonly handle: string;
  readonly followers: number | null;
  readonly clicksADay: number;
  readonly buys: number;
  readonly typesCode: number;
  readonly feeMinor: number;
}

/** The creators of the sample brand; all of them are made up. */
export const sampleCreators: readonly SampleCreator[] = [
  {
    name: "Ana Lindqvist",
    email: "ana@creators.example",
    country: "SE",
    key: "ana",
    code: "ANA10",
    platform: "instagram",
    handle: "ana.outdoors",
    followers: 48_200,
    clicksADay: 9,
    buys: 0.09,
    typesCode: 0.5,
    feeMinor: 60_000,
  },
  {
    name: "Ben Okafor",
    email: "ben@creators.example",
    country: "GB",
    key: "ben",
    code: "BEN15",
    platform: "youtube",
    handle: "benbuilds",
    followers: 212_000,
    clicksADay: 14,
    buys: 0.05,
    typesCode: 0.3,
    feeMinor: 180_000,
  },
  {
    name: "Chiara Russo",
    email: "chiara@creators.example",
    country: "IT",
    key: "chiara",
    code: "CHIARA",
    platform: "tiktok",
    handle: "chiarainmontagna",
    followers: 91_500,
    clicksADay: 11,
    buys: 0.03,
    typesCode: 0.7,
    feeMinor: 45_000,
  },
  {
    name: "Dev Patel",
    email: "dev@creators.example",
    country: "IN",
    key: "dev",
    code: "DEVHIKES",
    platform: "youtube",
    handle: "devhikes",
    followers: null,
    clicksADay: 3,
    buys: 0.12,
    typesCode: 0.2,
    feeMinor: 0,
  },
  {
    name: "Elif Yilmaz",
    email: "elif@creators.example",
    country: "DE",
    key: "elif",
    code: "ELIF5",
    platform: "instagram",
    handle: "elif.unterwegs",
    followers: 7_900,
    clicksADay: 2,
    buys: 0.15,
    typesCode: 0.4,
    feeMinor: 0,
  },
  {
    name: "Trail Talk",
    email: "hosts@trailtalk.example",
    country: "US",
    key: "trailtalk",
    code: "TRAIL",
    platform: "podcast",
    handle: "trailtalk",
    followers: 15_000,
    clicksADay: 1,
    buys: 0.2,
    typesCode: 0.9,
    feeMinor: 90_000,
  },
];

/** Somebody's contact with the brand. */
export interface SampleTouch {
  readonly visitor: number;
  readonly atMs: number;
  /** The creator who was clicked, or the channel of a visit. */
  readonly creator: number | null;
  readonly channel: "creator" | "organic_search" | "email" | "direct" | "paid";
  readonly visitorClass: "human" | "declared_bot" | "preview";
}

/** An order of the sample brand. */
export interface SampleOrder {
  readonly number: string;
  readonly visitor: number;
  readonly atMs: number;
  readonly itemMinor: bigint;
  readonly quantity: bigint;
  readonly sku: string;
  readonly title: string;
  /** The creator whose code was typed. */
  readonly code: number | null;
  readonly codeDiscountMinor: bigint;
  readonly status: "paid" | "pending" | "cancelled";
  /** Given back of it, in minor units; 0 for nothing. */
  readonly refundMinor: bigint;
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

/** A small generator with its own stream: mulberry32. */
function randomStream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const otherChannels = ["organic_search", "email", "direct", "paid"] as const;

/**
 * Six weeks in the life of a made-up outdoor shop: who clicked on which creator, came by other ways, and bought.
 *
 * @param endMs where the story ends, milliseconds since 1970; nothing lies after it
 * @param seed equal seeds and ends give equal stories
 * @returns touches and orders, both oldest first
 * @example
 * import { sampleStory } from "./sample-story.ts";
 * sampleStory(1_780_000_000_000, 1).orders.length > 50 // => true
 */
export function sampleStory(endMs: number, seed: number): SampleStory {
  const telling: Telling = { random: randomStream(seed), touches: [], orders: [], visitors: 0 };
  for (let day = days; day > 0; day--) for (const index of sampleCreators.keys()) tellDay(telling, index, endMs - day * dayMs);
  const byTime = <T extends { readonly atMs: number }>(rows: readonly T[]): T[] =>
    rows.filter((row) => row.atMs < endMs).toSorted((a, b) => a.atMs - b.atMs);
  return {
    touches: byTime(telling.touches),
    orders: byTime(telling.orders).map((order, index) => ({ ...order, number: String(1001 + index) })),
  };
}

const days = 42;

/** The story while it is told. */
interface Telling {
  readonly random: () => number;
  readonly touches: SampleTouch[];
  readonly orders: SampleOrder[];
  visitors: number;
}

/** One creator's clicks of one day, and what came of them. */
function tellDay(telling: Telling, creator: number, dayAtMs: number): void {
  const { random, touches } = telling;
  const { clicksADay, buys } = sampleCreators[creator]!;
  const clicks = Math.round(clicksADay * (0.5 + random()));
  for (let index = 0; index < clicks; index++) {
    telling.visitors += 1;
    const atMs = Math.floor(dayAtMs + random() * dayMs);
    const draw = random();
    const visitorClass = draw < 0.03 ? "declared_bot" : draw < 0.05 ? "preview" : "human";
    touches.push({ visitor: telling.visitors, atMs, creator, channel: "creator", visitorClass });
    if (visitorClass === "human" && random() < buys) tellOrder(telling, creator, atMs);
  }
}

/** What somebody who will buy does after the click: some other ways back, then an order. */
function tellOrder(telling: Telling, creator: number, clickedAtMs: number): void {
  const { random, touches, orders, visitors: visitor } = telling;
  let atMs = clickedAtMs;
  for (const channel of otherChannels) {
    if (random() > 0.3) continue;
    atMs += Math.floor(random() * 30 * hourMs);
    touches.push({ visitor, atMs, creator: null, channel, visitorClass: "human" });
  }
  const product = sampleProducts[Math.floor(random() * sampleProducts.length)]!;
  const quantity = BigInt(1 + Math.floor(random() * 2));
  const code = random() < sampleCreators[creator]!.typesCode ? creator : null;
  const total = product.minor * quantity;
  const discount = code === null ? 0n : total / 10n;
  const fate = random();
  orders.push({
    number: "",
    visitor,
    atMs: Math.floor(atMs + (0.05 + random()) * 5 * hourMs),
    itemMinor: product.minor,
    quantity,
    sku: product.sku,
    title: product.title,
    code,
    codeDiscountMinor: discount,
    status: fate < 0.03 ? "cancelled" : fate < 0.05 ? "pending" : "paid",
    refundMinor: fate > 0.94 ? total - discount : fate > 0.9 ? (total - discount) / 3n : 0n,
  });
}
