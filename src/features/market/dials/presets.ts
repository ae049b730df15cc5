import type { AgeDial, Dials, RegionDial } from "./dials.ts";

const regionOf =
  (country: string) =>
  ([name, people]: readonly [string, number]): RegionDial => ({ name, country, people });

const german = (
  [
    ["Berlin", 370_000],
    ["Hamburg", 190_000],
    ["Munich", 150_000],
    ["Cologne", 110_000],
    ["Frankfurt", 75_000],
    ["Stuttgart", 63_000],
    ["Leipzig", 60_000],
    ["Bremen", 57_000],
  ] as const
).map(regionOf("DE"));

const ages: readonly AgeDial[] = [
  { name: "18-24", share: 0.2, inclination: 1.4 },
  { name: "25-34", share: 0.3, inclination: 1.2 },
  { name: "35-44", share: 0.25, inclination: 0.8 },
  { name: "45+", share: 0.25, inclination: 0.5 },
];

/** A brand that sells a small collection from its own shop on one day, with a code for each creator. */
const dtcDrop: Dials = {
  currency: "EUR",
  startsOn: "2026-03-02",
  days: 90,
  regions: german,
  ages,
  products: [
    { sku: "HOODIE", title: "Hoodie", priceMinor: 6_900, weight: 3 },
    { sku: "TEE", title: "T-shirt", priceMinor: 2_900, weight: 5 },
    { sku: "CAP", title: "Cap", priceMinor: 2_400, weight: 2 },
  ],
  customers: { firstOrders: 0.009, habit: { r: 0.35, alpha: 40, a: 0.8, b: 2.5 }, two: 0.2 },
  season: { week: [0.9, 0.9, 0.95, 1, 1.05, 1.1, 1.1], swing: 0.1, peakDay: 330 },
  creators: {
    count: 8,
    cast: 1,
    followers: 40_000,
    spread: 0.9,
    mixing: 12,
    pullSpread: 0.6,
    posts: 3,
    fromDay: 20,
    overDays: 12,
    platforms: ["instagram", "tiktok", "youtube"],
  },
  response: { interest: 0.012, buys: 0.06, delayDays: 2, dark: 0.35, clicksAnyway: 0.25, affinity: 3 },
  codes: { use: 0.7, discount: 0.15, leak: 0.03, extension: 0.04 },
  channels: [
    { channel: "paid", onTheWay: 0.15, idleVisits: 80 },
    { channel: "organic_search", onTheWay: 0.3, idleVisits: 120 },
    { channel: "email", onTheWay: 0.12, idleVisits: 30 },
    { channel: "direct", onTheWay: 0.25, idleVisits: 90 },
  ],
  inStore: 0,
  leads: { kind: "sign_up", leave: 0 },
  survey: { answers: 0.35, recall: 0.7, guess: 0.04 },
  refunds: { chance: 0.08, partial: 0.4, delayDays: 9 },
  costs: {
    feePerThousand: 900,
    product: 3_000,
    shipping: 690,
    staffPerPost: 6_000,
    tools: 9_900,
    amplificationPerPost: 5_000,
    amplifiedPeople: 90,
  },
};

