import { sequentialBounds, type BoundKind } from "@vouch/stats";
import { daysBetween, daysLater } from "../../../kernel/civil.ts";
import type { GeoPlan, Spending } from "./geo-plan.ts";

/** What of a plan says when it is looked at, and what each look asks for. */
export type LookPlan = Pick<GeoPlan, "from_on" | "to_on" | "looks" | "spending" | "alpha">;

/** A look at the sales before treatment is over, or at its end. */
export interface Look {
  /** The last day that is looked at. */
  readonly last_on: string;
  /** The share of the days of treatment that are known by then, in (0, 1]. */
  readonly fraction: number;
  readonly is_planned: boolean;
  /** An effect is shown at this look when p is at most this. */
  readonly bound_p: number;
}

const kinds: { readonly [S in Spending]: BoundKind } = { "obrien-fleming": "lan-demets-obrien-fleming", pocock: "lan-demets-pocock" };

type Dated = Pick<Look, "last_on" | "is_planned">;

/** The days after which a plan looks; the last is that of treatment. */
export function plannedDays({ from_on, to_on, looks }: LookPlan): string[] {
  const days = daysBetween(from_on, to_on);
  return Array.from({ length: looks }, (_, at) => daysLater(from_on, Math.ceil((days * (at + 1)) / looks) - 1));
}

/**
 * All looks that a plan has and that were taken beside, each with the p that it asks for.
 *
 * The bounds are Lan and DeMets's: over all looks a null is refused no oftener than alpha, also where looks come in between, as long as what was
 * seen did not decide when to look. Information is counted in days of treatment.
 *
 * @param plan its days of treatment, number of looks, spending and alpha.
 * @param taken the last days of looks that were not planned.
 * @returns in the order of their days, each day once.
 * @throws {RangeError} when alpha or the number of looks is out of range.
 * @example
 * import { looksOf } from "./looks.ts";
 * const plan = { from_on: "2026-05-01", to_on: "2026-05-29", looks: 2, spending: "obrien-fleming", alpha: "0.1" };
 * looksOf(plan, []).map(({ last_on, bound_p }) => [last_on, bound_p.toFixed(4)]); // => [["2026-05-14", "0.0111"], ["2026-05-28", "0.0965"]]
 */
export function looksOf(plan: LookPlan, taken: readonly string[]): Look[] {
  const planned = plannedDays(plan);
  const dated: Dated[] = [
    ...planned.map((last_on) => ({ last_on, is_planned: true })),
    ...[...new Set(taken)].filter((day) => !planned.includes(day)).map((last_on) => ({ last_on, is_planned: false })),
  ].toSorted((a, b) => (a.last_on < b.last_on ? -1 : 1));
  const all = daysBetween(plan.from_on, plan.to_on);
  const fractions = dated.map(({ last_on }) => (daysBetween(plan.from_on, last_on) + 1) / all);
  const alpha = Number(plan.alpha);
  const bounds = fractions.length === 1 ? [alpha] : sequentialBounds({ looks: fractions, kind: kinds[plan.spending], alpha }).nominal;
  return dated.map((look, at) => ({ ...look, fraction: fractions[at] as number, bound_p: bounds[at] as number }));
}

/** A look as it was taken: an analysis that was kept. */
export interface TakenLook {
  readonly last_on: string;
  readonly is_planned: boolean;
  readonly at: string;
  readonly p: number | null;
  readonly may_be_told: boolean;
}

/** The last days of looks that nobody had planned. */
export const unplannedDays = (taken: readonly TakenLook[]): string[] =>
  taken.filter(({ is_planned }) => !is_planned).map(({ last_on }) => last_on);

/**
 * Every look of a plan with what came of it.
 *
 * @param taken in the order of their time; of several at one day the newest is told.
 */
export const looksTaken = (plan: LookPlan, taken: readonly TakenLook[]) =>
  looksOf(plan, unplannedDays(taken)).map((look) => {
    const found = taken.findLast(({ last_on }) => last_on === look.last_on);
    return { ...look, taken: found === undefined ? null : { at: found.at, p: found.p, may_be_told: found.may_be_told } };
  });

/** A look that is due, or why there is none yet, in words. */
export type DueLook = { readonly kind: "look"; readonly look: Look } | { readonly kind: "refused"; readonly reason: string };

/**
 * The look that the sales allow: the last planned one whose days are all known; or one at what is known, where that is asked for.
 *
 * @param plan locked.
 * @param known the last day with sales that lies in the treatment.
 * @param asked the looks that were taken, and whether one that is not planned is wanted.
 */
export function dueLook(
  plan: LookPlan,
  known: string,
  asked: { readonly taken: readonly TakenLook[]; readonly isUnplanned: boolean },
): DueLook {
  const before = unplannedDays(asked.taken);
  const due = plannedDays(plan).filter((day) => day <= known);
  const isBetween = asked.isUnplanned && due.at(-1) !== known;
  const last_on = isBetween ? known : due.at(-1);
  const look = looksOf(plan, isBetween ? [...before, known] : before).find((each) => each.last_on === last_on);
  if (look !== undefined) return { kind: "look", look };
  const [first = ""] = plannedDays(plan);
  const when = plan.looks === 1 ? `Treatment ends on ${first}` : `The first look is planned after ${first}`;
  const rest = plan.looks === 1 ? "import the rest, then ask again" : "import the days until then, then ask again";
  return {
    kind: "refused",
    reason: `${when}, and sales are known up to ${known}. Looking early finds effects that are not there: ${rest}.`,
  };
}

const spendingWords: { readonly [S in Spending]: string } = {
  "obrien-fleming": "O’Brien and Fleming’s, which asks for much early",
  pocock: "Pocock’s, which asks for about the same each time",
};

/**
 * How a plan is looked at, in a sentence; empty where that is once, at the end.
 *
 * @example
 * import { looksSentence } from "./looks.ts";
 * looksSentence({ looks: 1 }); // => ""
 */
export function looksSentence(plan: LookPlan): string {
  if (plan.looks === 1) return "";
  const asked = looksOf(plan, []).map(({ last_on, bound_p }) => `after ${last_on} (p of at most ${boundText(bound_p)})`);
  return ` It is looked at ${plan.looks} times: ${asked.join(", ")}. The level is spent by ${spendingWords[plan.spending]}; over all looks together p of ${plan.alpha} is kept.`;
}

/**
 * The p that a look asks for, as text.
 *
 * @example
 * import { boundText } from "./looks.ts";
 * boundText(0.019951); // => "0.01995"
 * boundText(0.1); // => "0.1"
 */
export const boundText = (bound: number): string => (bound < 1e-6 ? "0.000001 or less" : Number(bound.toPrecision(4)).toString());
