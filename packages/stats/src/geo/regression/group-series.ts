import { checkCount, checkNumbers, checkSameLength, type Numbers } from "../../input/check.ts";

/** Totals of the treated and of the control regions, period by period. */
export interface GroupSeries {
  /** The sum over the treated regions in each period, in any one unit. */
  readonly treated: Numbers;
  /** The sum over the control regions in the same periods. */
  readonly control: Numbers;
  /** How many periods lie before treatment: the two groups' relation is taken from them. */
  readonly before: number;
  /**
   * How many periods count in all: those from `before` up to here are the ones whose effect is summed. Missing means all. It is the end of
   * treatment, or of a wash-out after it in which the effect may go on.
   */
  readonly until?: number;
}

/**
 * Refuses series that do not fit together, and fills in what is missing.
 *
 * @param name what the series are of, for the message.
 * @throws {RangeError} when lengths differ, a number is not finite, or no period is left after `before`.
 * @example
 * import { checkedSeries } from "./group-series.ts";
 * checkedSeries("response", { treated: [1, 2], control: [1, 2], before: 1 }).until; // => 2
 * checkedSeries("response", { treated: [1, 2], control: [1, 2], before: 2 }); // => throws RangeError
 */
export function checkedSeries(name: string, { treated, control, before, until = treated.length }: GroupSeries): Required<GroupSeries> {
  checkNumbers(`${name}.treated`, treated);
  checkNumbers(`${name}.control`, control);
  checkSameLength(`${name}.treated`, treated, `${name}.control`, control);
  checkCount(`${name}.before`, before);
  checkCount(`${name}.until`, until, before + 1);
  if (until > treated.length) throw new RangeError(`${name}.until must be at most ${treated.length}, the number of periods: got ${until}`);
  return { treated, control, before, until };
}
