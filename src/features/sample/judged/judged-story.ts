import type { addQuote, createBuyerProfile } from "../../matching/service.ts";

type NewQuote = Parameters<typeof addQuote>[2];
type BuyerProfile = Parameters<typeof createBuyerProfile>[1]["profile"];

/** Whom the sample brand sells to. */
export const buyers: { readonly name: string; readonly profile: BuyerProfile } = {
  name: "Weekend hikers",
  profile: {
    ages: { from: 25, to: 44 },
    genders: [],
    countries: ["DE", "AT", "CH"],
    languages: ["de", "en"],
    platforms: ["instagram", "youtube"],
    interests: ["hiking", "wandern", "camping"],
    problems: ["wet feet", "nasse Füße", "heavy backpack", "Rucksack war zu schwer"],
    price_band: { low: { amount: "3000", currency: "EUR" }, high: { amount: "20000", currency: "EUR" } },
    price_level: "premium",
    values: ["repair", "repariert", "reparieren", "sustainability"],
    avoid: ["fast fashion", "casino"],
    competitors: ["Fernpfad", "Granitkamm"],
    tone: { energy: "low", depth: "middle", dialogue: "middle" },
    product_kinds: ["visual"],
  },
};

/** Rivals of the sample brand; made up, as it is. */
export const competitors = [
  { name: "Fernpfad", words: ["fernpfad"] },
  { name: "Granitkamm", words: ["granitkamm"] },
];

type Price = Pick<NewQuote, "kind" | "state" | "platform" | "format" | "quantity" | "months" | "source"> & {
  readonly handle: string;
  readonly minor: string;
  readonly daysAgo: number;
};

const content = (
  handle: string,
  [platform, format, quantity]: readonly [NewQuote["platform"], NewQuote["format"], number],
  minor: string,
  [state, daysAgo, source]: readonly [NewQuote["state"], number, string],
): Price => ({ handle, kind: "content", platform, format, quantity, months: null, minor, state, daysAgo, source });

/** What creators ask or were paid, in minor units of euros. */
export const prices: readonly Price[] = [
  content("ana.outdoors", ["instagram", "reel", 3], "135000", ["paid", 58, "Contract for autumn"]),
  content("elif.unterwegs", ["instagram", "carousel", 3], "96000", ["paid", 58, "Contract for autumn"]),
  content("benbuilds", ["youtube", "video", 1], "180000", ["asked", 40, "E-mail"]),
  content("jonas.gipfel.sample", ["instagram", "reel", 1], "42000", ["asked", 12, "Media kit"]),
  content("grace.fells.sample", ["instagram", "reel", 2], "38000", ["asked", 9, "E-mail"]),
  content("kofi.camps.sample", ["youtube", "video", 1], "390000", ["asked", 21, "His agent, by phone"]),
  content("mira.bergauf.sample", ["tiktok", "video", 2], "210000", ["asked", 17, "Media kit"]),
  content("bastian.repariert.sample", ["youtube", "video", 1], "85000", ["asked", 5, "E-mail"]),
  content("zoe.glow.sample", ["instagram", "reel", 1], "950000", ["asked", 30, "Media kit"]),
  {
    ...{ handle: "ana.outdoors", kind: "brand_ads", platform: "instagram", format: "reel", quantity: 1, months: "3" },
    ...{ minor: "60000", state: "asked", daysAgo: 20, source: "E-mail" },
  },
  {
    ...{ handle: "jonas.gipfel.sample", kind: "organic_repost", platform: "instagram", format: "reel", quantity: 1, months: "2" },
    ...{ minor: "9000", state: "asked", daysAgo: 12, source: "Media kit" },
  },
];

/** Creators on the sample's lists, by their handles. */
export const lists = [
  {
    name: "Across the moors",
    isExcluding: false,
    handles: ["jonas.gipfel.sample", "grace.fells.sample", "bastian.repariert.sample", "kofi.camps.sample", "linnea.ute.sample"],
  },
  { name: "Not for this brand", isExcluding: true, handles: ["casper.daily.sample"] },
] as const;

/** What was decided of whom, and why. */
export const decisions = [
  {
    handle: "jonas.gipfel.sample",
    decision: "approve",
    reason: "His readers are where we sell, and ask about gear. Price is within what the fit is worth.",
  },
  {
    handle: "rhys.runs.sample",
    decision: "watch",
    reason: "Good readers, but he names Fernpfad. Ask again when that contract ends.",
  },
  {
    handle: "diego.vertical.sample",
    decision: "reject",
    reason: "A third of the followers came within one week, and likes did not follow.",
  },
] as const;

/** Who applies on the page of the sample's program. */
export const applicants = [
  {
    name: "Signe Dahl",
    email: "signe@creators.example",
    country: "SE",
    accounts: ["https://www.instagram.com/signe.fjall.sample/"],
    message: "I lead beginners over the Kungsleden and film it. Your tent has been with me for two summers.",
  },
  {
    name: "Paul Ziegler",
    email: "paul@creators.example",
    country: "DE",
    accounts: ["https://www.youtube.com/@paul.draussen.sample"],
    message: "Ein Film im Monat, meist Hütten im Allgäu.",
  },
] as const;
