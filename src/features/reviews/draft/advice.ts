import type { Part } from "../../reports/service.ts";
import type { Evidence, Sentence } from "./evidence.ts";
import { partKey } from "./figures.ts";
import { moneyWords, namesWords, numberWords, percentWords, rangeWords } from "./words.ts";

type Priced = Part & { readonly perSpent: NonNullable<Part["perSpent"]> };

const advise = (key: string, text: string, figures: readonly string[]): Sentence => ({ key: `try/${key}`, part: "try", text, figures });
const returns = (parts: readonly Part[]): string[] => parts.map((part) => partKey("return", part));
const named = (parts: readonly Part[]): string => namesWords(parts.map(({ name }) => name));

/** From this share of one kind of cost on, its terms are worth a sentence. */
const MOST_OF_COST = 0.6;

/** Creators whose intervals say that they paid off, that they did not, or neither. */
function sorted(parts: readonly Part[]): { good: Priced[]; bad: Priced[]; open: Priced[] } {
  const priced = parts.filter((part): part is Priced => part.kind === "creator" && part.perSpent !== null);
  const good = priced.filter(({ perSpent }) => Number(perSpent.low) > 1);
  const bad = priced.filter(({ perSpent }) => perSpent.high !== null && Number(perSpent.high) < 1);
  return { good, bad, open: priced.filter((part) => !good.includes(part) && !bad.includes(part)) };
}

function creatorAdvice({ drivers }: Evidence): Sentence[] {
  const { good, bad, open } = sorted(drivers.parts);
  const price = ({ name, revenueMinor }: Part): string => `${name} at ${moneyWords(revenueMinor ?? "0", drivers.currency)}`;
  return [
    ...(good.length === 0
      ? []
      : [
          advise(
            "again",
            `Book ${named(good)} again: even the lower end of their interval brings back more than 1 of revenue per 1 spent.`,
            returns(good),
          ),
        ]),
    ...bad
      .slice(0, 3)
      .map((part) =>
        advise(
          `price/${part.key}`,
          `Pay ${part.name} less or not at all: the upper end of the interval stays below 1 (${rangeWords(part.perSpent)}); ${price(part)} would have broken even.`,
          returns([part]),
        ),
      ),
    ...(open.length === 0
      ? []
      : [
          advise(
            "test",
            `${named(open)}: not decided, since the interval holds 1. Test again with a small sum before more is spent.`,
            returns(open),
          ),
        ]),
  ];
}

/** Revenue is not what is left of it: what it takes to pay for itself by the margin, and whose interval reaches that. */
function marginAdvice({ drivers }: Evidence): Sentence[] {
  const { revenue, margin } = drivers.whole;
  if (revenue === null || margin.amount === null) return [];
  const share = Number(margin.amount.amount) / Number(revenue.amount);
  if (!(share > 0 && share < 1)) return [];
  const enough = sorted(drivers.parts).good.filter(({ perSpent }) => Number(perSpent.low) * share >= 1);
  const head = `${percentWords(share)} of the revenue is left after the goods, so it takes ${numberWords(1 / share, 2)} per 1 spent to pay for itself`;
  const whose = enough.length === 0 ? "nobody’s interval" : `the interval of ${named(enough)}`;
  return [advise("margin", `${head}: ${whose} lies above that.`, ["margin", "revenue", ...returns(enough)])];
}

function termsAdvice({ drivers }: Evidence): Sentence[] {
  const { whole } = drivers;
  const fee = whole.costs.find(({ kind }) => kind === "fee")?.amount;
  if (fee === null || fee === undefined || whole.cost === null || whole.roi === null || Number(whole.roi) >= 0) return [];
  const share = Number(fee.amount) / Number(whole.cost.amount);
  if (share < MOST_OF_COST) return [];
  const text = `Fees are ${percentWords(share)} of the cost and the return is below zero: ask for a smaller fee and a commission beside it.`;
  return [advise("terms", text, ["cost/fee", "cost", "roi"])];
}

/**
 * What to try next, by rules over the intervals.
 *
 * @param evidence what is known of the campaign.
 */
export function adviceSentences(evidence: Evidence): Sentence[] {
  const isCaused = evidence.goal?.metric === "incremental_revenue" && evidence.goal.value !== null;
  return [
    ...creatorAdvice(evidence),
    ...marginAdvice(evidence),
    ...termsAdvice(evidence),
    ...(isCaused || evidence.lenses.some(({ experiment }) => experiment !== null)
      ? []
      : [
          advise("experiment", "Credit is not cause, and no experiment says what was caused: plan a holdout with the next campaign.", [
            "revenue",
          ]),
        ]),
  ];
}
