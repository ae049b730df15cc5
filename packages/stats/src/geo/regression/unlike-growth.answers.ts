import type { Answers } from "../../../../../test/known-answers.ts";
import { fixtureText, tableRows } from "../../../../../test/reference-data.ts";
import { completePanel } from "../complete-panel.ts";
import type { Panel } from "../../synthetic/panel/panel.ts";
import { timeBasedRegression } from "./time-based-regression.ts";
import { allowingForGrowth, unlikeGrowth, type AllowedEffect, type UnlikeGrowth } from "./unlike-growth.ts";

const [before, until] = [42, 70];

/** Sales of 100 geos, 42 days before and 28 of treatment; the second group is treated. A day without a row is a day without a sale. */
function geos(): Panel {
  const groups = new Map(tableRows(fixtureText("geo/geoassignment.csv")).map(([geo = "", group = ""]) => [geo, group]));
  const all = tableRows(fixtureText("geo/salesandcost.csv"));
  const days = [...new Set(all.map(([day = ""]) => day))].toSorted().slice(0, until);
  const cells = all
    .filter(([day = "", geo = ""]) => days.includes(day) && groups.has(geo))
    .map(([period = "", unit = "", value]) => ({ unit, period, value: Number(value) }));
  const found = completePanel(cells, "zero");
  if (found.kind !== "panel") throw new RangeError(found.kind);
  const { panel } = found;
  return { ...panel, treatedFrom: Int32Array.from(panel.units, (geo) => (groups.get(geo) === "2" ? before : until)) };
}

function growth(): UnlikeGrowth {
  const found = unlikeGrowth(geos());
  if (found.kind !== "estimated") throw new RangeError(found.kind);
  return found;
}

function allowed(): AllowedEffect {
  const { units, outcomes, treatedFrom } = geos();
  const sums = (isTreated: boolean): Float64Array =>
    Float64Array.from({ length: until }, (_, day) =>
      units.reduce(
        (sum, _name, row) =>
          sum + ((treatedFrom[row] as number) < until === isTreated ? (outcomes.values[row * until + day] as number) : 0),
        0,
      ),
    );
  const found = timeBasedRegression({ treated: sums(true), control: sums(false), before }, 0.9, "proportional");
  if (found.kind !== "estimated") throw new RangeError(found.kind);
  return allowingForGrowth(found, growth(), 0.9);
}

const data = "geo/salesandcost.csv, geo/geoassignment.csv";

export const answers: readonly Answers[] = [
  {
    of: "unlikeGrowth",
    reference: "numpy 2.4: the expectation of the misses' quadratic form as traces of dense matrices, solved for the spread's square",
    data,
    tolerance: 1e-12,
    answers: [
      {
        call: "spread, variance, degrees of freedom",
        expected: [0.024489712684807683, 77577899.69383706, 10.311290242099021],
        actual: () => {
          const { spread, variance, degreesOfFreedom } = growth();
          return [spread, variance, degreesOfFreedom];
        },
      },
    ],
  },
  {
    of: "allowingForGrowth",
    reference: "numpy 2.4 and scipy 1.17: the ratio of sums, both variances added, Satterthwaite's freedom, t.ppf and t.sf",
    data,
    tolerance: 1e-12,
    answers: [
      {
        call: "effect, lower, upper, error, degrees of freedom, p",
        expected: [
          150625.3815023471, 133072.14510862457, 168178.61789606963, 10104.41823336634, 17.422260927577838, 2.3584382619269648e-11,
        ],
        actual: () => {
          const { effect, lower, upper, standardError, degreesOfFreedom, p } = allowed();
          return [effect, lower, upper, standardError, degreesOfFreedom, p];
        },
      },
    ],
  },
  { of: "unlikeGrowth", heldBy: "the spread is found in the mean" },
  { of: "allowingForGrowth", heldBy: "regions that grow alike hardly widen the interval" },
];
