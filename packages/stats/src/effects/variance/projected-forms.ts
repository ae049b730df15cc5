import type { Generator } from "../../random/generator.ts";
import { levelSums, type TwoWaySystem } from "../two-way/two-way-system.ts";
import type { Forms } from "./forms.ts";

/** Sums over draws, by cell, of what leverage and forms are the means of. */
interface Sums {
  readonly draws: number;
  readonly forms: Forms;
  /** Of the squared difference of a random sign from what is fitted to it: one less the leverage, in the mean. */
  readonly left: Float64Array;
}

const signs = (generator: Generator, rows: number): Float64Array => {
  const out = new Float64Array(rows);
  for (let row = 0; row < rows; row++) out[row] = generator.uint32() & 1 ? 1 : -1;
  return out;
};

const emptySums = (cells: number): Sums => {
  const zeros = (): Float64Array => new Float64Array(cells);
  return { draws: 0, forms: { leverage: zeros(), many: zeros(), few: zeros(), covariance: zeros() }, left: zeros() };
};

function addDraw(system: TwoWaySystem, generator: Generator, { forms, left }: Sums): void {
  const { cells } = system;
  const n = cells.cellOf.length;
  const sign = signs(generator, n);
  const fitted = system.solve(levelSums(cells, sign));
  const other = signs(generator, n);
  const middle = other.reduce((sum, value) => sum + value, 0) / n;
  const sums = levelSums(
    cells,
    other.map((value) => value - middle),
  );
  const ofMany = system.solve({ many: sums.many, few: new Float64Array(sums.few.length) });
  const ofFew = system.solve({ many: new Float64Array(sums.many.length), few: sums.few });
  const signSums = new Float64Array(cells.counts.length);
  cells.cellOf.forEach((cell, row) => (signSums[cell] = (signSums[cell] as number) + (sign[row] as number)));
  for (let cell = 0; cell < cells.counts.length; cell++) {
    const [m, f] = [cells.manyOf[cell] as number, cells.fewOf[cell] as number];
    const at = (vector: typeof fitted): number => (vector.many[m] as number) + (vector.few[f] as number);
    const [one, many, few, count] = [at(fitted), at(ofMany), at(ofFew), cells.counts[cell] as number];
    forms.leverage[cell] = (forms.leverage[cell] as number) + one * one;
    left[cell] = (left[cell] as number) + 1 - (2 * one * (signSums[cell] as number)) / count + one * one;
    forms.many[cell] = (forms.many[cell] as number) + (many * many) / n;
    forms.few[cell] = (forms.few[cell] as number) + (few * few) / n;
    forms.covariance[cell] = (forms.covariance[cell] as number) + (many * few) / n;
  }
}

const joined = (parts: readonly Sums[], cells: number): Sums => {
  const all = emptySums(cells);
  const add = (to: Float64Array, from: Float64Array): void => from.forEach((value, at) => (to[at] = (to[at] as number) + value));
  for (const { forms, left } of parts) {
    for (const name of ["leverage", "many", "few", "covariance"] as const) add(all.forms[name], forms[name]);
    add(all.left, left);
  }
  return { ...all, draws: parts.reduce((sum, { draws }) => sum + draws, 0) };
};

/** Means of what was summed; the leverage as a share, which keeps it in [0, 1]. */
function meansOf({ draws, forms, left }: Sums): Forms {
  const mean = (values: Float64Array): Float64Array => values.map((value) => value / draws);
  return {
    leverage: forms.leverage.map((value, cell) => (value === 0 ? 0 : value / (value + (left[cell] as number)))),
    many: mean(forms.many),
    few: mean(forms.few),
    covariance: mean(forms.covariance),
  };
}

/**
 * The forms of every cell by random projections: means over random signs that are fitted as outcomes are, three solutions a draw.
 *
 * No inverse is needed, so that both factors may be large. It comes in batches, each with forms of its own, whose scatter is the error of
 * the whole.
 *
 * @param draws in each batch.
 * @see Kline, Saggio and Solvsten (2020), Leave-out estimation of variance components, Econometrica 88, supplement B
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { fitTwoWay } from "../two-way/fit-two-way.ts";
 * import { projectedForms } from "./projected-forms.ts";
 * const fit = fitTwoWay({ outcome: [1, 2, 3, 4], creator: factorOf(["a", "b", "a", "b"]), offer: factorOf(["x", "x", "y", "y"]) });
 * fit && projectedForms(fit.system, generatorOf(1), { batches: 2, draws: 5 }).batches.length; // => 2
 */
export function projectedForms(
  system: TwoWaySystem,
  generator: Generator,
  { batches, draws }: { batches: number; draws: number },
): { all: Forms; batches: Forms[] } {
  const cells = system.cells.counts.length;
  const parts = Array.from({ length: batches }, () => {
    const sums = { ...emptySums(cells), draws };
    for (let draw = 0; draw < draws; draw++) addDraw(system, generator, sums);
    return sums;
  });
  return { all: meansOf(joined(parts, cells)), batches: parts.map(meansOf) };
}
