import { expect, test } from "vitest";

/** One call with the answer that the reference gave. */
export interface KnownAnswer {
  /** The call as a reader would write it. */
  readonly call: string;
  readonly expected: number | readonly number[];
  readonly actual: () => number | ArrayLike<number>;
}

/** Answers of one reference for one exported function. A row of `docs/statistics.md`. */
export interface AnswerGroup {
  /** The exported function. */
  readonly of: string;
  /** Which part of its answer, such as `survival`; missing means the whole. */
  readonly part?: string;
  /** Program and version with the call, or paper and table. */
  readonly reference: string;
  /** The data that went in, a fixture's name or what `VOUCH_REFERENCE_DATA` holds; missing means that the calls say it all. */
  readonly data?: string;
  /**
   * The error that is reached, rounded up: a test fails when an answer is further off, and also when the tolerance is more than a
   * thousand times what is reached.
   */
  readonly tolerance: number;
  /** Absolute where the answer is near zero; missing means relative. */
  readonly measure?: "absolute";
  /** The reference printed so few digits that agreement beyond the tolerance says nothing. */
  readonly isRounded?: true;
  readonly answers: readonly KnownAnswer[];
}

/** A function whose correctness is a law and not a value: the test that holds it, by its full name. */
export interface HeldByTest {
  readonly of: string;
  readonly heldBy: string;
}

/** What a family says about its functions: `export const answers: readonly Answers[]` in `<name>.answers.ts`. */
export type Answers = AnswerGroup | HeldByTest;

/** Answers of a function of numbers, a row each: its arguments, then what is expected. */
export const answersOf = (
  name: string,
  compute: (...args: number[]) => number,
  rows: readonly (readonly [number, ...number[]])[],
): KnownAnswer[] =>
  rows.map((row) => {
    const args = row.slice(0, -1);
    return { call: `${name}(${args.join(", ")})`, expected: row.at(-1) ?? Number.NaN, actual: () => compute(...args) };
  });

const listOf = (value: number | ArrayLike<number>): number[] => (typeof value === "number" ? [value] : Array.from(value));

function errorOf(actual: number, expected: number, isAbsolute: boolean): number {
  if (actual === expected) return 0;
  const difference = Math.abs(actual - expected);
  if (Number.isNaN(difference) || difference === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  return isAbsolute || expected === 0 ? difference : difference / Math.abs(expected);
}

/** How far an answer is off: its worst element, infinite when there are more or fewer than expected. */
export function answerError({ expected, actual }: KnownAnswer, measure?: "absolute"): number {
  const [wanted, found] = [listOf(expected), listOf(actual())];
  if (wanted.length !== found.length) return Number.POSITIVE_INFINITY;
  return wanted.reduce((worst, value, at) => Math.max(worst, errorOf(found[at] ?? Number.NaN, value, measure === "absolute")), 0);
}

/** Below this nothing is gained by asking for more: a few units in the last place. */
const FINEST = 1e-14;

/** Makes a test of a group of answers. */
export function testAnswers(group: AnswerGroup): void {
  const part = group.part === undefined ? "" : ` (${group.part})`;
  test(`${group.of}${part} is ${group.reference} to ${group.tolerance}`, () => {
    const errors = group.answers.map((answer) => ({ call: answer.call, error: answerError(answer, group.measure) }));
    expect(errors.filter(({ error }) => !(error <= group.tolerance))).toEqual([]);
    if (group.tolerance <= FINEST || group.isRounded) return;
    expect(Math.max(...errors.map(({ error }) => error)), "the tolerance can be tightened").toBeGreaterThanOrEqual(group.tolerance / 1000);
  });
}
