import { checkCount, checkNotNegative, checkPositive } from "../../input/check.ts";
import { checkCurve, curveSlope, curveValue, type ResponseCurve } from "../curve/response-curve.ts";
import { turnOf, type Span } from "./envelope.ts";
import { waterFilling, type Filling } from "./water-filling.ts";

/** A channel to spend on. */
export interface AllocationChannel {
  readonly curve: ResponseCurve;
  /** The least that is spent on it, by period; missing means 0. */
  readonly lower?: number;
  /** The most; missing means the whole budget. */
  readonly upper?: number;
}

/** The best spends, and how far from the best any others could be. */
export interface Allocation {
  /** `optimal`: no spends bring more than `gap` beyond these. `within-gap`: the search ended before the gap was as small as asked. */
  readonly kind: "optimal" | "within-gap";
  readonly spends: Float64Array;
  /** What each channel brings at that spend. */
  readonly responses: Float64Array;
  readonly total: number;
  /** Proven: what no spends can exceed, less the total. */
  readonly gap: number;
  /** Whether returns diminish throughout every channel's bounds: then the optimum is found at once and is the only one in value. */
  readonly isConcave: boolean;
  /** What one more unit of budget brings; 0 where every channel is at its most. */
  readonly multiplier: number;
  /** The largest violation of the conditions of an optimum, by the multiplier: equal slopes within bounds, lower ones at the least, higher at the most. */
  readonly kktResidual: number;
  /** What is left of the budget, every channel being at its most. */
  readonly unspent: number;
  /** How many parts the bounds were cut into to prove the gap. */
  readonly parts: number;
}

/** An allocation, or that even the least of every channel is more than the budget. */
export type AllocationOutcome = Allocation | { readonly kind: "infeasible"; readonly least: number };

/** When the search ends. */
export interface AllocationOptions {
  /** The gap by the total; missing means 1e-9. */
  readonly tolerance?: number;
  /** At most so many parts; missing means 2,000. */
  readonly mostParts?: number;
}

const brought = (spans: readonly Span[], spends: Float64Array): number =>
  spans.reduce((sum, { curve }, at) => sum + curveValue(curve, spends[at] as number), 0);

const leastOf = (spans: readonly Span[]): number => spans.reduce((sum, { lower }) => sum + lower, 0);

const withSpan = (spans: readonly Span[], at: number, change: Partial<Span>): Span[] =>
  spans.map((span, other) => (other === at ? { ...span, ...change } : span));

/** Spends that are allowed, near those of a filling: the one between is put to an end of its line, and the others are filled anew. */
function candidates(spans: readonly Span[], budget: number, { spends, between }: Filling): Float64Array[] {
  if (between < 0) return [spends];
  const { lower } = spans[between] as Span;
  const turn = turnOf((spans[between] as Span).curve);
  const without = withSpan(spans, between, { upper: lower });
  const beyond = withSpan(spans, between, { lower: Math.min(Math.max(turn, lower), (spans[between] as Span).upper) });
  const fillings = [without, beyond].filter((some) => leastOf(some) <= budget).map((some) => waterFilling(some, budget).spends);
  return [spends, ...fillings];
}

/** The best of diminishing returns near some spends: those below their turn stay, the others move as far as their returns diminish. */
function polished(spans: readonly Span[], budget: number, spends: Float64Array): Float64Array {
  const near = spans.map((span, at): Span => {
    const spend = spends[at] as number;
    const turn = turnOf(span.curve);
    return spend >= turn ? { ...span, lower: Math.max(span.lower, turn) } : { ...span, lower: spend, upper: spend };
  });
  return waterFilling(near, budget).spends;
}

interface Part {
  readonly spans: readonly Span[];
  readonly filling: Filling;
}

interface Search {
  readonly spends: Float64Array;
  readonly bound: number;
  readonly parts: number;
}

/** A part cut in two at the spend of the channel that stands on a line; without what the budget does not allow. */
function halvesOf({ spans, filling }: Part, budget: number): Part[] {
  const { between, spends } = filling;
  if (between < 0) return [];
  const cut = spends[between] as number;
  return [{ upper: cut }, { lower: cut }]
    .map((change) => withSpan(spans, between, change))
    .filter((half) => leastOf(half) <= budget)
    .map((half) => ({ spans: half, filling: waterFilling(half, budget) }));
}

/** Cuts the bounds where a promise is not kept, the most promising part first, until no part promises more than what was found. */
function branchAndBound(spans: readonly Span[], budget: number, { tolerance = 1e-9, mostParts = 2_000 }: AllocationOptions): Search {
  const whole: Part = { spans, filling: waterFilling(spans, budget) };
  let [best, found] = [whole.filling.spends, brought(spans, whole.filling.spends)];
  const consider = (part: Part): void => {
    for (const spends of candidates(part.spans, budget, part.filling)) {
      const total = brought(spans, spends);
      if (total > found) [best, found] = [spends, total];
    }
  };
  consider(whole);
  const open = [whole];
  let [parts, passedOver] = [1, 0];
  for (;;) {
    open.sort((a, b) => b.filling.bound - a.filling.bound);
    const next = open.shift();
    const bound = Math.max(found, passedOver, next?.filling.bound ?? 0);
    if (next === undefined || bound - found <= tolerance * found || parts >= mostParts) return { spends: best, bound, parts };
    for (const half of halvesOf(next, budget)) {
      parts++;
      consider(half);
      if (half.filling.bound > found * (1 + tolerance)) open.push(half);
      else passedOver = Math.max(passedOver, half.filling.bound);
    }
  }
}

