import { daysBetween, daysLater } from "../../../kernel/civil.ts";
import { folded, mostTreatedDays, type Direction, type PlanFault } from "../plan/geo-plan.ts";

/** Something that a creator publishes. */
export interface DosePost {
  /** As the API writes it. */
  readonly creator_id: string;
  readonly posted_on: string;
  /** How many people see it; null: not told, so that every post counts the same. */
  readonly reach: number | null;
}

/** The plan of an experiment by audience. Spans are half-open; treatment begins on the day of the first post. */
export interface DosePlan {
  readonly hypothesis: string;
  readonly treatment: string;
  readonly posts: readonly DosePost[];
  /** On how many days from its own on a post counts in equal parts; null: all posts count in equal parts on every day of the treatment. */
  readonly lasts_days: number | null;
  /** Regions of the sales or of the audiences that take no part. */
  readonly left_out: readonly string[];
  /** The first day that counts; null: the series' first. */
  readonly history_from_on: string | null;
  /** The day after the last. */
  readonly to_on: string;
  /** How unlike creators may be in what a person reached by them does: standard deviation by mean, a decimal text. */
  readonly creator_spread: string;
  readonly direction: Direction;
  readonly alpha: string;
  readonly missing: "refused" | "zero";
  readonly gate_note: string;
  readonly campaign_id: string | null;
}

/** A creator's audience in a plan: shares by region, of the whole audience. */
export interface PlannedAudience {
  readonly creator_id: string;
  readonly name: string;
  readonly shares: readonly { readonly region: string; readonly share: number }[];
}

/** The day of the first post, and the day after the last of the treatment. */
export const doseSpan = ({ posts, to_on }: Pick<DosePlan, "posts" | "to_on">): { from_on: string; to_on: string } => ({
  from_on: posts.reduce((first, { posted_on: day }) => (day < first ? day : first), posts[0]?.posted_on ?? to_on),
  to_on,
});

/**
 * Half of the history says what each region usually sells, the other half is what the treatment is compared with: a region that sold little by
 * chance would else seem to have a large dose and to rise.
 *
 * @param plan its first day, the day of its first post.
 * @param firstOn the first day of the series.
 * @returns the first day that counts, and the first that is compared with.
 * @example
 * import { doseHistory } from "./dose-plan.ts";
 * const plan = { posts: [{ creator_id: "cre_1", posted_on: "2026-05-11", reach: 1 }], to_on: "2026-06-01", history_from_on: null };
 * doseHistory(plan, "2026-05-01"); // => { begins_on: "2026-05-01", compared_from_on: "2026-05-06" }
 */
export function doseHistory(
  plan: Pick<DosePlan, "posts" | "to_on" | "history_from_on">,
  firstOn: string,
): { begins_on: string; compared_from_on: string } {
  const begins = plan.history_from_on ?? firstOn;
  const days = daysBetween(begins, doseSpan(plan).from_on);
  return { begins_on: begins, compared_from_on: daysLater(begins, Math.floor(days / 2)) };
}

const wanted: { readonly [D in Direction]: string } = { gain: "more", loss: "less", any: "more or less" };

/**
 * The decision rule of a plan in a sentence: what decides, and nothing else does.
 *
 * @example
 * import { doseRule } from "./dose-plan.ts";
 * doseRule({ alpha: "0.1", direction: "gain" }); // => "The effect is shown when regions sold more by how much of the audience is there, with p of at most 0.1 by a regression on region, day and dose whose errors are by region. Nothing else decides."
 */
export const doseRule = ({ alpha, direction }: Pick<DosePlan, "alpha" | "direction">): string =>
  `The effect is shown when regions sold ${wanted[direction]} by how much of the audience is there, with p of at most ${alpha} by a regression on region, day and dose whose errors are by region. Nothing else decides.`;

const fault = (field: string, detail: string): PlanFault => ({
  pointer: `/plan/${field}`,
  detail: `${field.split("/")[0] ?? ""}: ${detail}`,
});

function dayFaults(plan: DosePlan, firstOn: string | null): PlanFault[] {
  const { from_on: from } = doseSpan(plan);
  const late = plan.posts.findIndex(({ posted_on: day }) => day >= plan.to_on);
  const begin = plan.history_from_on ?? firstOn;
  const before = begin === null || begin >= from ? 0 : daysBetween(begin, from);
  return [
    ...(late < 0
      ? []
      : [
          fault(
            `posts/${late}/posted_on`,
            `${plan.posts[late]?.posted_on ?? ""} is not before to_on, ${plan.to_on}, the day after the last`,
          ),
        ]),
    ...(daysBetween(from, plan.to_on) <= mostTreatedDays
      ? []
      : [fault("to_on", `the treatment must last at most ${mostTreatedDays} days; found ${daysBetween(from, plan.to_on)}`)]),
    ...(before >= 4
      ? []
      : [
          fault(
            "history_from_on",
            `at least four days of sales must lie before the first post on ${from}; the first that count are of ${begin ?? "no day"}`,
          ),
        ]),
  ];
}

