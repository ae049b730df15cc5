import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import type { Durations } from "./durations.ts";

/** How events at one time are put in order: Efron's is close to the exact answer, Breslow's is simpler and too small with many ties. */
export type Ties = "efron" | "breslow";

/** The partial likelihood at some coefficients, with its slopes and the information. */
export interface CoxLikelihood {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Matrix;
}

/** Members from the last time to the first, and where times change. */
export interface CoxOrder {
  readonly order: Uint32Array;
  readonly durations: Durations;
}

/** Sums over members: of the weights exp(x b), and of weights times x and x x'. */
class Moments {
  weight = 0;
  readonly first: Float64Array;
  readonly second: Float64Array;

  constructor(columns: number) {
    this.first = new Float64Array(columns);
    this.second = new Float64Array(columns * columns);
  }

  add(x: Float64Array, weight: number): void {
    const n = this.first.length;
    this.weight += weight;
    for (let i = 0; i < n; i++) {
      const part = weight * (x[i] as number);
      this.first[i] = (this.first[i] as number) + part;
      for (let j = 0; j <= i; j++) this.second[i * n + j] = (this.second[i * n + j] as number) + part * (x[j] as number);
    }
  }

  clear(): void {
    this.weight = 0;
    this.first.fill(0);
    this.second.fill(0);
  }
}

/**
 * The members in the order in which the risk sets grow.
 *
 * @example
 * import { coxOrder } from "./cox-likelihood.ts";
 * Array.from(coxOrder({ times: [3, 9, 5], events: [true, true, true] }).order); // => [1, 2, 0]
 */
export function coxOrder(durations: Durations): CoxOrder {
  const { times } = durations;
  const order = Uint32Array.from({ length: times.length }, (_, at) => at).sort((a, b) => (times[b] as number) - (times[a] as number));
  return { order, durations };
}

interface Sums {
  logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Matrix;
}

/** Takes one event of a tie in: the mean and covariance of x over the risk set, less a share of those that had the event. */
function addEvent(into: Sums, risk: Moments, tied: Moments, share: number): void {
  const n = into.score.length;
  const all = risk.weight - share * tied.weight;
  into.logLikelihood -= Math.log(all);
  const mean = into.score.map((_, i) => ((risk.first[i] as number) - share * (tied.first[i] as number)) / all);
  for (let i = 0; i < n; i++) {
    into.score[i] = (into.score[i] as number) - (mean[i] as number);
    for (let j = 0; j <= i; j++) {
      const square = ((risk.second[i * n + j] as number) - share * (tied.second[i * n + j] as number)) / all;
      const value = (into.information.values[i * n + j] as number) + square - (mean[i] as number) * (mean[j] as number);
      into.information.values[i * n + j] = value;
      into.information.values[j * n + i] = value;
    }
  }
}

/**
 * Cox's partial likelihood with its derivatives, in one pass from the last time to the first.
 *
 * @param order as `coxOrder` gives it.
 * @param x a row a member, centred, so that the weights do not overflow.
 * @param coefficients a number a column.
 * @param ties Efron's or Breslow's.
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { coxLikelihood, coxOrder } from "./cox-likelihood.ts";
 * const order = coxOrder({ times: [1, 2], events: [true, true] });
 * coxLikelihood(order, matrixOf([[0], [1]]), Float64Array.of(0), "efron").logLikelihood.toFixed(9); // => "-0.693147181"
 */
export function coxLikelihood({ order, durations }: CoxOrder, x: Matrix, coefficients: Float64Array, ties: Ties): CoxLikelihood {
  const n = x.columns;
  const [risk, tied] = [new Moments(n), new Moments(n)];
  const sums: Sums = { logLikelihood: 0, score: new Float64Array(n), information: zeroMatrix(n, n) };
  for (let from = 0; from < order.length;) {
    const time = durations.times[order[from] as number];
    let count = 0;
    tied.clear();
    for (; from < order.length && durations.times[order[from] as number] === time; from++) {
      const at = order[from] as number;
      const row = x.values.subarray(at * n, (at + 1) * n);
      const predictor = row.reduce((sum, value, i) => sum + value * (coefficients[i] as number), 0);
      risk.add(row, Math.exp(predictor));
      if (!durations.events[at]) continue;
      count++;
      tied.add(row, Math.exp(predictor));
      sums.logLikelihood += predictor;
      row.forEach((value, i) => (sums.score[i] = (sums.score[i] as number) + value));
    }
    for (let event = 0; event < count; event++) addEvent(sums, risk, tied, ties === "efron" ? event / count : 0);
  }
  return sums;
}
