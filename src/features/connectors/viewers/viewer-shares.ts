/** A report of the YouTube Analytics API: rows of values in the order of its columns. */
export interface AnalyticsReport {
  readonly columnHeaders?: unknown;
  readonly rows?: unknown;
}

/** Shares in [0, 1] by value. */
export type ViewerShares = Readonly<Record<string, number>>;

type Row = readonly unknown[];

const rowsOf = ({ rows }: AnalyticsReport): Row[] => (Array.isArray(rows) ? rows.filter((row): row is Row => Array.isArray(row)) : []);

function sharesBy(rows: readonly Row[], keyOf: (row: Row) => string | undefined): ViewerShares {
  const amountOf = (row: Row): number => {
    const last = row.at(-1);
    return typeof last === "number" && Number.isFinite(last) && last > 0 ? last : 0;
  };
  const all = rows.reduce((sum, row) => sum + amountOf(row), 0);
  const sums = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== undefined && amountOf(row) > 0) sums.set(key, (sums.get(key) ?? 0) + amountOf(row));
  }
  return Object.fromEntries([...sums].map(([key, amount]) => [key, Math.round((amount / all) * 10_000) / 10_000]));
}

const genders: Readonly<Record<string, string>> = { female: "female", male: "male", user_specified: "other" };

/** `age18-24`, and `age65-` for the eldest. */
const ageOf = (text: unknown): string | undefined => /^age(\d{2}-\d{2}|65-)$/.exec(String(text))?.[1]?.replace(/-$/, "+");

/**
 * What shares of a channel's viewers are of each age and gender, by the report of viewer percentages by `ageGroup,gender`.
 *
 * @param report as it came; without rows nothing is told, as of a channel with few viewers.
 * @see https://developers.google.com/youtube/analytics/dimensions
 * @example
 * import { agesAndGenders } from "./viewer-shares.ts";
 * agesAndGenders({ rows: [["age18-24", "female", 75], ["age65-", "male", 25]] }).ages; // => { "18-24": 0.75, "65+": 0.25 }
 */
export function agesAndGenders(report: AnalyticsReport): { readonly ages: ViewerShares; readonly genders: ViewerShares } {
  const rows = rowsOf(report);
  return { ages: sharesBy(rows, ([age]) => ageOf(age)), genders: sharesBy(rows, ([, gender]) => genders[String(gender)]) };
}

/**
 * What shares of a channel's views came from each country, by the report of views by `country`. Views of which the country is not known count
 * in the whole, so that the shares need not sum to 1.
 *
 * @param report as it came.
 * @example
 * import { viewCountries } from "./viewer-shares.ts";
 * viewCountries({ rows: [["DE", 60], ["ZZ", 40]] }); // => { DE: 0.6 }
 */
export const viewCountries = (report: AnalyticsReport): ViewerShares =>
  sharesBy(rowsOf(report), ([country]) => (/^[A-Z]{2}$/.test(String(country)) && country !== "ZZ" ? String(country) : undefined));
