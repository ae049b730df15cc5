import { folded, type GeoPlan } from "./geo-plan.ts";

/** What of a plan can get into the way of another one. */
export type PlanSpan = Pick<GeoPlan, "treated" | "left_out" | "history_from_on" | "from_on" | "to_on" | "creator_ids">;

const within = (one: { readonly from: string; readonly to: string }, other: PlanSpan): boolean =>
  one.from < other.to_on && other.from_on < one.to;

/** Regions of the first list that the second has too, however they are spelled. */
function shared(regions: readonly string[], others: readonly string[]): string[] {
  const theirs = new Set(others.map(folded));
  return regions.filter((region) => theirs.has(folded(region)));
}

/**
 * How another experiment gets into the way of a plan, in sentences.
 *
 * @param plan whose result is at stake; its history begins with the first day of its sales where that is later than what it says.
 * @param other the locked plan of another experiment, by name.
 * @returns regions that both treat in the same days; regions that the other treats while this one compares with them, or in its history; and
 *   creators who work in both in the same days. None where they do not meet.
 * @example
 * import { overlapsOf } from "./overlaps.ts";
 * const may = { treated: ["Hesse"], left_out: [], history_from_on: null, from_on: "2026-05-01", to_on: "2026-06-01", creator_ids: [] };
 * overlapsOf(may, { name: "June", plan: { ...may, treated: ["hesse"], from_on: "2026-06-01", to_on: "2026-07-01" } }); // => []
 */
export function overlapsOf(plan: PlanSpan, { name, plan: other }: { readonly name: string; readonly plan: PlanSpan }): string[] {
  const isTogether = within({ from: plan.from_on, to: plan.to_on }, other);
  const isBefore = within({ from: plan.history_from_on ?? "", to: plan.from_on }, other);
  const learned = other.treated.filter((region) => shared([region], plan.left_out).length === 0);
  const both = shared(plan.treated, other.treated);
  const compared = other.treated.filter((region) => shared([region], [...plan.treated, ...plan.left_out]).length === 0);
  const creators = plan.creator_ids.filter((id) => other.creator_ids.includes(id)).length;
  return [
    ...(isTogether && both.length > 0
      ? [`${name} treats ${both.join(", ")} in the same days: what either of them did cannot be told apart there.`]
      : []),
    ...(isTogether && compared.length > 0
      ? [
          `${name} treats ${compared.join(", ")} in the same days, which this one compares with: leave them out, or the effect comes out too small.`,
        ]
      : []),
    ...(!isTogether && isBefore && learned.length > 0
      ? [`${name} treated ${learned.join(", ")} in the days that this one learns from: begin the history later, or leave them out.`]
      : []),
    ...(isTogether && creators > 0
      ? [
          `${creators === 1 ? "A creator works" : `${creators} creators work`} in ${name} in the same days too: their credit cannot be split between the two.`,
        ]
      : []),
  ];
}
