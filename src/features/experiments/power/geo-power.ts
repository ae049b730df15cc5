import { panelOf, powerStudy, type PowerFlag, type PowerStudyOutcome, type RegionHistory } from "@vouch/stats";
import { daysBetween } from "../../../kernel/civil.ts";
import { partOf, type SalesCell } from "../analysis/geo-panel.ts";
import { isInProportion, plannedMovement } from "../analysis/movement.ts";
import { boundText, looksOf } from "../plan/looks.ts";
import { methodNames, type GeoPlan } from "../plan/geo-plan.ts";

/** What a power study is made of. */
export interface StudiedSales {
  readonly cells: readonly SalesCell[];
  readonly plan: GeoPlan;
  readonly unit: string;
}

/** How well a treatment of some length would be found. */
export interface StudiedDuration {
  readonly days: number;
  /** The share of windows in which an effect of each size was found. */
  readonly cells: { readonly lift: number; readonly power: number }[];
  /** The smallest lift from which on all are found often enough; null where none of those tried is. */
  readonly least_lift: number | null;
  /** What that lift would have to bring in all treated regions together, in the series' unit; null likewise. */
  readonly least_total: number | null;
  /** The share of windows in which an effect is found though nothing was done; it should be about alpha. */
  readonly false_alarms: number;
  /** How many windows lie side by side: independent trials. */
  readonly windows: number;
  /** What to know before believing it, in sentences. */
  readonly flags: string[];
}

/** The power of a plan on the regions' own history. */
export interface GeoPower {
  readonly unit: string;
  readonly alpha: number;
  /** In which share of windows an effect must be found. */
  readonly power: number;
  readonly planned_days: number;
  readonly history_days: number;
  readonly durations: StudiedDuration[];
  /** What the study is not, in a sentence; empty where it is of the very rule that decides. */
  readonly note: string;
}

/** A study, or why there is none, in words. */
export type GeoPowerOutcome =
  { readonly kind: "studied"; readonly study: GeoPower } | { readonly kind: "refused"; readonly reason: string };

/** The fewest days before a window: below that a fit of many regions follows noise. */
export const leastHistory = 25;
/** In which share of windows an effect must be found. */
export const askedPower = 0.8;
const weeks = [7, 14, 28];

/** What to know before believing a power, in sentences. */
export const powerFlagWords: { readonly [F in PowerFlag]: string } = {
  "too-eager": "Effects are found where there are none, more often than the rule allows: do not believe this power.",
  "few-windows": "Fewer than five stretches of this length lie side by side in the history: the shares are of few trials.",
  "not-converged": "Some fits did not converge, and count as nothing found.",
};

/**
 * Why power cannot be told, in a sentence.
 *
 * @example
 * import { refusal } from "./geo-power.ts";
 * refusal({ kind: "no-donors" }); // => "No region is left to compare with: treat fewer regions."
 */
export function refusal(outcome: Exclude<PowerStudyOutcome, { kind: "simulated" }>): string {
  if (outcome.kind === "no-donors") return "No region is left to compare with: treat fewer regions.";
  if (outcome.kind === "level-out-of-reach")
    return "So few days lie before treatment that no effect can have a p as small as the rule asks for.";
  return `${outcome.needed} days of history are needed for a treatment of ${outcome.duration}; there are ${outcome.periods}. Import earlier days, or plan a shorter treatment.`;
}

/**
 * The history of some regions, nobody treated; or why there is none, in a sentence.
 *
 * @param cells of the series.
 * @param part the days and regions that count; those from `from_on` on do not.
 * @example
 * import { historyOf } from "./geo-power.ts";
 * const part = { left_out: [], history_from_on: null, from_on: "2026-05-02", to_on: "2026-05-02", missing: "refused" };
 * historyOf([{ region: "a", day: "2026-05-01", sales: 3, spend: null }], part).units; // => ["a"]
 */
export function historyOf(
  cells: readonly SalesCell[],
  part: Pick<GeoPlan, "left_out" | "history_from_on" | "from_on" | "to_on" | "missing">,
): RegionHistory | { readonly reason: string } {
  const told = partOf(cells, part)
    .filter(({ day }) => day < part.from_on)
    .map(({ region, day, sales }) => ({ unit: region, period: day, value: sales }));
  const found = panelOf(told);
  if (found.kind === "panel") return found.panel;
  const [first] = found.missing;
  return {
    reason: `Sales are missing that others have, such as of ${first?.unit ?? ""} on ${first?.period ?? ""}. Import them, or say in the plan what a missing day means.`,
  };
}

/** What a study is not, in a sentence; empty where it is of the very rule that decides. */
function studyNote({ looks, method }: GeoPlan, alpha: number): string {
  const looked =
    looks === 1 ? "" : `With ${looks} looks the last asks for p of at most ${boundText(alpha)}, and this is the power of that look. `;
  if (method === "synthetic-control") return looked.trim();
  return `${looked}The study is of the synthetic control's test; ${methodNames[method]}, which decides, may find somewhat more or less.`;
}

/**
 * How large an effect a plan would find, tried on its regions' own history before money is spent.
 *
 * @param data the sales of the series, and the plan, locked or not.
 * @param report told how much of the work is done, a share in [0, 1].
 * @returns the power of the planned length, and of one, two and four weeks where the history allows; or why there is none.
 *   Time: seconds; a fit for each window and effect.
 * @throws {RangeError} when the plan's alpha is not in (0, 1).
 */
export function geoPower(data: StudiedSales, report: (share: number) => void): GeoPowerOutcome {
  const { plan, unit } = data;
  const history = historyOf(data.cells, plan);
  if ("reason" in history) return { kind: "refused", reason: history.reason };
  const planned = daysBetween(plan.from_on, plan.to_on);
  const others = weeks.filter((days) => days !== planned && leastHistory + days <= history.periods.length);
  const lengths = [planned, ...others].toSorted((a, b) => a - b);
  const last = looksOf(plan, []).at(-1);
  const alpha = last?.bound_p ?? Number(plan.alpha);
  const sign = plan.direction === "loss" ? -1 : 1;
  const effects = Array.from({ length: 10 }, (_, at) => (sign * (at + 1)) / 50);
  const proportional = isInProportion(plannedMovement(history, plan.treated), "synthetic-control");
  const durations: StudiedDuration[] = [];
  for (const [at, days] of lengths.entries()) {
    const found = powerStudy(history, {
      treated: plan.treated,
      durations: [days],
      effects,
      estimator: { kind: "synthetic-control", fixedEffects: true, proportional },
      alpha,
      power: askedPower,
      history: leastHistory,
      report: (share) => report((at + share) / lengths.length),
    });
    if (found.kind !== "simulated") return { kind: "refused", reason: refusal(found) };
    for (const each of found.durations) {
      const least = (sign === 1 ? each.leastGain : each.leastLoss) ?? null;
      durations.push({
        days,
        cells: each.cells.map(({ effect, power: share }) => ({ lift: effect, power: share })),
        least_lift: least,
        least_total: least === null ? null : least * each.outcome,
        false_alarms: each.falseAlarms,
        windows: each.separate,
        flags: each.flags.map((flag) => powerFlagWords[flag]),
      });
    }
  }
  return {
    kind: "studied",
    study: {
      unit,
      alpha,
      power: askedPower,
      planned_days: planned,
      history_days: history.periods.length,
      durations,
      note: studyNote(plan, alpha),
    },
  };
}
