import type { Direction, PlanFault } from "../plan/geo-plan.ts";

/** The plan of an experiment in which half of all visitors see a code. Days are half-open. */
export interface RevealPlan {
  readonly hypothesis: string;
  /** What half of them see: the code, where, and what it takes off. */
  readonly treatment: string;
  readonly from_on: string;
  readonly to_on: string;
  /** The share of visitors who order without the code, a decimal text; null: as on the workspace's own links lately. */
  readonly expected_rate: string | null;
  /** Null: as on the workspace's own links lately. */
  readonly visitors_a_day: number | null;
  readonly direction: Direction;
  /** A difference is shown when p is at most this: a decimal text such as "0.1". */
  readonly alpha: string;
}

const wanted: { readonly [D in Direction]: string } = {
  gain: "order more often",
  loss: "order less often",
  any: "order more or less often",
};

/**
 * The decision rule of a plan in a sentence: what decides, and nothing else does.
 *
 * @example
 * import { revealRule } from "./reveal-plan.ts";
 * revealRule({ alpha: "0.05", direction: "gain" }); // => "The effect is shown when those who saw the code order more often, with p of at most 0.05 by Fisher's exact test. Where the two halves are not as large as a fair coin makes them, nothing is decided."
 */
export const revealRule = ({ alpha, direction }: Pick<RevealPlan, "alpha" | "direction">): string =>
  `The effect is shown when those who saw the code ${wanted[direction]}, with p of at most ${alpha} by Fisher's exact test. Where the two halves are not as large as a fair coin makes them, nothing is decided.`;

/** Whole days from one to before another. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/**
 * What is wrong with a plan, all of it.
 *
 * @example
 * import { revealFaults } from "./reveal-plan.ts";
 * revealFaults({ from_on: "2026-05-04", to_on: "2026-05-04" })[0].pointer; // => "/plan/to_on"
 */
export const revealFaults = ({ from_on: from, to_on: to }: Pick<RevealPlan, "from_on" | "to_on">): PlanFault[] =>
  to > from
    ? []
    : [{ pointer: "/plan/to_on", detail: `to_on: must be after from_on, ${from}, since it is the day after the last; found ${to}` }];

/**
 * The script by which a shop decides who sees the code: the same visitor always sees the same, and half of all see it.
 *
 * @param seed of the locked plan.
 * @returns a module of JavaScript that runs in browsers and in Node; `visitor` is any text that stays the same for a person.
 */
export const revealScript = (seed: string): string => `export async function seesCode(visitor) {
  const text = new TextEncoder().encode("${seed}:" + visitor);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return hash[0] < 128;
}`;
