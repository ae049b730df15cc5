import type { Dials } from "../dials/dials.ts";
import { turningOf, type Turning } from "../dials/turning.ts";
import { dayFactor } from "../world/season.ts";
import { delayEstimate, level, middleEstimate, rateEstimate, shareEstimate, type Estimate } from "./dial-estimates.ts";
import type { MarketFacts, Part } from "./market-facts.ts";

/** Where a dial stands and what that rests on. */
export interface FittedDial {
  readonly dial: keyof Turning;
  readonly value: number | string;
  /** Your own rows, or the ready-made business, because your rows cannot tell. */
  readonly source: "data" | "preset";
  /** How it was told from the rows, or why they cannot tell it. */
  readonly text: string;
  /** How many rows it was told from, and what they are; null where it is the ready-made business's. */
  readonly rows: { readonly count: number; readonly of: string } | null;
  readonly interval: { readonly low: number; readonly high: number; readonly level: number } | null;
}

/** Fewer rows than these tell nothing of a share. */
export const leastRows = 20;
const leastQuietDays = 14;
const leastFollowed = 3;

/** What the rows say of a dial, or why they say nothing. */
type Told = { readonly estimate: Estimate; readonly of: string; readonly formula: string } | { readonly why: string };

/** A dial that is told from the rows of a shop. */
type Teller = (facts: MarketFacts, preset: Dials) => Told;

const enough = (estimate: () => Estimate, rows: number, { of, formula }: { of: string; formula: string }): Told =>
  rows >= leastRows ? { estimate: estimate(), of, formula } : { why: `There are ${rows} ${of}; ${leastRows} are the least that tell it.` };

const shareTeller =
  (partOf: (facts: MarketFacts) => Part, words: { of: string; formula: string }): Teller =>
  (facts) => {
    const part = partOf(facts);
    return enough(() => shareEstimate(part), part.of, words);
  };

const cannot =
  (why: string): Teller =>
  () => ({ why });

const known = (value: number, rows: number): Estimate => ({ value, rows, interval: null });

function ordersAMonth({ quiet, firstOrders, days }: MarketFacts, preset: Dials): Told {
  const unknown = quiet.reduce((sum, day) => sum + day.unknownOrders, 0);
  const count = quiet.reduce((sum, day) => sum + day.firstOrders, 0);
  const most = `All first orders together are ${Math.round((firstOrders * 30) / Math.max(1, days))} in 30 days, and those that came anyway are among them.`;
  if (quiet.length < leastQuietDays)
    return {
      why: `Creators were at work on nearly all days, and only days before them show what comes anyway: there are ${quiet.length}, and ${leastQuietDays} are the least. ${most}`,
    };
  if (unknown > count / 10)
    return { why: `Of ${unknown} orders of the days before creators it is not known whether they were somebody's first. ${most}` };
  const exposure = quiet.reduce((sum, { epochDay }) => sum + dayFactor(preset.season, epochDay), 0) / 30;
  return enough(() => rateEstimate(count, exposure), count, {
    of: "first orders of the days before any creator was at work",
    formula: `First orders ÷ those ${quiet.length} days × 30, each day weighed by the season and weekday of the ready-made business. Interval: Poisson, exact.`,
  });
}

/** Times are cut off where evidence ends; where that is more than so many times the mean, it is as good as none. */
const farEnough = 6;

/** Whether delays are so short beside some days that hardly one is longer. */
const isShort = ({ delays }: MarketFacts, days: number): boolean => (delays.meanDays ?? 0) * farEnough <= days;

function delayDays(facts: MarketFacts): Told {
  const { count, meanDays, mostDays } = facts.delays;
  if (count >= leastRows && !isShort(facts, mostDays))
    return {
      why: `Times of up to ${mostDays} days are looked at. Their mean is ${meanDays!.toFixed(1)} days, so that many may be longer.`,
    };
  return enough(() => delayEstimate(count, Math.max(meanDays!, 1e-3)), count, {
    of: "first orders with a click of the creator whom the code or the answer names too",
    formula: "Mean of the time from the creator's last click to the order. Interval: of an exponential mean, exact.",
  });
}

const unlinkedTold = shareTeller(({ unlinked }) => unlinked, {
  of: "first orders from a browser that is known, with the code of the creator whom the customer named",
  formula: "Those without a click of that creator ÷ all of them. Interval: Wilson.",
});

const dark: Teller = (facts, preset) =>
  isShort(facts, facts.lookbackDays)
    ? unlinkedTold(facts, preset)
    : {
        why: `Clicks are found up to ${facts.lookbackDays} days before an order, and people take long here: an order without one may have had one.`,
      };

const followersTold: Teller = ({ followers }) =>
  followers.length < leastFollowed
    ? { why: `Of ${followers.length} creators it is known how many follow them; ${leastFollowed} are the least that tell it.` }
    : {
        estimate: middleEstimate(followers),
        of: "creators at work whose followers are known",
        formula: "The exponential of the mean logarithm: half have more. Interval: Student's, of the logarithms.",
      };