function reachFaults({ posts }: DosePlan): PlanFault[] {
  const told = posts.filter(({ reach }) => reach !== null).length;
  const gap = posts.findIndex(({ reach }) => reach === null);
  if (told === 0 || gap < 0) return [];
  return [
    fault(
      `posts/${gap}/reach`,
      `is told of ${told} posts and not of ${posts.length - told}: tell it of all, or of none, so that every post counts the same`,
    ),
  ];
}

const listText = (names: readonly string[], most = 10): string =>
  names.slice(0, most).join(", ") + (names.length > most ? ` and ${names.length - most} more` : "");

/** Regions of audiences that the sales do not have, each with the region that may be meant. */
function unknownRegions(audiences: readonly PlannedAudience[], known: ReadonlySet<string>): string[] {
  const near = new Map([...known].map((region) => [folded(region), region]));
  const unknown = new Set(audiences.flatMap(({ shares }) => shares.map(({ region }) => region)).filter((region) => !known.has(region)));
  return [...unknown].map((region) => {
    const meant = near.get(folded(region));
    return meant === undefined ? region : `${region} (did you mean ${meant}?)`;
  });
}

function regionFaults(plan: DosePlan, audiences: readonly PlannedAudience[], regions: readonly string[]): PlanFault[] {
  const told = new Set([...regions, ...audiences.flatMap(({ shares }) => shares.map(({ region }) => region))]);
  const strange = plan.left_out.findIndex((region) => !told.has(region));
  const left = new Set(plan.left_out);
  const part = regions.filter((region) => !left.has(region));
  const unknown = unknownRegions(audiences, new Set([...regions, ...plan.left_out]));
  const reached = part.filter((region) => audiences.some(({ shares }) => shares.some((each) => each.region === region && each.share > 0)));
  return [
    ...(strange < 0
      ? []
      : [fault(`left_out/${strange}`, `${JSON.stringify(plan.left_out[strange])} is no region of the series or of an audience`)]),
    ...(unknown.length === 0
      ? []
      : [
          fault(
            "left_out",
            `audiences name regions that the series does not have: ${listText(unknown)}. Write them as the sales do, or name them here where nothing is sold`,
          ),
        ]),
    ...(part.length >= 3 ? [] : [fault("left_out", `${part.length} regions take part, and at least 3 are needed`)]),
    ...(reached.length > 0 || audiences.length === 0 || unknown.length > 0
      ? []
      : [fault("posts", "no audience is in any region that takes part, so that there is no dose")]),
  ];
}

/**
 * What is wrong with a plan by audience, all of it.
 *
 * @param plan as it was written down.
 * @param audiences those of its creators that are known.
 * @param series its regions and its first day; null where it is empty.
 * @returns empty when the plan can be kept.
 */
export function doseFaults(
  plan: DosePlan,
  audiences: readonly PlannedAudience[],
  { regions, firstOn }: { readonly regions: readonly string[]; readonly firstOn: string | null },
): PlanFault[] {
  const known = new Set(audiences.map(({ creator_id: id }) => id));
  const untold = plan.posts.flatMap(({ creator_id: id }, at) =>
    known.has(id) || plan.posts.findIndex((each) => each.creator_id === id) !== at
      ? []
      : [fault(`posts/${at}/creator_id`, `where the audience of ${id} is by region was not told: import it, or type it`)],
  );
  return [...untold, ...reachFaults(plan), ...dayFaults(plan, firstOn), ...regionFaults(plan, audiences, regions)];
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/**
 * What to know of a plan before anything is measured, in sentences.
 *
 * @param plan whose faults are none.
 * @param audiences of its creators.
 */
export function doseCautions(plan: DosePlan, audiences: readonly PlannedAudience[]): string[] {
  const weight = (id: string): number =>
    plan.posts.filter((each) => each.creator_id === id).reduce((sum, { reach }) => sum + (reach ?? 1), 0);
  const weights = audiences.map((each) => ({ name: each.name, weight: weight(each.creator_id) })).toSorted((a, b) => b.weight - a.weight);
  const [largest] = weights;
  const all = weights.reduce((sum, each) => sum + each.weight, 0);
  const outside = audiences.filter(({ shares }) => shares.reduce((sum, { share }) => sum + share, 0) < 0.9 - 1e-9);
  const left = new Set(plan.left_out);
  const cut =
    plan.lasts_days === null ? 0 : plan.posts.filter(({ posted_on: day }) => daysLater(day, plan.lasts_days ?? 0) > plan.to_on).length;
  return [
    ...(plan.posts[0]?.reach === null
      ? ["Nothing is told of reach, so every post counts the same: one that more people see counts too little."]
      : []),
    ...(outside.length === 0
      ? []
      : [
          `Less than 90 % of the audience of ${listText(outside.map(({ name }) => name))} is told by region. A region that is not told counts as none, and what lies elsewhere is not measured.`,
        ]),
    ...(left.size === 0 ? [] : [`What posts did in ${listText([...left])} is not measured.`]),
    ...(largest !== undefined && weights.length > 1 && largest.weight > all / 2
      ? [`${largest.name} has ${percent(largest.weight / all)} of the reach: what is measured is mostly what one creator brings.`]
      : []),
    ...(cut === 0
      ? []
      : [`${cut} of ${plan.posts.length} posts count longer than the treatment lasts: what they do afterwards is not measured.`]),
  ];
}
