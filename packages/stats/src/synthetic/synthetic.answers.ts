import type { AnswerGroup, Answers } from "../../../../test/known-answers.ts";
import { californiaPanel, geoLiftPanel } from "../../../../test/reference-panels.ts";
import { fixtureText, referenceNumber, tableRows } from "../../../../test/reference-data.ts";
import type { Estimator } from "./estimate/estimator.ts";
import { syntheticEffect, type CohortEffect, type SyntheticEffectOutcome } from "./estimate/synthetic-effect.ts";
import type { PooledEstimator } from "./inference/refit.ts";
import type { Panel } from "./panel/panel.ts";

const control = (fixedEffects: boolean): PooledEstimator & Estimator => ({ kind: "synthetic-control", fixedEffects });
const even = { kind: "difference-in-differences" } as const;
const double = { kind: "synthetic-difference-in-differences" } as const;
const [california, geoLift] = [californiaPanel(), geoLiftPanel()];
const [smoking, cities] = ["geo/california-prop99.csv", "geo/geolift-test.csv"];

type Estimated = Extract<SyntheticEffectOutcome, { kind: "estimated" }>;

function effectOf(panel: Panel, estimator: Estimator): Estimated & { readonly only: CohortEffect } {
  const outcome = syntheticEffect(panel, estimator);
  if (outcome.kind !== "estimated" || outcome.cohorts[0] === undefined) throw new RangeError(outcome.kind);
  return { ...outcome, only: outcome.cohorts[0] };
}

const geoLiftNumbers = (part: string, names: readonly string[]): number[] =>
  names.map((name) => referenceNumber(`geo.geolift_chicago_portland.${part}.${name}`));

/** Weights of units by name, those that the reference leaves out being zero. */
const weightsOf = ({ donors, weights }: CohortEffect, names: readonly string[]): number[] =>
  names.map((name) => weights[donors.indexOf(name)] ?? Number.NaN);

function weightsOfFile(file: string, panel: Panel, estimator: Estimator): AnswerGroup["answers"][number] {
  const rows = tableRows(fixtureText(file));
  return {
    call: "weights",
    expected: rows.map((cells) => Number(cells[1])),
    actual: () =>
      weightsOf(
        effectOf(panel, estimator).only,
        rows.map(([name = ""]) => name),
      ),
  };
}

const geoLiftEffects: AnswerGroup[] = [
  {
    of: "syntheticEffect",
    part: "fixed effects",
    reference: "the optimum of the quadratic program to 1e-12, computed for GeoLift's walkthrough",
    data: cities,
    tolerance: 1e-14,
    answers: [
      {
        call: "effect, sum, lift, L2, scaled L2",
        expected: geoLiftNumbers("fixed_effects", ["att", "incremental", "lift", "l2", "scaled_l2"]),
        actual: () => {
          const { att, incremental, lift, only } = effectOf(geoLift, control(true));
          return [att, incremental, lift ?? 0, only.l2, only.scaledL2 ?? 0];
        },
      },
    ],
  },
  {
    of: "syntheticEffect",
    part: "without fixed effects",
    reference: "the optimum of the quadratic program to 1e-12",
    data: cities,
    tolerance: 1e-11,
    answers: [
      {
        call: "effect, sum, lift, L2",
        expected: geoLiftNumbers("no_fixed_effects", ["att", "incremental", "lift", "l2"]),
        actual: () => {
          const { att, incremental, lift, only } = effectOf(geoLift, control(false));
          return [att, incremental, lift ?? 0, only.l2];
        },
      },
    ],
  },
  {
    of: "syntheticEffect",
    part: "ridge, penalty chosen",
    reference: "augsynth 0.2 (progfunc = 'ridge'), whose simplex weights come from OSQP",
    data: cities,
    tolerance: 1e-6,
    answers: [
      {
        call: "effect, sum, L2",
        expected: geoLiftNumbers("ridge_augsynth", ["att", "incremental", "l2"]),
        actual: () => {
          const { att, incremental, only } = effectOf(geoLift, { kind: "ridge-augmented" });
          return [att, incremental, only.l2];
        },
      },
    ],
  },
  {
    of: "syntheticEffect",
    part: "weights",
    reference: "augsynth 0.2 (OSQP)",
    data: cities,
    tolerance: 1e-5,
    measure: "absolute",
    answers: [
      weightsOfFile("geo/geolift-weights-a-none.csv", geoLift, control(true)),
      weightsOfFile("geo/geolift-weights-a-none-nofe.csv", geoLift, control(false)),
      weightsOfFile("geo/geolift-weights-a-ridge.csv", geoLift, { kind: "ridge-augmented" }),
    ],
  },
];

const smokingEffects: AnswerGroup[] = [
  {
    of: "syntheticEffect",
    part: "difference in differences",
    reference: "synthdid did_estimate, which is closed form",
    data: smoking,
    tolerance: 1e-13,
    answers: [{ call: "effect", expected: referenceNumber("geo.prop99.did"), actual: () => effectOf(california, even).att }],
  },
  {
    of: "syntheticEffect",
    part: "synthetic control",
    reference: "the exact optimum; synthdid stops early at -19.620, Stata's sdid prints -19.48",
    data: smoking,
    tolerance: 1e-9,
    answers: [{ call: "effect", expected: referenceNumber("geo.prop99.sc_exact"), actual: () => effectOf(california, control(false)).att }],
  },
  {
    of: "syntheticEffect",
    part: "synthetic difference in differences",
    reference: "the exact optimum of both weight problems; synthdid prints -15.604",
    data: smoking,
    tolerance: 1e-9,
    answers: [{ call: "effect", expected: referenceNumber("geo.prop99.sdid_exact"), actual: () => effectOf(california, double).att }],
  },
  {
    of: "syntheticEffect",
    part: "weights of donors and periods",
    reference: "the exact optimum, to six decimals",
    data: smoking,
    tolerance: 1e-6,
    measure: "absolute",
    isRounded: true,
    answers: [
      {
        call: "Nevada, New Hampshire, Connecticut, Delaware, Colorado",
        expected: [0.124194, 0.104568, 0.078362, 0.070434, 0.05742],
        actual: () => weightsOf(effectOf(california, double).only, ["Nevada", "New Hampshire", "Connecticut", "Delaware", "Colorado"]),
      },
      {
        call: "1986, 1987, 1988",
        expected: [0.366471, 0.206453, 0.427076],
        actual: () => effectOf(california, double).only.periodWeights.slice(-3),
      },
    ],
  },
  {
    of: "syntheticEffect",
    part: "staggered",
    reference: "numpy: differences in differences of both cohorts against 37 states, weighted by their treated periods",
    data: smoking,
    tolerance: 1e-13,
    answers: [
      {
        call: "California from 1989, Nevada from 1985: both, and together",
        expected: [-39.77836789046509, -28.384103664432214, -34.895111793593856],
        actual: () => {
          const treatedFrom = california.treatedFrom.slice();
          treatedFrom[california.units.indexOf("Nevada")] = 15;
          const { att, cohorts } = effectOf({ ...california, treatedFrom }, even);
          return [...cohorts.map((cohort) => cohort.att), att];
        },
      },
    ],
  },
];

export const answers: readonly Answers[] = [
  ...geoLiftEffects,
  ...smokingEffects,
  { of: "panelOf", heldBy: "a panel has its cells where unit and period say, whatever order they come in" },
];
