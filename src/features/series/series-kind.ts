/** What a series by day counts. */
export const seriesKinds = ["branded_search", "direct_traffic", "followers", "other"] as const;
/** One of {@link seriesKinds}. */
export type SeriesKind = (typeof seriesKinds)[number];

/** What one of each kind is called, in the plural. */
export const seriesUnits: { readonly [K in SeriesKind]: string } = {
  branded_search: "searches",
  direct_traffic: "visits",
  followers: "followers",
  other: "units",
};

/**
 * The kind that a file's name speaks of.
 *
 * @param fileName its name.
 * @example
 * import { likelyKind } from "./series-kind.ts";
 * likelyKind("Google brand queries.csv"); // => "branded_search"
 */
export function likelyKind(fileName: string): SeriesKind {
  if (/search|brand|quer|trend|suche/i.test(fileName)) return "branded_search";
  if (/direct|traffic|session|visit|besuch/i.test(fileName)) return "direct_traffic";
  return "other";
}
