import { platforms } from "../world/exposure.ts";
import type { Dials } from "./dials.ts";

/** The dials that somebody can turn on a ready-made business, in the units of the API: counts are whole, shares are decimal texts. */
export interface Turning {
  readonly days: number;
  /** First orders in 30 days that no creator has a part in, over all regions. */
  readonly orders_a_month: number;
  readonly creators: number;
  readonly followers: number;
  readonly posts: number;
  readonly interest: string;
  readonly buys: string;
  readonly delay_days: number;
  readonly dark: string;
  readonly clicks_anyway: string;
  readonly code_use: string;
  readonly code_leak: string;
  readonly extension: string;
  readonly in_store: string;
  readonly leave_address: string;
  readonly survey_answers: string;
  readonly survey_recall: string;
  readonly survey_guess: string;
}

const thousands = ({ regions }: Dials): number => regions.reduce((sum, { people }) => sum + people, 0) / 1000;

/**
 * How a business's dials stand.
 *
 * @param dials the business.
 * @returns counts rounded to whole numbers.
 */
export function turningOf(dials: Dials): Turning {
  const { creators, response, codes, survey } = dials;
  return {
    days: dials.days,
    orders_a_month: Math.round(dials.customers.firstOrders * thousands(dials) * 30),
    creators: creators.count,
    followers: creators.followers,
    posts: creators.posts,
    interest: String(response.interest),
    buys: String(response.buys),
    delay_days: Math.round(response.delayDays),
    dark: String(response.dark),
    clicks_anyway: String(response.clicksAnyway),
    code_use: String(codes.use),
    code_leak: String(codes.leak),
    extension: String(codes.extension),
    in_store: String(dials.inStore),
    leave_address: String(dials.leads.leave),
    survey_answers: String(survey.answers),
    survey_recall: String(survey.recall),
    survey_guess: String(survey.guess),
  };
}

/**
 * A business with its dials turned. Posts stay within the days that are told.
 *
 * @param dials a ready-made business.
 * @param to where the dials are to stand.
 */
export function turnedDials(dials: Dials, to: Turning): Dials {
  const { creators } = dials;
  const fromDay = Math.min(creators.fromDay, Math.floor(to.days / 4));
  return {
    ...dials,
    days: to.days,
    inStore: Number(to.in_store),
    leads: { ...dials.leads, leave: Number(to.leave_address) },
    customers: { ...dials.customers, firstOrders: to.orders_a_month / 30 / thousands(dials) },
    creators: {
      ...creators,
      ...{ count: to.creators, followers: to.followers, posts: to.posts, fromDay },
      overDays: Math.max(1, Math.min(creators.overDays, to.days - fromDay - 1)),
    },
    response: {
      ...dials.response,
      ...{ interest: Number(to.interest), buys: Number(to.buys), delayDays: to.delay_days },
      ...{ dark: Number(to.dark), clicksAnyway: Number(to.clicks_anyway) },
    },
    codes: { ...dials.codes, use: Number(to.code_use), leak: Number(to.code_leak), extension: Number(to.extension) },
    survey: { answers: Number(to.survey_answers), recall: Number(to.survey_recall), guess: Number(to.survey_guess) },
  };
}

/** The most that a run may be expected to hold: with more, a hundred runs take too long to wait for. */
export const mostOfRun = { orders: 10_000, visitors: 50_000 } as const;

/**
 * How much a run of a business is expected to hold at most: orders, and people who come because of a post.
 *
 * @param dials the business.
 */
export function expectedSize(dials: Dials): { readonly orders: number; readonly visitors: number } {
  const { creators, response, customers, costs } = dials;
  const reach =
    creators.followers * Math.exp(creators.spread ** 2 / 2) * Math.max(...creators.platforms.map((name) => platforms[name].reach));
  const amplified = (costs.amplificationPerPost / 1000) * costs.amplifiedPeople;
  const visitors = creators.count * creators.posts * (reach + amplified) * response.interest;
  const first = customers.firstOrders * thousands(dials) * dials.days + visitors * response.buys;
  return { orders: first * (1 + (customers.habit.r / customers.habit.alpha) * dials.days), visitors };
}
