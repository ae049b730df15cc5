import { cohortStanding } from "@vouch/stats";
import { six } from "../score/curve.ts";
import type { ScoreInput, UsualBand } from "../score/score-input.ts";
import { measuredPart, type KnownPart, type Part } from "../score/score-part.ts";

type Engagement = NonNullable<ScoreInput["engagement"]>;

const percent = (rate: number): string => `${(Math.round(rate * 10_000) / 100).toString()} %`;

/** Where a rate lies in a band: 0 none, 1 the lower end, 2 the upper end, then 2 for each time the upper end. */
function positionIn(rate: number, { low, high }: UsualBand): number {
  if (rate < low) return rate / low;
  return rate <= high && high > low ? 1 + (rate - low) / (high - low) : Math.max(1, (2 * rate) / high);
}

const baseOf = ({ name }: Engagement): string => (name === "er_views" ? "viewers" : "followers");

const evidenceOf = (engagement: Engagement, accountId: string) => ({
  kind: "account" as const,
  id: accountId,
  text: `${engagement.name} ${percent(engagement.rate)} from ${engagement.source}, ${engagement.on}`,
});

function amongBands(engagement: Engagement, usual: readonly UsualBand[], accountId: string): KnownPart {
  const positions = usual.map((band) => positionIn(engagement.rate, band));
  const bands = usual.map(({ source, low, high }) => ({
    kind: "published" as const,
    id: null,
    text: `${source}: ${percent(low)} to ${percent(high)}`,
  }));
  return measuredPart(
    "engagement",
    { at: positions.reduce((sum, one) => sum + one, 0) / positions.length, low: Math.min(...positions), high: Math.max(...positions) },
    {
      says: `${percent(engagement.rate)} of ${baseOf(engagement)} react. ${usual.length === 1 ? "One source" : `${usual.length} sources`} put what is usual for the size between ${percent(Math.min(...usual.map(({ low }) => low)))} and ${percent(Math.max(...usual.map(({ high }) => high)))}.`,
      grade: engagement.grade,
      evidence: [evidenceOf(engagement, accountId), ...bands],
    },
  );
}

/** The share of the workspace's own accounts below it stands for the value; far above them it falls again, as with bands. */
function amongCohort(engagement: Engagement, { tier, rates }: ScoreInput["cohort"], accountId: string): KnownPart | undefined {
  const standing = engagement.rate > 0 ? cohortStanding(engagement.rate, rates) : undefined;
  if (standing?.kind !== "placed" || standing.isSmall) return undefined;
  const { percentile, median } = standing;
  const fall = engagement.rate > 6 * median ? 0.5 : 0;
  const on = (share: number): number => six(Math.max(0, share - fall));
  return {
    value: on(percentile.estimate),
    low: on(percentile.low),
    high: on(percentile.high),
    says: `${percent(engagement.rate)} of ${baseOf(engagement)} react: more than ${Math.round(percentile.estimate * 100)} % of your ${standing.n} other ${tier ?? ""} accounts on this platform.`,
    grade: engagement.grade,
    evidence: [evidenceOf(engagement, accountId)],
  };
}

/**
 * Engagement for the account's size: among thirty or more of the workspace's own accounts of its platform and tier, else in published bands.
 *
 * @example
 * import { engagementPart } from "./engagement-part.ts";
 * const input = { engagement: null, usual: [], cohort: { tier: null, rates: [] }, account: { id: "acc_1" } };
 * engagementPart(input); // => { missing: "no engagement rate by followers" }
 */
export function engagementPart({
  engagement,
  usual,
  cohort,
  account,
}: Pick<ScoreInput, "engagement" | "usual" | "cohort"> & { readonly account: { readonly id: string } }): Part {
  if (engagement === null) return { missing: "no engagement rate by followers" };
  const own = amongCohort(engagement, cohort, account.id);
  if (own !== undefined) return own;
  if (usual.length === 0)
    return { missing: "nobody publishes what is usual for this platform and size, and fewer than 30 of your accounts are alike" };
  return amongBands(engagement, usual, account.id);
}

/**
 * Comments beside likes: bought likes bring no comments, and pods bring too many.
 *
 * @example
 * import { likesToCommentsPart } from "./engagement-part.ts";
 * likesToCommentsPart({ engagement: null, account: { id: "acc_1" } }); // => { missing: "likes and comments are not known" }
 */
export function likesToCommentsPart({
  engagement,
  account,
}: Pick<ScoreInput, "engagement"> & { readonly account: { readonly id: string } }): Part {
  if (engagement === null || engagement.likes === null || engagement.comments === null || engagement.likes <= 0)
    return { missing: "likes and comments are not known" };
  const at = engagement.comments / engagement.likes;
  const told = `${(Math.round(at * 1000) / 10).toString()} comments for 100 likes`;
  return measuredPart(
    "likes_to_comments",
    { at, low: at * 0.8, high: at * 1.25 },
    { says: `${told}.`, grade: engagement.grade, evidence: [evidenceOf(engagement, account.id)] },
  );
}
