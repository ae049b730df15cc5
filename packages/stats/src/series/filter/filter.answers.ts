import type { Answers } from "../../../../../test/known-answers.ts";
import { madeUpSales, nileFlow } from "../../../../../test/reference-series.ts";
import type { Matrix } from "../../linear/matrix.ts";
import type { StructuralModel } from "../model/structural-model.ts";
import { kalmanFilter, type KalmanFilter } from "./kalman-filter.ts";
import { kalmanSmoother, type KalmanSmoother } from "./kalman-smoother.ts";

const [sales, flow] = [madeUpSales(), nileFlow()];
const weekly: StructuralModel = { observation: 4, level: 0.36, slope: 0.0004, season: { period: 7, variance: 0.09 } };
const walk: StructuralModel = { observation: 15_099, level: 1469.1 };
const known = { means: [150, 0, 0, 0, 0, 0, 0, 0], variances: [100, 1, 9, 9, 9, 9, 9, 9] };

const statsmodels = 'statsmodels 0.15, UnobservedComponents("lltrend", seasonal=7, use_exact_diffuse=True)';
const [days, years] = ["series/simulated-sales.csv", "series/nile.csv"];

function filtered(values: Float64Array, model: StructuralModel): KalmanFilter {
  const outcome = kalmanFilter(values, model);
  if (outcome.kind !== "filtered") throw new RangeError(outcome.kind);
  return outcome;
}

function smoothed(values: Float64Array, model: StructuralModel): KalmanSmoother {
  const outcome = kalmanSmoother(values, model);
  if (outcome.kind !== "smoothed") throw new RangeError(outcome.kind);
  return outcome;
}

const row = ({ columns, values }: Matrix, at: number): number[] => [...values.slice(at * columns, (at + 1) * columns)];
const both = (states: Matrix, variances: Matrix, at: number): number[] => [...row(states, at), ...row(variances, at)];
const at = (values: Float64Array, places: readonly number[]): number[] => places.map((place) => values[place] ?? Number.NaN);

const forward = filtered(sales, weekly);
const back = smoothed(sales, weekly);
const nile = smoothed(flow, walk);
const nileKnown = { ...walk, level: 1469, start: { means: [1000], variances: [20_000] } };

