import { fixtureText, referenceNumber, tableRows } from "../../../../test/reference-data.ts";
import type { Answers } from "../../../../test/known-answers.ts";
import { choleskyFactor, choleskyInverse, choleskySolution } from "./cholesky.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";
import { leastSquares } from "./least-squares.ts";
import { crossProduct, matrixOf, matrixTimes, transposeTimes, type Matrix } from "./matrix.ts";
import { quadraticProgram } from "./quadratic-program.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

const tall = matrixOf([
  [-0.528, -0.794, -0.208, -0.69],
  [-0.867, -0.197, 0.836, 0.601],
  [0.53, -0.556, 0.073, -0.447],
  [-0.655, -0.788, -0.571, 0.855],
  [0.658, 0.613, 0.601, -0.613],
  [-0.38, 0.254, 0.464, 0.709],
]);
const y = [3.8, -4.13, 1.06, 1.72, 0.06, -3.22];
const definite = matrixOf([
  [2.975, 0.101, 0.147, -1.926, -0.219],
  [0.101, 2.92, -0.696, 0.017, 0.676],
  [0.147, -0.696, 1.546, -0.341, -0.661],
  [-1.926, 0.017, -0.341, 3.265, 0.804],
  [-0.219, 0.676, -0.661, 0.804, 2.289],
]);
const b = [1, -2, 3, 0.5, 4];
/** Hilbert's matrix of order 6, whose condition is 1.5e7. */
const hilbert = matrixOf(Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_unused, j) => 1 / (i + j + 1))));

const lower = (a: Matrix): Matrix => {
  const outcome = choleskyFactor(a);
  if (outcome.kind !== "factored") throw new RangeError("the matrix must be positive definite");
  return outcome.lower;
};

