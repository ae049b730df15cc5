import { newcombeDifference } from "@vouch/stats";

/** How many saw something and how many of them ordered. */
export interface SplitGroup {
  readonly shown: number;
  readonly ordered: number;
}

/** A split test of a page, ad or mail with the creator's content against the same without it. */
export interface SplitTest {
  readonly with: SplitGroup;
  readonly without: SplitGroup;
  /** How many saw it with the content in all, those of the test included. */
  readonly shown_in_all: number;
  /** What one order more is worth, minor units: its margin, as far as that is known. */
  readonly each_minor: string;
}

/** A value with its interval of 95 %, minor units. */
export interface ReuseEstimate {
  readonly amountMinor: bigint;
  readonly lowMinor: bigint;
  readonly highMinor: bigint;
}

/** What is wrong with a test: the field that it is at, and a sentence. */
export interface TestFault {
  readonly field: "with" | "without" | "shown_in_all";
  readonly detail: string;
}

/**
 * What does not add up in a split test.
 *
 * @param test counts as stated.
 * @returns one fault a field; empty when all is well.
 * @example
 * import { testFaults } from "./reuse-value.ts";
 * const group = { shown: 10, ordered: 1 };
 * testFaults({ with: group, without: { shown: 10, ordered: 11 }, shown_in_all: 5, each_minor: "1" }).map(({ field }) => field); // => ["without", "shown_in_all"]
 */
export function testFaults(test: SplitTest): TestFault[] {
  const group = (field: "with" | "without"): TestFault[] => {
    const { shown, ordered } = test[field];
    return ordered <= shown ? [] : [{ field, detail: `at most ${shown} of the ${shown} who saw it can have ordered, found ${ordered}` }];
  };
  const isLess = test.shown_in_all < test.with.shown;
  const fewer = `must be at least the ${test.with.shown} of the test, found ${test.shown_in_all}`;
  return [...group("with"), ...group("without"), ...(isLess ? [{ field: "shown_in_all" as const, detail: fewer }] : [])];
}

/**
 * What content was worth by a split test: the difference of the rates of orders × how many saw it in all × what an order is worth.
 *
 * The interval is Newcombe's of the difference; how many saw it and what an order is worth are taken as certain. It may be below zero: then
 * fewer ordered where the content was.
 *
 * @param test counts without {@link testFaults}, at least one shown in each group.
 * @returns minor units, rounded to whole ones.
 * @throws {RangeError} when a group is empty.
 * @example
 * import { measuredValue } from "./reuse-value.ts";
 * const test = { with: { shown: 10_000, ordered: 250 }, without: { shown: 10_000, ordered: 200 }, shown_in_all: 20_000, each_minor: "2000" };
 * measuredValue(test); // => { amountMinor: 200000n, lowMinor: 35482n, highMinor: 365531n }
 */
export function measuredValue(test: SplitTest): ReuseEstimate {
  const proportion = ({ shown, ordered }: SplitGroup) => ({ successes: ordered, trials: shown });
  const { estimate, low, high } = newcombeDifference(proportion(test.without), proportion(test.with));
  const worth = (rate: number): bigint => BigInt(Math.round(rate * test.shown_in_all * Number(test.each_minor)));
  return { amountMinor: worth(estimate), lowMinor: worth(low), highMinor: worth(high) };
}

/** One of several values that are added up. */
export interface ReuseAmount {
  readonly amountMinor: bigint;
  readonly lowMinor: bigint | null;
  readonly highMinor: bigint | null;
}

/**
 * Values of one basis and currency together. The intervals of tests are combined by the distances of their ends from the estimates, squared
 * and added up: each test's chance is its own.
 *
 * @param amounts those without an interval are taken as they are stated.
 * @returns low and high undefined where none has an interval.
 * @see Zou and Donner (2008), Construction of confidence limits about effect measures (MOVER)
 * @example
 * import { addedValues } from "./reuse-value.ts";
 * addedValues([{ amountMinor: 10n, lowMinor: 7n, highMinor: 13n }, { amountMinor: 20n, lowMinor: 16n, highMinor: 24n }]); // => { amountMinor: 30n, lowMinor: 25n, highMinor: 35n }
 */
export function addedValues(amounts: readonly ReuseAmount[]) {
  const amountMinor = amounts.reduce((sum, each) => sum + each.amountMinor, 0n);
  const known = amounts.filter((each) => each.lowMinor !== null && each.highMinor !== null);
  if (known.length === 0) return { amountMinor, lowMinor: undefined, highMinor: undefined };
  const far = (end: "lowMinor" | "highMinor"): bigint =>
    BigInt(Math.round(Math.hypot(...known.map((each) => Number(each[end]! - each.amountMinor)))));
  return { amountMinor, lowMinor: amountMinor - far("lowMinor"), highMinor: amountMinor + far("highMinor") };
}