export const answers: readonly Answers[] = [
  {
    of: "kalmanFilter",
    part: "log likelihood",
    reference: `${statsmodels}.loglike; "llevel"`,
    data: `${days} and ${years}`,
    tolerance: 1e-14,
    answers: [
      { call: "trend and season", expected: -349.3912363610924, actual: () => forward.logLikelihood },
      { call: "level", expected: -633.4645636488784, actual: () => filtered(flow, walk).logLikelihood },
    ],
  },
  {
    of: "kalmanFilter",
    part: "known start",
    reference: "R 4.2.2, KalmanLike(y, list(T, V, h, Z, a, P = start, Pn = start), nit = 0): Lik and s2 put together",
    data: years,
    tolerance: 1e-14,
    answers: [
      {
        call: "-n / 2 (ln 2 pi + 2 Lik - ln s2 + s2)",
        expected: -50 * (Math.log(2 * Math.PI) + 2 * 4.96873139310067 - Math.log(0.9951798562880618) + 0.9951798562880618),
        actual: () => filtered(flow, nileKnown).logLikelihood,
      },
    ],
  },
  {
    of: "kalmanFilter",
    part: "states and variances",
    reference: `${statsmodels}.smooth, filtered_state`,
    data: days,
    tolerance: 1e-11,
    answers: [
      {
        call: "day 51",
        expected: [
          164.34480809454456, 0.06314701769211063, -1.967140159293571, -6.963365149055295, -4.018261402410419, 8.256843697905751,
          4.531483777152138, 1.5610141356627227, 1.6437421794875129, 0.015242333718186452, 1.004996432196783, 0.7962952828044495,
          0.7957597260581117, 0.7922184782260291, 0.7913649426413911, 0.7900768397651518,
        ],
        actual: () => both(forward.states, forward.stateVariances, 50),
      },
      {
        call: "day 140",
        expected: [
          164.18984685464858, 0.035443555449600254, -6.970738113376821, 9.636378483019012, 4.741099361799161, 0.8852692629799555,
          -1.4590334107037166, -2.1109702288768304, 1.1674963291703566, 0.013325380246800977, 0.7158223519983362, 0.6897757783078269,
          0.6944397427324231, 0.6868311297192365, 0.6885688906207704, 0.6882095445493773,
        ],
        actual: () => both(forward.states, forward.stateVariances, 139),
      },
    ],
  },
  {
    of: "kalmanFilter",
    part: "predictions",
    reference: `${statsmodels}.smooth, forecasts and forecasts_error_cov; days 11, 50, 53, 140`,
    data: days,
    tolerance: 1e-13,
    answers: [
      {
        call: "predicted",
        expected: [163.3909999999998, 156.62600011947382, 166.0321162655915, 156.9070343916953],
        actual: () => at(forward.predicted, [10, 49, 52, 139]),
      },
      {
        call: "predictedVariances",
        expected: [18.542000000000023, 6.888465078625002, 7.700908831131274, 6.69092675237724],
        actual: () => at(forward.predictedVariances, [10, 49, 52, 139]),
      },
    ],
  },
  {
    of: "kalmanSmoother",
    part: "diffuse start",
    reference: `${statsmodels}.smooth, smoothed_state`,
    data: days,
    tolerance: 1e-10,
    answers: [
      {
        call: "day 1, before everything is determined",
        expected: [
          158.4975420732768, 0.1695976153951051, -7.341439619942003, -4.773041694646253, 8.378678324663564, 4.585598979984612,
          1.1598027426456783, -1.018809281852242, 1.6758890441546368, 0.013333638776599877, 0.7617226557684649, 0.8556686729917731,
          0.8674939588064532, 0.8704678373514698, 0.8907438461545101, 1.0449846435043295,
        ],
        actual: () => both(back.states, back.stateVariances, 0),
      },
      {
        call: "day 51, which is missing",
        expected: [
          165.0376082570265, 0.035117421740645055, -0.8385611105194619, -6.533074335466179, -5.87117853493908, 8.78740477712303,
          4.48129777524162, 1.355163779126358, 0.7924631041627034, 0.006320622619660684, 0.46764937464088235, 0.4145078952339374,
          0.4142027475574587, 0.4139344554507768, 0.41872710391847584, 0.4169062024530768,
        ],
        actual: () => both(back.states, back.stateVariances, 50),
      },
      {
        call: "level and season on days 1, 2, 51, 140, and the variance of their sum",
        expected: [
          151.1561024533348, 157.7640194586187, 164.19904714650704, 157.21910874127175, 1.8653414634142962, 2.5588617222201027,
          1.342094887397725, 1.608701964295856,
        ],
        actual: () => [...at(back.signal, [0, 1, 50, 139]), ...at(back.signalVariances, [0, 1, 50, 139])],
      },
    ],
  },
  {
    of: "kalmanSmoother",
    part: "diffuse level",
    reference: "numpy 2.4, inv of the precision I / 15099 + D' D / 1469.1 of all levels; 1871, 1898, 1899, 1970",
    data: years,
    tolerance: 1e-14,
    answers: [
      {
        call: "level",
        expected: [1111.6683191267957, 999.585218705269, 950.9300867400271, 798.3702926083641],
        actual: () => at(nile.signal, [0, 27, 28, 99]),
      },
      {
        call: "its variance",
        expected: [4032.1579418084766, 2326.756958102706, 2326.7569172443546, 4032.157941808477],
        actual: () => at(nile.signalVariances, [0, 27, 28, 99]),
      },
    ],
  },
  {
    of: "kalmanSmoother",
    part: "known start",
    reference: "R 4.2.2, KalmanSmooth(y, list(T, V, h, Z, a, P = start, Pn = start), nit = 0)",
    data: `${days} and ${years}`,
    tolerance: 1e-13,
    answers: [
      {
        call: "level of the Nile, 1871, 1898, 1899, 1970",
        expected: [1092.93261718896747, 999.58039459712813, 950.92809828428881, 798.37272667457637],
        actual: () => at(smoothed(flow, nileKnown).signal, [0, 27, 28, 99]),
      },
      {
        call: "its variance",
        expected: [3355.5549535495375, 2326.6796123344966, 2326.6795876711194, 4032.0418544265408],
        actual: () => at(smoothed(flow, nileKnown).signalVariances, [0, 27, 28, 99]),
      },
      {
        call: "trend and season, day 2, which is missing",
        expected: [
          158.53015812609339719, 0.17595233833703613, -1.20228932977041358, -6.8096639054202122, -4.28065405158575629, 7.6037394474061859,
          4.39375962774601625, 1.1777787774217976, 1.426912505524754238, 0.012744325152807989, 0.846072313884158156, 0.693694653293340124,
          0.76495282257877939, 0.77310044018120827, 0.775836936069294936, 0.790423984967523197,
        ],
        actual: () => {
          const { states, stateVariances } = smoothed(sales, { ...weekly, start: known });
          return both(states, stateVariances, 1);
        },
      },
    ],
  },
  { of: "stateVariate", heldBy: "draws of the states have the mean and the covariance of the smoother" },
];
