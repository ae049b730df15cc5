import {
  betaVariate,
  betaWeibullFit,
  bgBbFit,
  bgNbdConditional,
  bgNbdFit,
  coxFit,
  exponentialVariate,
  gammaGammaFit,
  gammaVariate,
  generatorOf,
  kaplanMeier,
  logGamma,
  logRankTest,
  matrixOf,
  minimizeNelderMead,
  normalVariate,
  paretoNbdFit,
  renewalsOf,
  type Customer,
  type Durations,
} from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

/** As many customers as CDNOW's whole cohort, in days, who came in over twelve weeks. */
function cohort(size: number): (Customer & { meanSpend: number })[] {
  const source = generatorOf(1);
  return Array.from({ length: size }, () => {
    const [rate, leaving, spends] = [gammaVariate(source, 0.25) / 31, betaVariate(source, 0.8, 2.4), gammaVariate(source, 3.7) / 15];
    const age = 189 + source.below(84);
    let [repeats, recency] = [0, 0];
    for (let day = 0; ;) {
      day += Math.max(1, Math.ceil(exponentialVariate(source) / Math.max(rate, 1e-9)));
      if (day > age) break;
      [repeats, recency] = [repeats + 1, day];
      if (source.uniform() < leaving) break;
    }
    const meanSpend = repeats > 0 ? gammaVariate(source, 6 * repeats) / repeats / spends : 0;
    return { repeats, recency: recency / 7, age: age / 7, meanSpend };
  });
}

/** The likelihood as the paper writes it, customer by customer, by a simplex: what a first attempt looks like. */
function plainFit(customers: readonly Customer[]): unknown {
  const loss = ([logR = 0, logAlpha = 0, logA = 0, logB = 0]: Float64Array): number => {
    const [r, alpha, a, b] = [Math.exp(logR), Math.exp(logAlpha), Math.exp(logA), Math.exp(logB)];
    let total = 0;
    for (const { repeats: x, recency, age } of customers) {
      total += logGamma(r + x) - logGamma(r) + r * logAlpha + logGamma(a + b) + logGamma(b + x) - logGamma(b) - logGamma(a + b + x);
      total += Math.log((alpha + age) ** -(r + x) + (x > 0 ? (a / (b + x - 1)) * (alpha + recency) ** -(r + x) : 0));
    }
    return -total / customers.length;
  };
  return minimizeNelderMead(loss, [-0.7, 1, 0, 1]);
}

function durationsOf(size: number): { durations: Durations; x: number[][] } {
  const source = generatorOf(2);
  const x = Array.from({ length: size }, (_, at) => [at % 3 === 0 ? 1 : 0, normalVariate(source), normalVariate(source)]);
  const times = x.map(([treated = 0]) => Math.ceil((exponentialVariate(source) * 100) / Math.exp(0.3 * treated)));
  return { durations: { times, events: times.map(() => source.uniform() < 0.7) }, x };
}

const row = (of: string, work: string, measured: number, { asked = "-", unit = "ms" } = {}): BenchRow => ({
  name: `${of}: ${work}`,
  of,
  asked,
  measured,
  unit,
  detail: "shortest of several runs",
});

/** Fits and forecasts of packages/stats's lifetime family, at the size of a real cohort. */
export function run(): Promise<BenchRow[]> {
  const customers = cohort(23_570);
  const spenders = customers.map(({ repeats, meanSpend }) => ({ purchases: repeats, meanSpend }));
  const { durations, x } = durationsOf(20_000);
  const [treated, control] = [1, 0].map((group) => ({
    times: Array.from(durations.times).filter((_, at) => x[at]?.[0] === group),
    events: Array.from(durations.events).filter((_, at) => x[at]?.[0] === group),
  }));
  const traits = matrixOf(x);
  const fitMs = shortestMs(() => bgNbdFit(customers));
  const model = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
  const appeals = Array.from({ length: 22 }, (_, at) => ({
    repeats: 1 + (at % 3),
    recency: 3 + (at % 4),
    opportunities: 6,
    count: 100 + at,
  }));
  return Promise.resolve([
    row("bgNbdFit", "23,570 customers", fitMs, { asked: "< 1000" }),
    row("bgNbdFit", "against a simplex on the plain likelihood", fitMs / shortestMs(() => plainFit(customers), 1), { unit: "times" }),
    row(
      "bgNbdConditional",
      "23,570 forecasts",
      shortestMs(() => customers.map((customer) => bgNbdConditional(model, customer, 39))),
    ),
    row(
      "paretoNbdFit",
      "2,357 customers",
      shortestMs(() => paretoNbdFit(customers.slice(0, 2_357)), 2),
    ),
    row(
      "gammaGammaFit",
      "23,570 customers",
      shortestMs(() => gammaGammaFit(spenders), 2),
    ),
    row(
      "bgBbFit",
      "22 cells",
      shortestMs(() => bgBbFit(appeals)),
    ),
    row(
      "betaWeibullFit",
      "7 renewals",
      shortestMs(() => betaWeibullFit(renewalsOf([1000, 869, 743, 653, 593, 551, 517, 491]))),
    ),
    row(
      "kaplanMeier",
      "20,000 members",
      shortestMs(() => kaplanMeier(durations)),
    ),
    row(
      "logRankTest",
      "20,000 members",
      shortestMs(() => logRankTest([treated ?? durations, control ?? durations])),
    ),
    row(
      "coxFit",
      "20,000 members, 3 traits",
      shortestMs(() => coxFit(durations, traits)),
    ),
  ]);
}
