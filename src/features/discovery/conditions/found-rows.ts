import { countOnes, type Bits } from "../columns/bits.ts";
import type { Leaf, Positive } from "./positive-form.ts";
import type { RowFilter, Stretch } from "./row-filters.ts";

/** Gives the filter of a leaf that shall be true, or else known and false. */
export type FilterOf = (leaf: Leaf, isTrue: boolean) => RowFilter;

type Plan = { readonly every: readonly Plan[] } | { readonly some: readonly Plan[] } | { readonly filter: RowFilter };

/** Conditions are tried first on so many stretches of the rows, of so many words each, to know which of them leaves the fewest. */
const [samples, sampleWords] = [16, 8];

const planOf = (form: Positive, filterOf: FilterOf): Plan =>
  "leaf" in form
    ? { filter: filterOf(form.leaf, form.isTrue) }
    : "every" in form
      ? { every: form.every.map((part) => planOf(part, filterOf)) }
      : { some: form.some.map((part) => planOf(part, filterOf)) };

/** Sets that are used again: what was in them is written over. */
class Scratch {
  readonly #free: Bits[] = [];
  readonly #words: number;

  constructor(words: number) {
    this.#words = words;
  }

  take(): Bits {
    return this.#free.pop() ?? new Int32Array(this.#words);
  }

  give(bits: Bits): void {
    this.#free.push(bits);
  }
}

interface Run {
  readonly scratch: Scratch;
  readonly stretches: readonly Stretch[];
}

/** Writes to `target` which rows of `source` a plan passes; they may be the same set where it is no filter. */
function pass(plan: Plan, source: Bits, target: Bits, { scratch, stretches }: Run): void {
  if ("filter" in plan) for (const stretch of stretches) plan.filter(source, target, stretch);
  else if ("every" in plan) passEvery(plan.every, source, target, { scratch, stretches });
  else passSome(plan.some, source, target, { scratch, stretches });
}

function passEvery(parts: readonly Plan[], source: Bits, target: Bits, run: Run): void {
  let [left, next] = [run.scratch.take(), run.scratch.take()];
  left.set(source);
  for (const part of parts) {
    pass(part, left, next, run);
    [left, next] = [next, left];
  }
  target.set(left);
  run.scratch.give(left);
  run.scratch.give(next);
}

/** What one of them passed need not be tried on the others. */
function passSome(parts: readonly Plan[], source: Bits, target: Bits, run: Run): void {
  const [missing, more] = [run.scratch.take(), run.scratch.take()];
  missing.set(source);
  const found = run.scratch.take().fill(0);
  for (const part of parts) {
    pass(part, missing, more, run);
    for (const { from, to } of run.stretches) {
      for (let at = from; at < to; at++) {
        found[at]! |= more[at]!;
        missing[at]! &= ~more[at]!;
      }
    }
  }
  target.set(found);
  for (const bits of [missing, more, found]) run.scratch.give(bits);
}

function sampled(words: number): Stretch[] {
  if (words <= samples * sampleWords) return [{ from: 0, to: words }];
  return Array.from({ length: samples }, (_, sample) => {
    const from = Math.floor((words / samples) * sample);
    return { from, to: from + sampleWords };
  });
}

/** How many of the sampled rows a plan leaves. */
function leftOf(plan: Plan, source: Bits, run: Run): number {
  const target = run.scratch.take();
  pass(plan, source, target, run);
  let left = 0;
  for (const { from, to } of run.stretches) for (let at = from; at < to; at++) left += countOnes(target[at]!);
  run.scratch.give(target);
  return left;
}

function ordered(plan: Plan, source: Bits, run: Run): Plan {
  if ("filter" in plan) return plan;
  if ("some" in plan) return { some: plan.some.map((part) => ordered(part, source, run)) };
  const parts = plan.every.map((part) => ordered(part, source, run));
  const weighed = parts.length < 2 ? [] : parts.map((part) => ({ part, left: leftOf(part, source, run) }));
  return weighed.length === 0
    ? { every: parts }
    : { every: weighed.toSorted((one, other) => one.left - other.left).map(({ part }) => part) };
}

/**
 * The rows of a set for which a condition holds. Of conditions that have to hold together the one that leaves the fewest rows, in a sample,
 * is tried first, and the others only on what is left.
 *
 * @param form the condition.
 * @param source the rows that are asked about; stays as it is.
 * @param filterOf gives each leaf's filter.
 */
export function foundRows(form: Positive, source: Bits, filterOf: FilterOf): Bits {
  const scratch = new Scratch(source.length);
  const plan = ordered(planOf(form, filterOf), source, { scratch, stretches: sampled(source.length) });
  const target = new Int32Array(source.length);
  pass(plan, source, target, { scratch, stretches: [{ from: 0, to: source.length }] });
  return target;
}
