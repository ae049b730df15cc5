import type { Evidence, LensView, Sentence } from "./evidence.ts";
import { namesWords, numberWords, percentWords } from "./words.ts";

const odd = (key: string, text: string, figures: readonly string[]): Sentence => ({ key: `odd/${key}`, part: "odd", text, figures });

/** From this share of what was paid on, refunds are worth a sentence. */
const MUCH_REFUNDED = 0.1;
/** A lens is said to disagree when it sees so many orders more, and by this factor: fewer codes or answers than touches are usual. */
const GAP_ORDERS = 5;
const GAP_FACTOR = 2;
/** A code may have leaked where so many orders, and this share of a creator's, have nothing of them but the code. */
const LEAK_ORDERS = 10;
const LEAK_SHARE = 0.8;

const isFarAbove = (path: number, other: number): boolean => other - path >= GAP_ORDERS && other >= GAP_FACTOR * Math.max(1, path);

function lensSentences({ key, name, path, code, survey, experiment }: LensView): Sentence[] {
  const said = survey !== null && isFarAbove(path, survey);
  const coded = isFarAbove(path, code);
  const parts = [
    ...(coded ? [`${code} orders have their code`] : []),
    ...(said ? [`customers of ${survey} orders name them`] : []),
    ...(experiment !== null && (path < experiment.low || path > experiment.high)
      ? [`experiments make it ${numberWords(experiment.low, 1)} to ${numberWords(experiment.high, 1)}`]
      : []),
  ];
  if (parts.length === 0) return [];
  const text = `The lenses disagree about ${name}: touches credit ${numberWords(path, 1)} orders, while ${namesWords(parts)}.`;
  return [odd(`lens/${key}`, text, [`path/${key}`, `code/${key}`, `survey/${key}`])];
}

function leakSentences({ drivers }: Evidence): Sentence[] {
  const suspects = drivers.codeOnly.filter(({ codeOnly, orders }) => codeOnly >= LEAK_ORDERS && codeOnly >= LEAK_SHARE * orders);
  return suspects.map(({ creatorId, codeOnly, orders }) => {
    const part = drivers.parts.find(({ kind, key }) => kind === "creator" && key === creatorId);
    const text = `Of ${orders} orders with a touch of ${part?.name ?? "a creator"} ${codeOnly} have nothing but the code: it may stand on a coupon site.`;
    return odd(`leak/${creatorId}`, text, [`revenue/creator/${creatorId}`]);
  });
}

function unknownSentences({ drivers }: Evidence): Sentence[] {
  const { whole, missingRates } = drivers;
  const open = whole.costs.filter(({ amount }) => amount === null).map(({ kind }) => kind.replace("_", " "));
  const head = missingRates.length === 0 ? "Nothing was entered for" : "Nothing was entered, or a rate of exchange is missing, for";
  return [
    ...(missingRates.length === 0 ? [] : [odd("rates", `Sums in ${missingRates.join(", ")} have no rate of exchange.`, ["revenue"])]),
    ...(open.length === 0 ? [] : [odd("costs", `${head} ${namesWords(open, 6)}: the cost may be higher than it looks.`, ["cost"])]),
    ...(whole.unknown_novelty === 0
      ? []
      : [odd("novelty", `Of ${whole.unknown_novelty} orders nobody knows whether they were first ones.`, ["new_customers"])]),
  ];
}

/**
 * What is odd about the figures: what is not known, what went back, creators without an order, codes that may have leaked, and lenses that
 * disagree.
 *
 * @param evidence what is known of the campaign.
 */
export function oddSentences(evidence: Evidence): Sentence[] {
  const { drivers, lenses } = evidence;
  const { refunded, parts } = drivers;
  const without = parts.filter(({ kind, orders }) => kind === "creator" && Number(orders) === 0);
  return [
    ...unknownSentences(evidence),
    ...(refunded === null || refunded < MUCH_REFUNDED
      ? []
      : [odd("refunded", `${percentWords(refunded)} of what customers paid went back to them.`, ["refunded"])]),
    ...(without.length === 0
      ? []
      : [
          odd(
            "without",
            `${namesWords(without.map(({ name }) => name))} brought no order that anything shows.`,
            without.map(({ kind, key }) => `revenue/${kind}/${key}`),
          ),
        ]),
    ...leakSentences(evidence),
    ...lenses.flatMap(lensSentences),
  ];
}
