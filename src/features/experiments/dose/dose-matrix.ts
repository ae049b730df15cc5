import { zeroMatrix, type Matrix } from "@vouch/stats";
import { daysBetween } from "../../../kernel/civil.ts";
import { doseSpan, type DosePlan, type PlannedAudience } from "./dose-plan.ts";

/** How many people are reached in each region on each day: in all, and by each creator. */
export interface Doses {
  /** A row a region, a column a day of the treatment. */
  readonly all: Matrix;
  /** The same by creator, in the order of the audiences. */
  readonly sources: readonly Matrix[];
}

/** The part of a post that counts on each day of the treatment. */
function dayParts(plan: Pick<DosePlan, "lasts_days" | "posts" | "to_on">, postedOn: string): Float64Array {
  const { from_on: from, to_on: to } = doseSpan(plan);
  const [days, first] = [daysBetween(from, to), daysBetween(from, postedOn)];
  if (plan.lasts_days === null) return new Float64Array(days).fill(1 / days);
  const last = first + plan.lasts_days;
  return Float64Array.from({ length: days }, (_, day) => (day >= first && day < last ? 1 / (last - first) : 0));
}

/**
 * The dose of each region on each day: over all posts, their reach times the share of the creator's audience that is there, in equal parts on the
 * days on which the post counts.
 *
 * @param plan its posts and how long each counts.
 * @param audiences of its creators.
 * @param regions in the order of the rows.
 * @returns people reached, or posts where no reach is told; days of the treatment only.
 * @example
 * import { dosesOf } from "./dose-matrix.ts";
 * const plan = { posts: [{ creator_id: "cre_1", posted_on: "2026-05-01", reach: 1_000 }], lasts_days: null, to_on: "2026-05-03" };
 * const ana = { creator_id: "cre_1", name: "Ana", shares: [{ region: "Hesse", share: 0.25 }] };
 * dosesOf(plan, [ana], ["Berlin", "Hesse"]).all.values; // => Float64Array.of(0, 0, 125, 125)
 */
export function dosesOf(
  plan: Pick<DosePlan, "posts" | "lasts_days" | "to_on">,
  audiences: readonly PlannedAudience[],
  regions: readonly string[],
): Doses {
  const { from_on: from, to_on: to } = doseSpan(plan);
  const columns = daysBetween(from, to);
  const places = new Map(regions.map((region, at) => [region, at]));
  const sources = audiences.map((audience) => {
    const matrix = zeroMatrix(regions.length, columns);
    const reached = new Float64Array(columns);
    for (const { posted_on: day, reach } of plan.posts.filter(({ creator_id: id }) => id === audience.creator_id))
      dayParts(plan, day).forEach((part, at) => {
        reached[at] = (reached[at] as number) + part * (reach ?? 1);
      });
    for (const { region, share } of audience.shares) {
      const row = places.get(region);
      if (row !== undefined)
        matrix.values.set(
          reached.map((people) => people * share),
          row * columns,
        );
    }
    return matrix;
  });
  const all = zeroMatrix(regions.length, columns);
  for (const { values } of sources)
    values.forEach((dose, at) => {
      all.values[at] = (all.values[at] as number) + dose;
    });
  return { all, sources };
}
