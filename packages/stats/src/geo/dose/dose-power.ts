import { simulatedPower, type DesignPowerOptions, type DesignPowerOutcome, type Trial } from "../../experiments/assigned/design-power.ts";
import { againstT } from "../../experiments/means/welch-test.ts";
import { checkCount, type Numbers } from "../../input/check.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import type { Generator } from "../../random/generator.ts";
import { permutation } from "../../random/order.ts";
import { checkDoses, doseDesign, freedomOf, freeOf, rowsOf } from "./dose-design.ts";
import { fitDose } from "./dose-effect.ts";

/** A plan of doses. */
export interface PlannedDoses {
  /** In the periods of treatment, a row a region. */
  readonly doses: Matrix;
  readonly bases: Numbers;
  /** Periods without dose before them, at least two. */
  readonly before: number;
}

/** Doses of a stretch: none before treatment, then those by base that `order` gives each region, in the region's own size. */
function dealtDoses({ doses, before }: PlannedDoses, bases: Float64Array, order: Uint32Array): Matrix {
  const dealt = zeroMatrix(doses.rows, before + doses.columns);
  const rows = rowsOf(doses);
  order.forEach((from, region) => {
    const scale = (bases[region] as number) / (bases[from] as number);
    const place = region * dealt.columns + before;
    dealt.values.set(
      (rows[from] as Float64Array).map((dose) => dose * scale),
      place,
    );
  });
  return dealt;
}

/**
 * How large an effect doses would show, tried on the regions' own history.
 *
 * Each trial takes a stretch of the history as long as the plan, deals the doses by base out to regions anew, adds to the outcomes in proportion to the dose
 * so much that all regions together have a share more than usual, and tests as `doseEffect` does. A lift is thus the mean over all regions: those with twice the dose by base
 * have twice of it.
 *
 * Time: trials x (effects x regions x periods + regions squared x periods); 30 regions and 60 days take some tenths of a second.
 *
 * @param generator the source of all chance, which moves on.
 * @param history outcomes of all regions before the plan, a row a region.
 * @param plan whose doses `doseEffect` could use.
 * @throws {RangeError} when the plan does not fit the history, its doses are all alike, or an option is none.
 * @example
 * import { matrixOf, zeroMatrix } from "../../linear/matrix.ts";
 * import { generatorOf } from "../../random/generator.ts";
 * import { dosePower } from "./dose-power.ts";
 * const plan = { doses: matrixOf([[1], [2], [4]]), bases: [1, 1, 1], before: 3 };
 * dosePower(generatorOf(1), zeroMatrix(3, 2), plan); // => { kind: "too-short", periods: 2, needed: 4 }
 */
export function dosePower(
  generator: Generator,
  history: Matrix,
  plan: PlannedDoses,
  options: Pick<DesignPowerOptions, "effects" | "alpha" | "power" | "trials"> = {},
): DesignPowerOutcome {
  const { doses, before } = plan;
  checkCount("before", before, 2);
  checkDoses({ outcomes: doses, doses, bases: plan.bases });
  if (history.rows !== doses.rows) throw new RangeError(`history must have ${doses.rows} rows: got ${history.rows}`);
  const bases = Float64Array.from(plan.bases);
  const usual = bases.reduce((sum, base) => sum + base, 0) * doses.columns;
  const trial = (): Trial => {
    const dealt = dealtDoses(plan, bases, permutation(generator, doses.rows));
    const design = doseDesign(dealt, bases);
    if (design.spread === 0) throw new RangeError("doses must not be alike in all regions");
    const [freedom, each] = [freedomOf(design), usual / dealt.values.reduce((sum, dose) => sum + dose, 0)];
    return (stretch, lift) => {
      const fit = fitDose(design, freeOf(stretch, bases));
      // What is added lies on the line itself: it moves the slope and leaves the residuals.
      const effect = fit.slope + lift * each;
      if (!(fit.standardError > 0)) return { effect, p: effect === 0 ? 1 : 0 };
      return { effect, p: againstT({ difference: effect, standardError: fit.standardError, degreesOfFreedom: freedom }).p };
    };
  };
  return simulatedPower(generator, history, { options, window: before + doses.columns, trial });
}
