import { daysLater } from "../../../kernel/civil.ts";
import type { Direction, PlanFault } from "../plan/geo-plan.ts";

/** How chance deals creators out. */
export const designKinds = ["staggered_creators", "matched_creators"] as const;
/** One of {@link designKinds}. */
export type DesignKind = (typeof designKinds)[number];

/** What every plan on creators says. A week is seven days, counted from `from_on`; spans are half-open. */
export interface DesignBasis {
  readonly hypothesis: string;
  /** What begins for a creator. */
  readonly treatment: string;
  /** Names of the creators as the series has them. */
  readonly creators: readonly string[];
  /** How many weeks before `from_on` each creator is compared with. */
  readonly history_weeks: number;
  /** The first day on which it begins for somebody. */
  readonly from_on: string;
  readonly direction: Direction;
  /** An effect is shown when p is at most this: a decimal text such as "0.1". */
  readonly alpha: string;
  /** What a day without a row means. */
  readonly missing: "refused" | "zero";
}

/** Creators begin in waves; chance says who in which. */
export interface StaggeredPlan extends DesignBasis {
  readonly design: "staggered_creators";
  readonly waves: number;
  readonly weeks_between: number;
}

/** Creators who are alike make pairs; for one of each it begins, for the other not before the end. */
export interface MatchedPlan extends DesignBasis {
  readonly design: "matched_creators";
  readonly weeks: number;
}

/** The plan of an experiment on creators. */
export type DesignPlan = StaggeredPlan | MatchedPlan;

/**
 * How many weeks a design lasts from its first start to its end.
 *
 * With waves it ends when the last one begins: from then on nobody is left to compare with.
 *
 * @example
 * import { weeksOf } from "./design-plan.ts";
 * weeksOf({ design: "staggered_creators", waves: 4, weeks_between: 2 }); // => 6
 */
export const weeksOf = (plan: Pick<StaggeredPlan, "design" | "waves" | "weeks_between"> | Pick<MatchedPlan, "design" | "weeks">): number =>
  plan.design === "staggered_creators" ? (plan.waves - 1) * plan.weeks_between : plan.weeks;

/** The first day that counts, and the day after the last. */
export const spanOf = (plan: DesignPlan): { history_from_on: string; from_on: string; to_on: string } => ({
  history_from_on: daysLater(plan.from_on, -7 * plan.history_weeks),
  from_on: plan.from_on,
  to_on: daysLater(plan.from_on, 7 * weeksOf(plan)),
});

const wanted: { readonly [D in Direction]: string } = { gain: "above zero", loss: "below zero", any: "above or below zero" };

const tests: { readonly [K in DesignKind]: string } = {
  staggered_creators: "those who have started, compared with those who still wait, show an effect",
  matched_creators: "the mean difference within pairs shows an effect",
};

/**
 * The decision rule of a plan in a sentence: what decides, and nothing else does.
 *
 * @example
 * import { designRule } from "./design-plan.ts";
 * designRule({ design: "matched_creators", alpha: "0.1", direction: "gain" }); // => "The effect is shown when the mean difference within pairs shows an effect above zero with p of at most 0.1, by dealing chance's choice out anew. Nothing else decides."
 */
export const designRule = ({ design, alpha, direction }: Pick<DesignPlan, "design" | "alpha" | "direction">): string =>
  `The effect is shown when ${tests[design]} ${wanted[direction]} with p of at most ${alpha}, by dealing chance's choice out anew. Nothing else decides.`;

/** The fewest creators with which a design can show anything at its alpha. */
export function leastCreators(plan: DesignPlan): number {
  if (plan.design === "staggered_creators") return 2 * plan.waves;
  const pairs = Math.ceil(Math.log2(2 / Number(plan.alpha)) - 1e-9);
  return 2 * pairs;
}

const creatorFault = (at: number, detail: string): PlanFault => ({ pointer: `/plan/creators/${at}`, detail: `creators: ${detail}` });

function nameFaults(creators: readonly string[], known: readonly string[]): PlanFault[] {
  const names = new Set(known);
  const near = new Map(known.map((name) => [name.trim().toLowerCase(), name]));
  return creators.flatMap((creator, at) => {
    if (creators.indexOf(creator) !== at) return [creatorFault(at, `${JSON.stringify(creator)} is named twice`)];
    if (names.has(creator)) return [];
    const other = near.get(creator.trim().toLowerCase());
    const hint = other === undefined ? "look at its names" : `did you mean ${JSON.stringify(other)}?`;
    return [creatorFault(at, `${JSON.stringify(creator)} is not in the series; ${hint}`)];
  });
}

/**
 * What is wrong with a plan on creators, all of it.
 *
 * @param plan as it was written down.
 * @param series its names and its first day; null where it is empty.
 * @returns empty when the plan can be kept.
 */
export function designFaults(
  plan: DesignPlan,
  { names, firstOn }: { readonly names: readonly string[]; readonly firstOn: string | null },
): PlanFault[] {
  const [needed, found] = [leastCreators(plan), new Set(plan.creators).size];
  const { history_from_on: begin } = spanOf(plan);
  const few = `creators: ${found} take part, and at least ${needed} are needed, ${plan.design === "staggered_creators" ? "two in each wave" : `${needed / 2} pairs, for any p to be as small as ${plan.alpha}`}`;
  return [
    ...nameFaults(plan.creators, names),
    ...(found >= needed ? [] : [{ pointer: "/plan/creators", detail: few }]),
    ...(firstOn !== null && firstOn <= begin
      ? []
      : [
          {
            pointer: "/plan/history_weeks",
            detail: `history_weeks: ${plan.history_weeks} weeks before ${plan.from_on} begin on ${begin}, and sales are known from ${firstOn ?? "no day"}`,
          },
        ]),
  ];
}

/**
 * The creators of a plan who take part in another one in the same days; none when the two do not overlap.
 *
 * @example
 * import { sharedCreators } from "./design-plan.ts";
 * const may = { design: "matched_creators", creators: ["Ana", "Ben"], history_weeks: 2, from_on: "2026-05-04", weeks: 4 };
 * sharedCreators(may, { ...may, creators: ["Ben", "Kim"], from_on: "2026-05-25" }); // => ["Ben"]
 * sharedCreators(may, { ...may, from_on: "2026-06-01" }); // => []
 */
export function sharedCreators(one: DesignPlan, other: DesignPlan): string[] {
  const [mine, theirs] = [spanOf(one), spanOf(other)];
  if (mine.to_on <= theirs.from_on || theirs.to_on <= mine.from_on) return [];
  return one.creators.filter((creator) => other.creators.includes(creator));
}
