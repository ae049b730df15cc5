import type { components } from "../../../web/api.gen.d.ts";

/** What creators add, as the API gives it. */
export type Newest = components["schemas"]["CreatorEffects"];
export type Result = NonNullable<Newest["result"]>;
export type Effects = components["schemas"]["CreatorEffectSet"];
export type CreatorRow = Effects["creators"][number];

/** By what a margin is counted, within a sentence. */
export const basisWords: { readonly [B in Result["basis"]]: string } = {
  attributed: "by attributed margin",
  incremental: "by margin that was caused, as stated",
};

/** What stands beside creators, as a title and what it means. */
export const besideWords: { readonly [B in Effects["beside"]]: { readonly title: string; readonly lead: string } } = {
  offer: { title: "Offers", lead: "What a discount adds to the margin for 1 spent, with creators and formats taken out." },
  format: { title: "Formats", lead: "What a format adds, with creators taken out. Every part had the same offer." },
  campaign: {
    title: "Campaigns",
    lead: "Every part had the same offer and format, so campaigns are taken out: some weeks are better for all.",
  },
};

/** A number of two digits with a true minus. */
export const twoDigits = (value: number): string => value.toFixed(2).replace("-", "−");

/**
 * A difference with its sign.
 *
 * @example
 * import { signedText } from "./effects.ts";
 * signedText(0.5); // => "+0.50"
 */
export const signedText = (value: number): string => (value > 0 ? `+${value.toFixed(2)}` : twoDigits(value));

/** The finding in a sentence: who is surely above the average, or that nobody is. */
export function effectFinding({ creators }: { readonly creators: readonly Pick<CreatorRow, "low" | "high">[] }): string {
  const above = creators.filter(({ low }) => low > 0).length;
  const below = creators.filter(({ high }) => high < 0).length;
  if (above + below === 0) return "No creator is surely better or worse than the average";
  const text = (count: number, word: string) => `${count === 0 ? "nobody" : count} surely ${word}`;
  return `Of ${creators.length} creators ${text(above, "above")} and ${text(below, "below")} the average`;
}
