import { moneyText } from "../../../web/kit/value/money.tsx";
import { perSpentText, shareText, type Calibration, type PlanForecast } from "./plan.ts";

/**
 * What the allocation says: who gets most, or that all get the same.
 *
 * @param forecast a plan that was worked out.
 */
export function allocationFinding({ creators, spend }: Pick<PlanForecast, "creators" | "spend">): string {
  const paid = creators.filter((creator) => creator.spend.amount !== "0");
  if (paid.length === 0) return "Nobody gets anything within these limits";
  const first = paid.toSorted((a, b) => b.share - a.share)[0]!;
  if (paid.length === 1) return `${moneyText(spend)} on ${first.name} alone`;
  const who = `${paid.length} creators`;
  if (paid.every((creator) => creator.spend.amount === first.spend.amount)) return `${moneyText(spend)} on ${who}, the same on each`;
  return `${moneyText(spend)} on ${who}; most on ${first.name}, ${shareText(first.share)}`;
}

/** What scenarios say: what comes back in weak and in strong times. */
export function scenarioFinding({ scenarios }: Pick<PlanForecast, "scenarios">): string {
  const [weak, strong] = [scenarios[0]?.per_spent ?? null, scenarios.at(-1)?.per_spent ?? null];
  if (weak === null || strong === null) return "Nothing is spent, so nothing comes back";
  return `1 spent brings back ${perSpentText(weak.middle)} in weak times and ${perSpentText(strong.middle)} in strong ones`;
}

/** What more or less money would do: where the last unit stops paying for itself. */
export function ladderFinding({ ladder }: Pick<PlanForecast, "ladder">): string {
  const paid = ladder.filter(({ spend }) => spend.amount !== "0");
  const [first, last] = [paid[0], paid.at(-1)];
  if (first === undefined || last === undefined) return "No budget would be spent within these limits";
  return `The last unit brings ${perSpentText(first.marginal)} at ${moneyText(first.spend)} and ${perSpentText(last.marginal)} at ${moneyText(last.spend)}`;
}

/** What the comparison of forecasts with outcomes says. */
export const calibrationFinding = ({ verdict }: Pick<Calibration, "verdict">): string => verdict.replace(/\.$/, "");