/** How near to a bound counts as at it, by the budget. */
const SLACK = 1e-12;

/** The multiplier that fits best, and the largest violation of the conditions of an optimum by it. */
function conditions(spans: readonly Span[], spends: Float64Array, size: number): { multiplier: number; kktResidual: number } {
  const slopes = spans.map(({ curve, lower, upper }, at) => {
    const spend = spends[at] as number;
    const place = upper - lower <= size ? "fixed" : spend <= lower + size ? "least" : spend >= upper - size ? "most" : "within";
    return { slope: curveSlope(curve, spend), place };
  });
  const of = (place: string): number[] => slopes.filter((one) => one.place === place).map(({ slope }) => slope);
  const within = of("within");
  const [highestLeast, lowestMost] = [Math.max(0, ...of("least").filter(Number.isFinite)), Math.min(...of("most"))];
  const multiplier =
    within.length > 0 ? within.reduce((sum, slope) => sum + slope, 0) / within.length : Math.min(lowestMost, Math.max(highestLeast, 0));
  if (!(multiplier > 0) || !Number.isFinite(multiplier)) return { multiplier: 0, kktResidual: 0 };
  const violations = [
    ...within.map((slope) => Math.abs(slope - multiplier)),
    ...of("least").map((slope) => slope - multiplier),
    ...of("most").map((slope) => multiplier - slope),
  ];
  return { multiplier, kktResidual: Math.max(0, ...violations) / multiplier };
}

function spansOf(channels: readonly AllocationChannel[], budget: number): Span[] {
  return channels.map(({ curve, lower = 0, upper = budget }, at) => {
    checkCurve(`channels[${at}].curve`, curve);
    checkNotNegative(`channels[${at}].lower`, lower);
    checkNotNegative(`channels[${at}].upper`, upper);
    if (lower > upper) throw new RangeError(`channels[${at}].lower must be at most its upper: got ${lower} and ${upper}`);
    return { curve, lower, upper: Math.max(lower, Math.min(upper, budget)) };
  });
}

/**
 * How to share a budget over channels so that they bring most, within a least and a most of each.
 *
 * With returns that diminish throughout (exponential, power, Hill with a slope up to 1) the optimum is where one more unit brings the same
 * in every channel, found to the last digits. A Hill curve with a slope above 1 is S-shaped: there can be several such places, and a search
 * that follows slopes ends in any of them. Here the bounds are cut into parts (branch and bound over the least concave curves above) until
 * it is proven that nothing brings more than `gap` beyond what is found. The optimum is only as right as the curves.
 *
 * @param channels at least one, each with its fitted curve; spend of all in one unit, by period.
 * @param budget by period, above zero, in that unit.
 * @returns `infeasible` with the sum of the least spends; `within-gap` where `mostParts` did not suffice.
 * @throws {RangeError} when a curve, a bound or the budget is none.
 * @see Udell and Boyd (2013), Maximizing a sum of sigmoids
 * @example
 * import { allocateBudget } from "./allocate-budget.ts";
 * const video = { curve: { kind: "power" as const, scale: 10, unit: 1, exponent: 0.5 } };
 * const story = { curve: { kind: "power" as const, scale: 20, unit: 1, exponent: 0.5 } };
 * const plan = allocateBudget([video, story], 100);
 * plan.kind === "optimal" && [...plan.spends, plan.multiplier].map((value) => value.toFixed(6)); // => ["20.000000", "80.000000", "1.118034"]
 */
export function allocateBudget(channels: readonly AllocationChannel[], budget: number, options: AllocationOptions = {}): AllocationOutcome {
  if (channels.length === 0) throw new RangeError("channels must be a list of at least one channel");
  checkPositive("budget", budget);
  checkPositive("tolerance", options.tolerance ?? 1);
  checkCount("mostParts", options.mostParts ?? 1, 1);
  const spans = spansOf(channels, budget);
  const least = leastOf(spans);
  if (least > budget) return { kind: "infeasible", least };
  const { spends: found, bound, parts } = branchAndBound(spans, budget, options);
  const better = polished(spans, budget, found);
  const spends = brought(spans, better) >= brought(spans, found) ? better : found;
  const total = brought(spans, spends);
  const gap = Math.max(0, bound - total);
  return {
    kind: gap <= (options.tolerance ?? 1e-9) * total || total === 0 ? "optimal" : "within-gap",
    spends,
    responses: Float64Array.from(spans, ({ curve }, at) => curveValue(curve, spends[at] as number)),
    total,
    gap,
    isConcave: spans.every(({ curve, lower }) => lower >= turnOf(curve)),
    ...conditions(
      spans.map((span, at) => ({ ...span, upper: channels[at]?.upper ?? Number.POSITIVE_INFINITY })),
      spends,
      SLACK * budget,
    ),
    unspent: Math.max(0, budget - spends.reduce((sum, spend) => sum + spend, 0)),
    parts,
  };
}
