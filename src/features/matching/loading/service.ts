import type { Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { recordsOf, type CreatorRecords } from "../../creators/service.ts";
import { benchmarksFor, ladderOf } from "../../posts/service.ts";
import { scaledMetrics, type PlannedLine, type PostHistory, type PublishedRange, type ScaledMetric } from "../prediction/predicted.ts";
import * as queries from "../prediction/queries.ts";
import type { PlannedFormat } from "../words/planned-format.ts";

/** A line of a plan as it is asked. */
export interface Deliverable {
  readonly platform: Platform;
  /** Undefined: of any format. */
  readonly format?: PlannedFormat | undefined;
  readonly posts: number;
}

/** After a post with the brand's links for so many days its clicks and orders count. */
export const windowDays = 14;
const ripeDays = 3;
const dayMs = 86_400_000;
const [mostAccounts, mostLooked, mostPosts] = [300, 20_000, 60] as const;
const fewestOfFormat = 3;

const numbersOf: { readonly [M in ScaledMetric]: (row: queries.NumbersRow) => bigint | null } = {
  reach: ({ reach }) => reach,
  views: ({ views }) => views,
  engagements: ({ likes, comments }) => (likes === null || comments === null ? null : likes + comments),
};

/** The logarithm of a number by followers; half is added, so that 0 has one. */
const logOf = (number: number, followers: number): number => Math.log((number + 0.5) / followers);

function toldOf(figures: queries.FiguresRow | undefined, followers: number | undefined): PostHistory["told"] {
  if (figures === undefined || followers === undefined) return {};
  const { avg_likes: likes, avg_comments: comments, avg_views: views } = figures;
  return {
    engagements: likes === null || comments === null ? undefined : logOf(Number(likes) + Number(comments), followers),
    views: views === null ? undefined : logOf(Number(views), followers),
  };
}

interface Known {
  readonly figures: queries.FiguresRow | undefined;
  readonly numbers: readonly queries.NumbersRow[];
  readonly counts: readonly queries.CountsRow[] | undefined;
}

function historyOf({ figures, numbers, counts }: Known): PostHistory {
  const followers = sizeOf(figures);
  const logs = (metric: ScaledMetric): number[] =>
    numbers.flatMap((row) => {
      const number = numbersOf[metric](row);
      const by = row.followers === null || row.followers === 0n ? followers : Number(row.followers);
      return number === null || by === undefined ? [] : [logOf(Number(number), by)];
    });
  return {
    logs: Object.fromEntries(scaledMetrics.map((metric) => [metric, logs(metric)])) as unknown as PostHistory["logs"],
    told: toldOf(figures, followers),
    clicks: counts?.flatMap(({ clicks }) => (clicks === null ? [] : [Number(clicks)])),
    orders: counts?.map(({ orders }) => Number(orders)),
  };
}

const sizeOf = (figures: queries.FiguresRow | undefined): number | undefined =>
  figures === undefined || figures.followers === null || figures.followers === 0n ? undefined : Number(figures.followers);

/** Rows of a format where there are enough of them, else all. */
const ofFormat = <T extends { readonly format: string }>(rows: readonly T[], format: string | undefined): readonly T[] => {
  const own = rows.filter((row) => row.format === format);
  return format === undefined || own.length < fewestOfFormat ? rows : own;
};

/** Published ranges of likes and comments by followers, all sources together. */
function publishedFor(platform: Platform, followers: number | undefined): PublishedRange | undefined {
  const fitting = followers === undefined ? [] : benchmarksFor(platform, followers).filter(({ rate }) => rate === "er_followers");
  if (fitting.length === 0) return undefined;
  const [low, high] = [Math.min(...fitting.map((each) => each.low)), Math.max(...fitting.map((each) => each.high))];
  return { low: Math.log(low), high: Math.log(high), sources: [...new Set(fitting.map(({ source }) => source.name))] };
}

/** A span of sizes: a tier of the workspace's ladder. */
export interface SizeSpan {
  readonly tier: string;
  readonly from: number;
  /** Null: no end. */
  readonly before: number | null;
}

/** The tiers of the workspace's ladder with their ends. */
export async function sizeSpans(ctx: WorkspaceContext): Promise<SizeSpan[]> {
  const { tiers } = await ladderOf(ctx);
  return tiers.map(({ name, from }, at) => ({ tier: name, from, before: tiers[at + 1]?.from ?? null }));
}

const spanOf = (spans: readonly SizeSpan[], followers: number): SizeSpan =>
  spans.findLast(({ from }) => followers >= from) ?? { tier: "smaller", from: 0, before: spans[0]?.from ?? null };

interface CohortAsked {
  readonly platform: Platform;
  readonly format: string | undefined;
  readonly span: SizeSpan;
  /** The creator whom it is for, who is no part of it. */
  readonly without: string | undefined;
}

/** Histories of creators of one platform and size. */
export async function loadCohort(ctx: WorkspaceContext, { platform, format, span, without }: CohortAsked): Promise<PostHistory[]> {
  const asked = { platform, from: span.from, before: span.before, looked: mostLooked, most: mostAccounts };
  const found = await queries.figuresBetween(ctx.db, ctx.workspaceId, asked);
  const records = await recordsOf(ctx, [...new Set(found.map(({ creator_id }) => creator_id))]);
  const figures = found.flatMap((row) => {
    const kept = records.get(row.creator_id) ?? row.creator_id;
    return kept === without ? [] : [{ ...row, creator_id: kept }];
  });
  return historiesOf(ctx, figures, { platform, format, records });
}

interface HistoriesAsked {
  readonly platform: Platform;
  readonly format: string | undefined;
  /** Every record of the creators. */
  readonly records: CreatorRecords;
}

/** Histories of creators, by the records that are kept. */
async function historiesOf(
  ctx: WorkspaceContext,
  figures: readonly queries.FiguresRow[],
  { platform, format, records: all }: HistoriesAsked,
): Promise<PostHistory[]> {
  const creatorIds = [...new Set(figures.map(({ creator_id }) => creator_id))];
  if (creatorIds.length === 0) return [];
  const wanted = new Set(creatorIds);
  const records = new Map([...all].filter(([, kept]) => wanted.has(kept)));
  const ripe = { records, platform, before: new Date(ctx.now() - ripeDays * dayMs), most: mostPosts };
  const numbers = groupBy(await queries.numbersOf(ctx.db, ctx.workspaceId, ripe), (row) => row.creator_id);
  const over = { records, before: new Date(ctx.now() - windowDays * dayMs), days: windowDays, most: mostPosts };
  const after = (await queries.countsAfter(ctx.db, ctx.workspaceId, over)).filter((row) => row.platform === platform);
  const counts = groupBy(after, (row) => row.creator_id);
  return creatorIds.map((id) => {
    const own = counts.get(id);
    return historyOf({
      figures: figures.find(({ creator_id }) => creator_id === id),
      numbers: ofFormat(numbers.get(id) ?? [], format),
      counts: own === undefined ? undefined : ofFormat(own, format),
    });
  });
}

const nothing: PostHistory = { logs: { reach: [], views: [], engagements: [] }, told: {}, clicks: undefined, orders: undefined };

/** A line of a creator's plan with everything that is known for it. */
export async function plannedLine(
  ctx: WorkspaceContext,
  creatorId: string,
  { platform, format, posts }: Deliverable,
): Promise<PlannedLine> {
  const records = await recordsOf(ctx, [creatorId]);
  const accounts = (await queries.figuresOf(ctx.db, ctx.workspaceId, records)).filter((row) => row.platform === platform);
  const largest = accounts.toSorted((a, b) => Number(b.followers ?? -1n) - Number(a.followers ?? -1n))[0];
  const followers = sizeOf(largest);
  const [own = nothing] = largest === undefined ? [] : await historiesOf(ctx, [largest], { platform, format, records });
  const span = followers === undefined ? undefined : spanOf(await sizeSpans(ctx), followers);
  const cohort = span === undefined ? [] : await loadCohort(ctx, { platform, format, span, without: records.get(creatorId) });
  const label = `${posts} ${posts === 1 ? "post" : "posts"} on ${platform}${format === undefined ? "" : ` (${format})`}`;
  return { label, posts, followers, own, cohort, published: publishedFor(platform, followers) };
}

/** A line of a plan for a creator of whom only platform and size are known: the middle of a tier. */
export async function newcomerLine(
  ctx: WorkspaceContext,
  of: { platform: Platform; span: SizeSpan; followers: number },
): Promise<PlannedLine> {
  const cohort = await loadCohort(ctx, { platform: of.platform, format: undefined, span: of.span, without: undefined });
  return {
    ...{ label: `one ${of.span.tier} on ${of.platform}`, posts: 1, followers: of.followers, own: nothing, cohort },
    published: publishedFor(of.platform, of.followers),
  };
}
