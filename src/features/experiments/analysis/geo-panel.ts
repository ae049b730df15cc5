import { civilDateOf, dayText, epochDayOf, parseDay } from "../../../kernel/civil.ts";
import { panelOf, type Panel } from "@vouch/stats";
import type { GeoPlan } from "../plan/geo-plan.ts";

/** What a region sold on a day. */
export interface SalesCell {
  readonly region: string;
  /** A day such as "2026-05-01". */
  readonly day: string;
  /** Minor units or a count. */
  readonly sales: number;
  /** Minor units; null: not told. */
  readonly spend: number | null;
}

/** A panel of a plan, or why there is none, in words. */
export type GeoPanelOutcome = { readonly kind: "panel"; readonly panel: Panel } | { readonly kind: "refused"; readonly reason: string };

/** A day without a row, where that means that nothing was sold. */
function filled(cells: readonly SalesCell[]): SalesCell[] {
  const known = new Set(cells.map(({ region, day }) => `${region}\n${day}`));
  const [regions, days] = [new Set(cells.map(({ region }) => region)), new Set(cells.map(({ day }) => day))];
  const added = [...regions].flatMap((region) =>
    [...days].filter((day) => !known.has(`${region}\n${day}`)).map((day) => ({ region, day, sales: 0, spend: 0 })),
  );
  return [...cells, ...added];
}

/**
 * The days and regions of a series that take part in an experiment.
 *
 * @param cells of the series, in any order.
 * @param plan whose span, left out regions and meaning of missing days hold.
 * @returns cells of the regions that take part, from the first day that counts to the last of treatment.
 * @example
 * import { partOf } from "./geo-panel.ts";
 * const plan = { left_out: ["b"], history_from_on: null, from_on: "2026-05-02", to_on: "2026-05-03", missing: "refused" };
 * const cells = [["a", "2026-05-01"], ["b", "2026-05-01"], ["a", "2026-05-03"]].map(([region, day]) => ({ region, day, sales: 1, spend: null }));
 * partOf(cells, plan).length; // => 1
 */
export function partOf(
  cells: readonly SalesCell[],
  plan: Pick<GeoPlan, "left_out" | "history_from_on" | "to_on" | "missing">,
): readonly SalesCell[] {
  const left = new Set(plan.left_out);
  const part = cells.filter(
    ({ region, day }) => !left.has(region) && day < plan.to_on && (plan.history_from_on === null || day >= plan.history_from_on),
  );
  return plan.missing === "zero" ? filled(part) : part;
}

const most = 5;

const dayBefore = (day: string): string => dayText(civilDateOf(epochDayOf(parseDay(day)!) - 1));

/**
 * The panel of an experiment whose treatment is over.
 *
 * @param part what takes part, as `partOf` gives it.
 * @param plan locked.
 * @returns the panel; or what is missing, in a sentence.
 * @example
 * import { geoPanel } from "./geo-panel.ts";
 * const cell = (region, day) => ({ region, day, sales: 1, spend: null });
 * const plan = { treated: ["a"], from_on: "2026-05-02", to_on: "2026-05-03" };
 * geoPanel([cell("a", "2026-05-01"), cell("b", "2026-05-01")], plan).kind; // => "refused"
 */
export function geoPanel(part: readonly SalesCell[], plan: Pick<GeoPlan, "treated" | "from_on" | "to_on">): GeoPanelOutcome {
  const days = [...new Set(part.map(({ day }) => day))].sort();
  const first = days.find((day) => day >= plan.from_on);
  if (first === undefined)
    return { kind: "refused", reason: `There are no sales of the treatment, which began on ${plan.from_on}. Import them, then ask again.` };
  const last = days.at(-1) ?? first;
  const end = dayBefore(plan.to_on);
  if (last < end)
    return {
      kind: "refused",
      reason: `Treatment ends on ${end}, and sales are known up to ${last}. Looking early finds effects that are not there: import the rest, then ask again.`,
    };
  const regions = new Set(part.map(({ region }) => region));
  const gone = plan.treated.filter((region) => !regions.has(region));
  if (gone.length > 0)
    return { kind: "refused", reason: `No sales of ${gone.join(", ")} in the days that count. Import them, then ask again.` };
  const told = part.map(({ region, day, sales }) => ({ unit: region, period: day, value: sales }));
  const found = panelOf(told, new Map(plan.treated.map((region) => [region, first])));
  if (found.kind === "panel") return found;
  const shown = found.missing.slice(0, most).map(({ unit, period }) => `${unit} on ${period}`);
  const more = found.missing.length > most ? ` and ${found.missing.length - most} more` : "";
  return {
    kind: "refused",
    reason: `Sales are missing that others have: ${shown.join(", ")}${more}. Import them; a plan that says what a missing day means, or leaves those regions out, would have allowed it.`,
  };
}
