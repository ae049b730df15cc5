import type { Platform } from "../../../kernel/social/platform.ts";

/** How dear the brand's products are beside those of its kind, the cheapest first. */
export const priceLevels = ["budget", "middle", "premium", "luxury"] as const;
/** One of {@link priceLevels}. */
export type PriceLevel = (typeof priceLevels)[number];

/** How much of something a tone has. */
export const toneLevels = ["low", "middle", "high"] as const;
/** One of {@link toneLevels}. */
export type ToneLevel = (typeof toneLevels)[number];

/** Genders as sources of audiences tell them. */
export const genders = ["female", "male", "other"] as const;

/** What kind of product it is, as far as that speaks for a platform. */
export const productKinds = ["visual", "complex", "professional"] as const;
/** One of {@link productKinds}. */
export type ProductKind = (typeof productKinds)[number];

interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** Whom the brand wants to reach. What is empty or null is not asked for. */
export interface BuyerProfile {
  /** Years, both ends included. */
  readonly ages: { readonly from: number; readonly to: number } | null;
  readonly genders: readonly (typeof genders)[number][];
  readonly countries: readonly string[];
  readonly languages: readonly string[];
  readonly platforms: readonly Platform[];
  readonly interests: readonly string[];
  /** What they want to be rid of, in their own words. */
  readonly problems: readonly string[];
  /** What an order usually comes to. */
  readonly price_band: { readonly low: MoneyText; readonly high: MoneyText } | null;
  readonly price_level: PriceLevel | null;
  readonly values: readonly string[];
  /** What the brand does not want to stand beside. */
  readonly avoid: readonly string[];
  readonly competitors: readonly string[];
  readonly tone: { readonly energy: ToneLevel | null; readonly depth: ToneLevel | null; readonly dialogue: ToneLevel | null };
  readonly product_kinds: readonly ProductKind[];
}

/** What is wrong with a profile that each field alone does not show, by pointer. */
export function profileFaults({
  ages,
  price_band: band,
}: Pick<BuyerProfile, "ages" | "price_band">): { pointer: string; detail: string }[] {
  const faults = [];
  if (ages !== null && ages.to < ages.from)
    faults.push({ pointer: "/profile/ages/to", detail: `ages.to: must be at least ages.from, ${ages.from}, found ${ages.to}` });
  if (band !== null && band.low.currency !== band.high.currency)
    faults.push({
      pointer: "/profile/price_band/high/currency",
      detail: `price_band.high: must be in ${band.low.currency} as the low end is`,
    });
  else if (band !== null && BigInt(band.high.amount) < BigInt(band.low.amount))
    faults.push({ pointer: "/profile/price_band/high/amount", detail: "price_band.high: must be at least the low end" });
  return faults;
}
