import { dosePower as simulatedDosePower, generatorOf, type Matrix } from "@vouch/stats";
import { daysBetween } from "../../../kernel/civil.ts";
import type { CreatorPower } from "../designs/design-power.ts";
import { largestOf, refusalOf, silenceText } from "./dose-analysis.ts";
import { doseFlags, doseVariation, movedBack, placeboOf, type DoseSpread, type PlaceboTest } from "./dose-checks.ts";
import { dosesOf } from "./dose-matrix.ts";
import { daysOf, historyDays, meansOf, type DoseSales } from "./dose-panel.ts";
import { doseCautions, doseSpan } from "./dose-plan.ts";

/** How large an effect a plan by audience would find, and how unlike its doses are. Lengths are in days. */
export interface DosePower extends Omit<CreatorPower, "history_weeks" | "weeks_before" | "weeks_treated"> {
  readonly history_days: number;
  readonly days_before: number;
  readonly days_treated: number;
  readonly regions: number;
  readonly spread: Pick<DoseSpread, "variation" | "largest">;
  readonly placebo: PlaceboTest | null;
}

/** A study, or why there is none, in words. */
export type DosePowerOutcome =
  { readonly kind: "studied"; readonly study: DosePower } | { readonly kind: "refused"; readonly reason: string };

const [power, leastBefore, trials] = [0.8, 7, 200];
const sizes = [0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5];

/** What the doses would rest on, and whether regions with more of them rise already; or why nothing can be compared. */
function checksOf({ plan, regions, sales }: DoseSales, doses: Matrix) {
  const usual = Math.floor(sales.columns / 2);
  const bases = meansOf(daysOf(sales, 0, usual));
  const silent = regions.filter((_, at) => !((bases[at] as number) > 0));
  if (silent.length > 0) return { reason: silenceText(silent) };
  const moved = movedBack({ outcomes: daysOf(sales, usual, sales.columns), doses, bases }, 1 - Number(plan.alpha));
  if (moved.found.kind !== "estimated") return { reason: refusalOf(moved.found, regions) };
  const spread = { variation: doseVariation(doses, bases), largest: largestOf(moved.found.shares, regions), negative_weights: 0 };
  return { spread, placebo: placeboOf(moved) };
}

/**
 * How large an effect a plan by audience would find, tried on the regions' own history: the doses are dealt out to regions anew in each trial, and sales
 * are added in proportion to them.
 *
 * @param data the plan, its audiences, and the sales of all days before the first post.
 * @param report told how much of the work is done, a share in [0, 1].
 * @returns the power; or why there is none. The same data give the same. Time: up to some seconds.
 */
export function dosePowerStudy(data: DoseSales, report: (share: number) => void): DosePowerOutcome {
  report(0);
  const { plan, audiences, regions, sales, unit } = data;
  const { from_on: from, to_on: to } = doseSpan(plan);
  const treated = daysBetween(from, to);
  const before = Math.min(historyDays(data).compared, sales.columns - treated);
  if (before < leastBefore)
    return {
      kind: "refused",
      reason: `${treated + leastBefore} days of history are needed for ${treated} days of treatment; ${sales.columns} are known. Import earlier days, or plan a shorter treatment.`,
    };
  const doses = dosesOf(plan, audiences, regions).all;
  const checks = checksOf(data, doses);
  if ("reason" in checks) return { kind: "refused", reason: checks.reason };
  const { spread, placebo } = checks;
  const bases = meansOf(sales);
  const sign = plan.direction === "loss" ? -1 : 1;
  const found = simulatedDosePower(
    generatorOf(1),
    sales,
    { doses, bases, before },
    { effects: sizes.map((size) => sign * size), alpha: Number(plan.alpha), power, trials },
  );
  if (found.kind !== "simulated") return { kind: "refused", reason: "The history is shorter than one trial." };
  const usual = bases.reduce((sum, base) => sum + base, 0) * doses.columns;
  const alarms = found.falseAlarms - Number(plan.alpha) > 2 * Math.sqrt((Number(plan.alpha) * (1 - Number(plan.alpha))) / trials);
  report(1);
  return {
    kind: "studied",
    study: {
      ...{ unit, alpha: Number(plan.alpha), power, history_days: sales.columns, days_before: before, days_treated: doses.columns },
      regions: regions.length,
      cells: found.cells.map(({ effect, power: share }) => ({ lift: effect, power: share })),
      least_lift: found.least ?? null,
      least_total: found.least === undefined ? null : found.least * usual,
      false_alarms: found.falseAlarms,
      stretches: found.separate,
      spread: { variation: spread.variation, largest: spread.largest },
      placebo,
      flags: [
        ...(alarms ? ["Effects are found where there are none, more often than the rule allows: do not believe this power."] : []),
        ...(found.separate >= 3
          ? []
          : ["Fewer than three stretches of this length lie side by side in the history: they are much the same trial."]),
        ...doseFlags(spread, { regions: regions.length, placebo, alpha: Number(plan.alpha) }),
        ...doseCautions(plan, audiences),
      ],
    },
  };
}
