import type { BuyerProfile } from "../profiles/profile.ts";
import { audienceAnswers } from "./audience-answers.ts";
import type { AccountEvidence, OrderEvidence } from "./evidence.ts";
import { fitParts, type FitPartKey, type FitRules } from "./fit-rules.ts";
import { fitPart, type Answer, type FitPart } from "./part.ts";
import { priceAnswers } from "./price-answers.ts";
import { qualityAnswers } from "./quality-answers.ts";
import { competitorWarnings, readAccount, themeAnswers, valueAnswers } from "./theme-answers.ts";
import { toneAnswers } from "./tone-answers.ts";

/** How well an account fits a profile. */
export interface AccountFit {
  readonly account: AccountEvidence;
  /** The middle of the range, from 0 to 100; null: the profile asks nothing that counts. */
  readonly score: number | null;
  readonly low: number;
  readonly high: number;
  /** The share of what is asked, by weight, that is known. */
  readonly known: number;
  readonly parts: readonly FitPart[];
  readonly warnings: ReturnType<typeof competitorWarnings>;
}

const tenths = (points: number): number => Math.round(points * 10) / 10;

/**
 * How well an account fits a buyer's profile, part by part: deterministic, the same input gives the same bytes.
 *
 * What is not known widens the range from 0 to 100 for its part and is said; it is never zero. The score is the middle of the range, so of two
 * creators of whom the same is known the better one ranks higher, and one of whom nothing is known stands in the middle.
 *
 * @param account with its audience, words and posts.
 * @param orders what orders with the creator's touch came to, by currency.
 * @param profile what is empty in it is not asked for.
 */
export function accountFit(account: AccountEvidence, orders: readonly OrderEvidence[], profile: BuyerProfile, rules: FitRules): AccountFit {
  const read = readAccount(account);
  const wanted: { readonly [P in Exclude<FitPartKey, "quality">]: readonly Answer[] } = {
    audience: audienceAnswers(account, profile, rules),
    theme: themeAnswers(read, profile),
    price_point: priceAnswers(read, orders, profile),
    values: valueAnswers(read, profile),
    tone: toneAnswers(read, profile),
  };
  const isAsking = Object.values(wanted).some((each) => each.length > 0);
  const answers = { ...wanted, quality: isAsking ? qualityAnswers(account) : [] };
  const parts = fitParts.map((key) => fitPart(key, rules.weights[key], answers[key]));
  const asked = parts.filter(({ is_asked, weight }) => is_asked && weight > 0);
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  const weighed = (of: (part: FitPart) => number): number => asked.reduce((sum, part) => sum + part.weight * of(part), 0) / total;
  const warnings = competitorWarnings(read, profile.competitors);
  if (total === 0) return { account, score: null, low: 0, high: 100, known: 0, parts, warnings };
  const [low, high] = [weighed((part) => part.low), weighed((part) => part.high)];
  return {
    account,
    score: tenths((low + high) / 2),
    low: tenths(low),
    high: tenths(high),
    known: weighed(({ known }) => known),
    parts,
    warnings,
  };
}

/**
 * Of a creator's accounts the one that fits best, on a platform that the profile names where there is one; ties by id.
 *
 * @returns undefined without accounts.
 */
export function bestFit(fits: readonly AccountFit[]): AccountFit | undefined {
  const value = ({ score }: AccountFit): number => score ?? 50;
  return fits.toSorted((a, b) => value(b) - value(a) || (a.account.id < b.account.id ? -1 : 1))[0];
}