/** The average gap of California after 1988 against the simplex-weighted states that fit it best before. */
function gapOfCalifornia(): number {
  const rows = tableRows(fixtureText("geo/california-prop99.csv"));
  const states = [...new Set(rows.map(([state = ""]) => state))].filter((state) => state !== "California");
  const packs = new Map(rows.map(([state, year, value]) => [`${state} ${year}`, Number(value)] as const));
  const at = (state: string, year: number): number => packs.get(`${state} ${year}`) ?? Number.NaN;
  const before = matrixOf(Array.from({ length: 19 }, (_, t) => states.map((state) => at(state, 1970 + t))));
  const own = Array.from({ length: 31 }, (_, t) => at("California", 1970 + t));
  const outcome = quadraticProgram({ quadratic: crossProduct(before), linear: transposeTimes(before, own.slice(0, 19)), sum: 1 });
  if (outcome.kind !== "optimal") return Number.NaN;
  const gaps = own
    .slice(19)
    .map((value, t) => value - states.reduce((sum, state, i) => sum + (outcome.weights[i] ?? 0) * at(state, 1989 + t), 0));
  return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

/** GeoLift's walkthrough: weights of the cities that fit Chicago and Portland best over 90 days, each less its own mean. */
function weightsOfGeoLift(): Map<string, number> {
  const rows = tableRows(fixtureText("geo/geolift-test.csv"));
  const cities = [...new Set(rows.map(([city = ""]) => city))];
  const series = new Map(cities.map((city) => [city, rows.filter((row) => row[0] === city).map((row) => Number(row[1]))] as const));
  const centred = (city: string): number[] => {
    const days = (series.get(city) ?? []).slice(0, 90);
    const middle = days.reduce((sum, value) => sum + value, 0) / 90;
    return days.map((value) => value - middle);
  };
  const donors = cities.filter((city) => city !== "chicago" && city !== "portland");
  const columns = donors.map(centred);
  const x = matrixOf(Array.from({ length: 90 }, (_, day) => columns.map((column) => column[day] ?? 0)));
  const [chicago, portland] = [centred("chicago"), centred("portland")];
  const target = chicago.map((value, day) => (value + (portland[day] ?? 0)) / 2);
  const outcome = quadraticProgram({ quadratic: crossProduct(x), linear: transposeTimes(x, target), sum: 1 });
  return new Map(outcome.kind === "optimal" ? donors.map((city, at) => [city, outcome.weights[at] ?? 0] as const) : []);
}

const geoLift = tableRows(fixtureText("geo/geolift-weights-a-none.csv")).map(([city = "", weight]) => [city, Number(weight)] as const);

/** mpmath 1.3 at 60 digits, on the doubles that the literals stand for. */
export const answers: readonly Answers[] = [
  {
    of: "choleskyFactor",
    reference: "mpmath 1.3 at 60 digits, cholesky(A)",
    tolerance: 1e-14,
    answers: [
      {
        call: "the factor of a 5 x 5 matrix",
        expected: [
          1.724818831066034, 0, 0, 0, 0, 0.05855687460089729, 1.7077971461613861, 0, 0, 0, 0.08522634224090991, -0.4104647848902371,
          1.1705789725401898, 0, 0, -1.1166390146666156, 0.048241614023939235, -0.19309372776693726, 1.4065933562681872, 0,
          -0.1269698568078862, 0.40018509195857915, -0.41510820477827326, 0.4000873004711563, 1.3342960233635377,
        ],
        actual: () => lower(definite).values,
      },
    ],
  },
  {
    of: "choleskySolution",
    reference: "mpmath 1.3 at 60 digits, lu_solve(A, b)",
    tolerance: 1e-14,
    answers: [
      {
        call: "A^-1 b",
        expected: [0.44032646129750475, -0.6811391368335352, 2.7889634062338593, 0.020981834632061012, 2.7887798025338695],
        actual: () => choleskySolution(lower(definite), b),
      },
    ],
  },
  {
    of: "choleskyInverse",
    reference: "mpmath 1.3 at 60 digits, A**-1",
    tolerance: 1e-14,
    answers: [
      {
        call: "A^-1",
        expected: [
          0.5533990770627523, -0.007741681180863672, -0.009587863054045541, 0.34216054349294944, -0.06771816517782825,
          -0.007741681180863672, 0.39812703623212037, 0.15002499466842936, 0.03009978746013034, -0.08556706523094604, -0.009587863054045541,
          0.15002499466842936, 0.7967238108340332, 0.034214496853308525, 0.17283064442400248, 0.34216054349294944, 0.03009978746013034,
          0.034214496853308525, 0.5508752729758849, -0.15976506524712394, -0.06771816517782825, -0.08556706523094604, 0.17283064442400248,
          -0.15976506524712394, 0.56168860915034,
        ],
        actual: () => choleskyInverse(lower(definite)).values,
      },
    ],
  },
  {
    of: "conjugateGradients",
    reference: "mpmath 1.3 at 60 digits, lu_solve(A, b)",
    tolerance: 1e-13,
    answers: [
      {
        call: "A^-1 b",
        expected: [0.44032646129750475, -0.6811391368335352, 2.7889634062338593, 0.020981834632061012, 2.7887798025338695],
        actual: () => conjugateGradients({ times: (v) => matrixTimes(definite, v), b }, 1e-15).x,
      },
    ],
  },
  {
    of: "leastSquares",
    part: "coefficients, residual sum of squares",
    reference: "mpmath 1.3 at 60 digits, lu_solve(X'X, X'y)",
    tolerance: 1e-14,
    answers: [
      {
        call: "coefficients",
        expected: [-0.3088908653918381, -1.0398413029835636, -3.301289861364449, -2.5866154773483547],
        actual: () => leastSquares(tall, y).coefficients,
      },
      { call: "residual sum of squares", expected: 3.0948233560245173, actual: () => leastSquares(tall, y).residualSumOfSquares },
    ],
  },
  {
    of: "leastSquares",
    part: "unscaled covariance",
    reference: "mpmath 1.3 at 60 digits, (X'X)**-1",
    tolerance: 1e-14,
    answers: [
      {
        call: "(X'X)^-1",
        expected: [
          1.4079303384130337, -0.884924759846232, 0.4253156636448493, 0.7874657521137554, -0.884924759846232, 1.2091405716292805,
          -0.624972397598345, -0.43613876520542294, 0.4253156636448493, -0.624972397598345, 0.9314562406456084, 0.18601708686267526,
          0.7874657521137554, -0.43613876520542294, 0.18601708686267526, 0.8242133631530942,
        ],
        actual: () => leastSquares(tall, y).unscaledCovariance.values,
      },
    ],
  },
  {
    of: "symmetricEigen",
    reference: "mpmath 1.3 at 60 digits, eigsy(A)",
    tolerance: 1e-14,
    answers: [
      {
        call: "values of a 5 x 5 matrix",
        expected: [5.332127597568793, 3.6480547730834743, 1.860437933732995, 1.1328019603230215, 1.021577735291716],
        actual: () => symmetricEigen(definite).values,
      },
    ],
  },
  {
    of: "symmetricEigen",
    part: "condition 1.5e7",
    reference: "mpmath 1.3 at 60 digits, eigsy(Hilbert's matrix of order 6)",
    tolerance: 1e-9,
    answers: [
      {
        call: "values of Hilbert's matrix",
        expected: [
          1.618899858924339, 0.24236087057520955, 0.016321521319875826, 0.0006157483541826453, 1.2570757122637029e-5, 1.082799484481101e-7,
        ],
        actual: () => symmetricEigen(hilbert).values,
      },
    ],
  },
  {
    of: "quadraticProgram",
    part: "simplex, more donors than periods",
    reference: "the exact optimum of the synthetic control of Proposition 99",
    data: "geo/california-prop99.csv",
    tolerance: 1e-9,
    answers: [{ call: "the average gap 1989-2000", expected: referenceNumber("geo.prop99.sc_exact"), actual: gapOfCalifornia }],
  },
  {
    of: "quadraticProgram",
    part: "simplex, GeoLift's walkthrough",
    reference: "augsynth 0.2 (OSQP, polished), as GeoLift prints it",
    data: "geo/geolift-test.csv",
    tolerance: 1e-5,
    measure: "absolute",
    answers: [
      {
        call: "weights of 38 cities",
        expected: geoLift.map(([, weight]) => weight),
        actual: () => {
          const weights = weightsOfGeoLift();
          return geoLift.map(([city]) => weights.get(city) ?? Number.NaN);
        },
      },
    ],
  },
  ...["matrixOf", "zeroMatrix", "identityMatrix", "matrixProduct", "matrixTimes", "transposed", "transposeTimes", "crossProduct"].map(
    (of) => ({
      of,
      heldBy: "products agree with their definition, and with the transpose taken first",
    }),
  ),
  ...["qrFactor", "rotated", "triangularSolution"].map((of) => ({
    of,
    heldBy: "the rotation keeps lengths and the triangle gives the columns back",
  })),
];