const tellers: Readonly<Record<keyof Turning, Teller>> = {
  days: ({ days, orders }) =>
    days < 14
      ? { why: `Your orders reach back ${days} days; a business of less than 14 is not played.` }
      : {
          estimate: known(days, orders),
          of: "orders",
          formula: "Days from the first order, or the first day looked at, to the end; at most 365.",
        },
  orders_a_month: ordersAMonth,
  creators: ({ creators }) =>
    creators === 0
      ? { why: "No creator had a click or a post in these days." }
      : { estimate: known(creators, creators), of: "creators with a click or a post", formula: "All of them; at most 20 are played." },
  followers: followersTold,
  posts: ({ posts }) =>
    posts.length === 0
      ? { why: "No post is recorded in these days." }
      : {
          estimate: known(
            posts.reduce((sum, one) => sum + one, 0) / posts.length,
            posts.reduce((sum, one) => sum + one, 0),
          ),
          of: "posts",
          formula: "Posts ÷ creators who posted; at most 20 are played.",
        },
  interest: cannot(
    "How many people saw a post is not the same number on each platform, and nobody counts those who came without the link.",
  ),
  buys: cannot("Your records do not say who would have bought anyway: only an experiment does."),
  delay_days: delayDays,
  dark,
  clicks_anyway: cannot("Your records say neither who saw a post nor who would have bought anyway."),
  code_use: shareTeller(({ coded }) => coded, {
    of: "first orders with a click of the creator whom the customer named",
    formula: "Those with that creator's code ÷ all of them. Interval: Wilson.",
  }),
  code_leak: shareTeller(({ leaked }) => leaked, {
    of: "orders since creators are at work, of customers who had ordered before",
    formula: "Those with a creator's code ÷ all of them: no creator won these customers. Interval: Wilson.",
  }),
  extension: (facts, preset) =>
    facts.hasVisits
      ? shareTeller(({ overwritten }) => overwritten, {
          of: "orders from a browser that is known, since creators are at work",
          formula: "Those with a creator's code and a referral in the minute before ÷ all of them. Interval: Wilson.",
        })(facts, preset)
      : { why: "Your pages report no visits, and a checkout extension is seen by the one that it makes." },
  in_store: cannot("Orders do not say whether they were placed in a store."),
  leave_address: cannot("Sign-ups and RSVPs do not say how many came and left no address."),
  survey_answers: shareTeller(({ answered }) => answered, {
    of: "orders between the first and the last that was answered",
    formula: "Those with an answer ÷ all of them. Interval: Wilson.",
  }),
  survey_recall: shareTeller(({ recalled }) => recalled, {
    of: "first orders with an answer, and with a click and the code of one creator",
    formula: "Those whose answer names that creator ÷ all of them. Interval: Wilson.",
  }),
  survey_guess: shareTeller(({ guessed }) => guessed, {
    of: "answers since creators are at work, of customers who had ordered before",
    formula: "Those that name a creator ÷ all of them: no creator won these customers. Interval: Wilson.",
  }),
};

/** How far a dial can be turned, of those that are whole numbers. */
const bounds: Readonly<Partial<Record<keyof Turning, readonly [number, number]>>> = {
  days: [14, 365],
  orders_a_month: [1, 20_000],
  creators: [1, 20],
  followers: [100, 5_000_000],
  posts: [1, 20],
  delay_days: [1, 90],
};

function turnedTo(dial: keyof Turning, value: number): number | string {
  const [least, most] = bounds[dial] ?? [0, 1];
  const within = Math.min(most, Math.max(least, value));
  return dial in bounds ? Math.round(within) : String(Math.round(within * 10_000) / 10_000);
}

/**
 * Every dial of a business as a shop's own rows tell it; one that they cannot tell stays as the ready-made business has it, and says why.
 *
 * Clicks, codes and answers are three witnesses of who brought a customer, each of which misses some. What one of them misses is told from
 * the orders on which the other two agree on a creator: that somebody whom no creator brought has two of them for the same one is rare.
 * What leaks and what is guessed is told from customers whom no creator can have won, since they ordered before any was at work.
 *
 * @param facts what the rows say.
 * @param preset the ready-made business whose dials stand where the rows cannot tell.
 * @returns one a dial, in the order of `turningOf`.
 */
export function fittedDials(facts: MarketFacts, preset: Dials): FittedDial[] {
  return Object.entries(turningOf(preset)).map(([name, value]): FittedDial => {
    const dial = name as keyof Turning;
    const told = tellers[dial](facts, preset);
    if ("why" in told) return { dial, value, source: "preset", text: told.why, rows: null, interval: null };
    const { estimate, of, formula } = told;
    return {
      ...{ dial, value: turnedTo(dial, estimate.value), source: "data", text: formula },
      rows: { count: estimate.rows, of },
      interval: estimate.interval === null ? null : { ...estimate.interval, level },
    };
  });
}
