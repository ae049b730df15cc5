import { methodNames, type GeoMethod, type GeoPlan } from "../plan/geo-plan.ts";
import { boundText, type Look } from "../plan/looks.ts";
import type { Ends, MethodEstimate, MethodOutcome } from "./method-estimate.ts";
import { pText, percentText, unitText } from "./unit-text.ts";

/** What the locked rule says, and in which words. */
export interface Verdict {
  /** `shown`: the hypothesis holds by the rule. `opposite`: an effect, but to the other side. `not-shown`: none. `undecided`: no p. `open`: not yet, there are looks to come. */
  readonly outcome: "shown" | "opposite" | "not-shown" | "undecided" | "open";
  readonly headline: string;
  readonly sentence: string;
}

/** The verdict on what is over. */
export interface FinalVerdict extends Verdict {
  readonly outcome: Exclude<Verdict["outcome"], "open">;
}

function endsText({ lower, upper }: Ends, unit: string): string {
  const text = (end: number | null): string => (end === null ? "no end" : unitText(end, unit));
  return `${text(lower)} to ${text(upper)}`;
}

type Decided = Pick<GeoPlan, "method" | "direction"> & { readonly look: Pick<Look, "bound_p" | "fraction" | "last_on"> };

function outcomeOf({ p, effect }: MethodEstimate, { look, direction }: Decided): Verdict["outcome"] {
  if (look.fraction < 1 && (p === null || p > look.bound_p * (1 + 1e-9))) return "open";
  return ruledOutcome({ p, effect }, { alpha: String(look.bound_p), direction });
}

/**
 * What a locked rule says of an effect when all is known.
 *
 * @example
 * import { ruledOutcome } from "./verdict.ts";
 * ruledOutcome({ p: 0.01, effect: -3 }, { alpha: "0.1", direction: "gain" }); // => "opposite"
 */
export function ruledOutcome(
  { p, effect }: Pick<MethodEstimate, "p" | "effect">,
  { alpha, direction }: Pick<GeoPlan, "alpha" | "direction">,
): FinalVerdict["outcome"] {
  if (p === null) return "undecided";
  if (p > Number(alpha) * (1 + 1e-9)) return "not-shown";
  if (direction === "any") return "shown";
  return effect > 0 === (direction === "gain") ? "shown" : "opposite";
}

/** The level of an interval that goes with what is asked of p: "90 %", "99.98 %". */
const levelText = (bound: number): string => (bound < 1e-4 ? "over 99.99 %" : `${Number((100 * (1 - bound)).toFixed(2))} %`);

const earlyText = ({ last_on, fraction }: Decided["look"]): string =>
  `Up to ${last_on}, with ${percentText(fraction)} of the days, the rule decides nothing yet: do not pass these numbers on before the next look.`;

/** The verdict in a few words, with the size of the effect as text. */
export const headlines: { readonly [O in Verdict["outcome"]]: (size: string) => string } = {
  shown: (size) => `The effect is shown: ${size}`,
  opposite: (size) => `An effect to the other side: ${size}`,
  "not-shown": (size) => `No effect is shown (${size} would be nothing unusual)`,
  undecided: () => "The rule cannot decide",
  open: () => "Too early to tell",
};

/** What the deciding method found, with p, what was asked of it, and the interval. */
function foundText(found: MethodEstimate, plan: Decided, unit: string): string {
  const interval =
    found.interval === null
      ? "There is no interval."
      : `The ${levelText(plan.look.bound_p)} interval of the effect a region and day is ${endsText(found.interval, unit)}, by ${found.interval_by}.`;
  const p = found.p === null ? "no p" : `p ${pText(found.p)}`;
  return `By ${methodNames[plan.method]} the treated regions sold ${unitText(Math.abs(found.effect), unit)} a region and day ${found.effect < 0 ? "less" : "more"} than expected, ${unitText(Math.abs(found.total), unit)} in all (${p}, asked: at most ${boundText(plan.look.bound_p)}). ${interval}`;
}

/**
 * The verdict by the locked rule, and by nothing else.
 *
 * @param outcomes of all methods, the deciding one among them.
 * @param plan its method, direction, and the look at which it is asked.
 * @param unit a currency of ISO 4217, or `count`.
 * @returns the outcome, a headline, and a sentence with the numbers, the interval and what made it.
 */
export function verdictOf(outcomes: readonly MethodOutcome[], plan: Decided, unit: string): Verdict {
  const found = outcomes.find(({ method }) => method === plan.method);
  if (found === undefined || found.kind === "failed") {
    const reason = found === undefined ? "it was not asked" : found.reason;
    return { outcome: "undecided", headline: headlines.undecided(""), sentence: `${methodNames[plan.method]} gives no answer: ${reason}.` };
  }
  const outcome = outcomeOf(found, plan);
  const lift = found.lift === null ? "" : `${found.lift >= 0 ? "+" : ""}${percentText(found.lift)}`;
  const size = `${lift === "" ? unitText(found.total, unit) : lift}`;
  const sentence = foundText(found, plan, unit);
  const early = outcome === "open" ? `${earlyText(plan.look)} ` : "";
  const note = found.interval_note === "" ? "" : ` ${found.interval_note}`;
  return { outcome, headline: headlines[outcome](size), sentence: `${early}${sentence}${note}` };
}

const open = (ends: Ends): { lower: number; upper: number } => ({ lower: ends.lower ?? -Infinity, upper: ends.upper ?? Infinity });

function contradiction(one: MethodEstimate, other: MethodEstimate, alpha: number): string | undefined {
  const [a, b] = [methodNames[one.method], methodNames[other.method]];
  if (one.interval !== null && other.interval !== null) {
    const [x, y] = [open(one.interval), open(other.interval)];
    if (x.upper < y.lower || y.upper < x.lower) return `The intervals of ${a} and ${b} do not meet: at least one of them is wrong.`;
  }
  if (one.p === null || other.p === null) return undefined;
  const [first, second] = [one.p <= alpha, other.p <= alpha];
  if (first && second && one.effect > 0 !== other.effect > 0) return `${a} and ${b} find effects to opposite sides.`;
  if (first === second) return undefined;
  return first ? `${a} finds an effect, ${b} does not.` : `${b} finds an effect, ${a} does not.`;
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Where two methods disagree: intervals that do not meet, effects to opposite sides, or one that finds an effect and one that does not.
 *
 * @param outcomes of all methods; those without an estimate have no voice.
 * @param alpha the level by which an effect counts as found.
 * @returns a sentence for each pair.
 */
export function disagreements(outcomes: readonly MethodOutcome[], alpha: number): string[] {
  const told = outcomes.filter((each): each is MethodEstimate & { kind: "estimated" } => each.kind === "estimated");
  return told.flatMap((one, at) =>
    told.slice(at + 1).flatMap((other) => {
      const found = contradiction(one, other, alpha);
      return found === undefined ? [] : [sentenceCase(found)];
    }),
  );
}

/** The methods in the order in which they are shown, the one that decides first. */
export const inOrder = (methods: readonly GeoMethod[], deciding: GeoMethod): GeoMethod[] => [
  deciding,
  ...methods.filter((method) => method !== deciding),
];
