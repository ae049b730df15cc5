import type { components, paths } from "../../../web/api.gen.d.ts";
import { locale } from "../../../web/kit/value/locale.ts";

/** A buyer profile as the API gives it. */
export type Buyer = components["schemas"]["BuyerProfile"];
export type Document = Buyer["profile"];
export type CreatorFit = components["schemas"]["CreatorFit"];
export type AccountFit = components["schemas"]["AccountFit"];
export type FitPart = components["schemas"]["FitPart"];
export type Ranking = components["schemas"]["CreatorRanking"];
export type RankedCreator = components["schemas"]["RankedCreator"];
export type RulesChange = components["schemas"]["MatchingRulesChange"];
export type PlatformRule = components["schemas"]["PlatformRule"];
export type Goal = NonNullable<PlatformRule["when"]["goal"]>;
export type ProductKind = NonNullable<PlatformRule["when"]["product"]>;
export type PriceRules = components["schemas"]["PriceRules"];
export type MixRules = components["schemas"]["MixRules"];
export type FitRules = paths["/v1/fit-rules"]["get"]["responses"][200]["content"]["application/json"];

/** The parts of a fit, in words. */
export const partWords: { readonly [K in FitPart["key"]]: string } = {
  audience: "Audience",
  theme: "Theme",
  price_point: "Price point",
  values: "Values",
  tone: "Tone",
  quality: "Quality",
};

/** How dear products are, in words. */
export const priceLevelWords: { readonly [L in NonNullable<Document["price_level"]>]: string } = {
  budget: "Cheaper than most",
  middle: "In the middle",
  premium: "Dearer than most",
  luxury: "Luxury",
};

/** What a product is, in words. */
export const productWords: { readonly [K in Document["product_kinds"][number]]: string } = {
  visual: "Shows well in pictures",
  complex: "Needs explaining",
  professional: "Is bought at work",
};

export const genderWords: { readonly [G in Document["genders"][number]]: string } = { female: "Women", male: "Men", other: "Others" };

export const toneWords: { readonly [K in keyof Document["tone"]]: string } = {
  energy: "Exclamation marks and emoji",
  depth: "Long captions",
  dialogue: "Questions to the audience",
};

export const toneLevelWords = { low: "Few", middle: "Some", high: "Many" } as const;

/** Points from 0 to 100, whole. */
export const pointsText = (points: number): string => `${Math.round(points)}`;

/** A score with its range: "62 (47 to 77)". */
export const scoreText = ({ score, low, high }: { readonly score: number | null; readonly low: number; readonly high: number }): string =>
  score === null ? "not known" : `${pointsText(score)} (${pointsText(low)} to ${pointsText(high)})`;

export const shareText = (share: number): string => `${Math.round(share * 100)} %`;

/** What a fit comes to, as a sentence without its full stop. */
export function fitFinding(fit: Pick<AccountFit, "score" | "low" | "high" | "parts">, profile: string): string {
  if (fit.score === null) return `“${profile}” asks nothing that counts`;
  const known = fit.parts.filter((part) => part.is_asked && part.score !== null).toSorted((a, b) => b.score! - a.score!);
  const [best, worst] = [known[0], known.at(-1)];
  const head = `Fits “${profile}” at ${pointsText(fit.score)} of 100`;
  if (best === undefined || worst === undefined) return `${head}: nothing that it asks is known`;
  return best === worst
    ? `${head}; of its parts only ${partWords[best.key].toLowerCase()} is known`
    : `${head}: ${partWords[best.key].toLowerCase()} speaks most for it, ${partWords[worst.key].toLowerCase()} least`;
}

export type PriceRange = components["schemas"]["PriceRange"];
export type CreatorPrices = components["schemas"]["CreatorPriceRange"];
export type Quote = components["schemas"]["CreatorQuote"];
export type Prediction = components["schemas"]["CreatorPrediction"];
export type Predicted = components["schemas"]["PredictedMetric"];
export type Calibration = components["schemas"]["PredictionCalibration"];
export type Mix = components["schemas"]["CreatorMix"];
export type MixTier = components["schemas"]["MixTier"];
export type PlatformAdvice = components["schemas"]["PlatformAdvice"];

/** What is paid for, in words. */
export const priceWords: { readonly [K in PriceRange["kind"]]: string } = {
  content: "Content",
  organic_repost: "Repost on own channels",
  brand_ads: "Ads from your account",
  creator_ads: "Ads from the creator’s account",
  exclusivity: "Exclusivity",
};

/** What posts bring, in words. */
export const metricWords: { readonly [M in Predicted["metric"]]: string } = {
  reach: "Reach",
  views: "Views",
  engagements: "Likes and comments",
  clicks: "Clicks",
  orders: "Orders",
};

/** What a campaign is for, in words. */
export const goalWords: { readonly [G in Mix["goal"]]: string } = {
  awareness: "To become known",
  leads: "Leads and sign-ups",
  sales: "Sales",
  authority: "To be trusted",
};

/** The formats that can be planned. */
export const formatWords = {
  reel: "Reel",
  short: "Short",
  story: "Story",
  video: "Video",
  live: "Live",
  image: "Picture",
  carousel: "Carousel",
  text: "Text",
  audio: "Audio",
} as const;
export type Format = keyof typeof formatWords;

/** The choices of a `Select` from words. */
export const optionsOf = <K extends string>(words: { readonly [V in K]: string }) =>
  (Object.keys(words) as K[]).map((value) => ({ value, label: words[value] }));

/** An expected number: whole from ten on, else with one decimal. */
export const numberText = (value: number): string =>
  value.toLocaleString(locale, { maximumFractionDigits: value < 10 ? 1 : 0, minimumFractionDigits: 0 });

/** Ends in words. */
export const endsText = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `${numberText(low)} to ${numberText(high)}`;