/** Software that is tried first and paid weeks later, then again each month. */
const saasTrials: Dials = {
  ...dtcDrop,
  currency: "USD",
  startsOn: "2026-01-05",
  days: 180,
  regions: (
    [
      ["California", 390_000],
      ["Texas", 300_000],
      ["New York", 195_000],
      ["Florida", 225_000],
      ["Illinois", 125_000],
      ["Washington", 78_000],
    ] as const
  ).map(regionOf("US")),
  products: [
    { sku: "TEAM", title: "Team, a month", priceMinor: 4_900, weight: 3 },
    { sku: "PRO", title: "Pro, a month", priceMinor: 1_900, weight: 5 },
  ],
  customers: { firstOrders: 0.0025, habit: { r: 6, alpha: 190, a: 0.7, b: 6 }, two: 0 },
  season: { week: [1.3, 1.3, 1.2, 1.2, 1.1, 0.4, 0.4], swing: 0.05, peakDay: 20 },
  creators: { ...dtcDrop.creators, cast: 2, posts: 4, fromDay: 15, overDays: 75, followers: 25_000, platforms: ["youtube", "podcast"] },
  response: { interest: 0.008, buys: 0.07, delayDays: 25, dark: 0.55, clicksAnyway: 0.3, affinity: 4 },
  codes: { use: 0.2, discount: 0.2, leak: 0.02, extension: 0.01 },
  leads: { kind: "sign_up", leave: 0.25 },
  refunds: { chance: 0.03, partial: 0.2, delayDays: 5 },
};

/** A hotel that wants guests in the months when nobody comes: few orders, dear, long thought over. */
const hotelOffSeason: Dials = {
  ...dtcDrop,
  startsOn: "2026-01-05",
  days: 120,
  products: [
    { sku: "NIGHTS-2", title: "Two nights", priceMinor: 32_000, weight: 5 },
    { sku: "NIGHTS-4", title: "Four nights", priceMinor: 58_000, weight: 2 },
  ],
  customers: { firstOrders: 0.004, habit: { r: 0.3, alpha: 300, a: 0.9, b: 3 }, two: 0.05 },
  season: { week: [1.1, 1, 0.9, 0.9, 0.9, 1, 1.2], swing: 0.6, peakDay: 200 },
  creators: {
    ...dtcDrop.creators,
    count: 6,
    cast: 3,
    followers: 90_000,
    posts: 2,
    fromDay: 20,
    overDays: 45,
    platforms: ["instagram", "youtube"],
  },
  response: { interest: 0.01, buys: 0.05, delayDays: 12, dark: 0.45, clicksAnyway: 0.35, affinity: 3 },
  codes: { use: 0.45, discount: 0.1, leak: 0.04, extension: 0.05 },
  refunds: { chance: 0.12, partial: 0.1, delayDays: 20 },
};

/** A retailer most of whose customers come into a store and say the creator's code at the till. */
const retailInStore: Dials = {
  ...dtcDrop,
  products: [
    { sku: "SHOES", title: "Running shoes", priceMinor: 11_900, weight: 2 },
    { sku: "SHIRT", title: "Running shirt", priceMinor: 3_900, weight: 4 },
    { sku: "BOTTLE", title: "Bottle", priceMinor: 1_200, weight: 3 },
  ],
  customers: { firstOrders: 0.014, habit: { r: 0.5, alpha: 60, a: 0.7, b: 3 }, two: 0.15 },
  season: { week: [0.8, 0.8, 0.9, 1, 1.3, 1.8, 0.4], swing: 0.15, peakDay: 350 },
  creators: { ...dtcDrop.creators, count: 7, cast: 4, mixing: 3, fromDay: 15, overDays: 45, followers: 20_000 },
  response: { interest: 0.015, buys: 0.07, delayDays: 4, dark: 0.5, clicksAnyway: 0.2, affinity: 3 },
  codes: { use: 0.6, discount: 0.1, leak: 0.02, extension: 0.02 },
  inStore: 0.7,
  leads: { kind: "rsvp", leave: 0.2 },
};

/** Names of the ready-made businesses. */
export const presetNames = ["dtc-drop", "saas-trials", "hotel-off-season", "retail-in-store"] as const;

/** One of the ready-made businesses. */
export type PresetName = (typeof presetNames)[number];

/** Ready-made businesses. Their numbers are made up within what is usual: a start for one's own, no benchmark. */
export const presets: Readonly<Record<PresetName, Dials>> = {
  "dtc-drop": dtcDrop,
  "saas-trials": saasTrials,
  "hotel-off-season": hotelOffSeason,
  "retail-in-store": retailInStore,
};
