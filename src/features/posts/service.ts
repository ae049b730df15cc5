import type { PlacedFault } from "../../kernel/cells/mapping-faults.ts";
import { formatId } from "../../kernel/ids.ts";
import type { Platform } from "../../kernel/social/platform.ts";
import { tidyText } from "../../kernel/text.ts";
import type { StatedTime, TimePrecision } from "../../kernel/time.ts";
import { localDay } from "../../kernel/zone.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { invalidInput, notFound } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { campaignsByIds, loadCampaign } from "../campaigns/service.ts";
import { accountsNamed, accountsOf, creatorsByIds, loadCreator, markCreators } from "../creators/service.ts";
import { loadWorkspace } from "../workspaces/service.ts";
import { postAddress, type PostAddress } from "./post-address.ts";
import { postName, type PostFormat } from "./post-format.ts";
import { postMetrics, type KnownCounts, type PostMetric } from "./post-metric.ts";
import { postProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import { countsOf, recordSnapshot, type NewSnapshot } from "./snapshots/service.ts";
import { statedTime, timeFaults } from "./stated-time.ts";
import type { Post } from "./tables.ts";

export { benchmarks, benchmarksFor } from "./engagement/benchmark.ts";
export { sizeLabel, sizeOf } from "./engagement/tier-ladder.ts";
export { erasePosts } from "./erasing/service.ts";
export { ladderOf } from "./settings/service.ts";
export { postImport } from "./importing/service.ts";
export { usualEngagement } from "./settings/service.ts";
export { keepSeenPosts, postsToLookUp } from "./seeing/service.ts";
export { addPostSnapshot, type NewSnapshot } from "./snapshots/service.ts";

function shownCounts(counts: KnownCounts | undefined) {
  const one = (metric: PostMetric) => {
    const known = counts?.get(metric);
    return known === undefined
      ? null
      : { count: Number(known.count), observed_at: known.observedAt.toISOString(), source: known.source, grade: known.grade };
  };
  return Object.fromEntries(postMetrics.map((metric) => [metric, one(metric)])) as { [M in PostMetric]: ReturnType<typeof one> };
}

async function show(ctx: WorkspaceContext, rows: readonly Post[]) {
  if (rows.length === 0) return [];
  const creators = await creatorsByIds(ctx, [...new Set(rows.map((row) => row.creator_id))]);
  const campaigns = await campaignsByIds(ctx, [...new Set(rows.flatMap((row) => (row.campaign_id === null ? [] : [row.campaign_id])))]);
  const counts = await countsOf(
    ctx,
    rows.map((row) => row.id),
  );
  const { zone } = await loadWorkspace(ctx);
  return rows.map((row) => ({
    id: formatId("pos", row.id),
    creator_id: formatId("cre", row.creator_id),
    creator_name: creators.get(row.creator_id)?.name ?? "a creator",
    account_id: row.account_id === null ? null : formatId("acc", row.account_id),
    campaign_id: row.campaign_id === null ? null : formatId("cmp", row.campaign_id),
    campaign_name: row.campaign_id === null ? null : (campaigns.get(row.campaign_id)?.name ?? "a campaign"),
    platform: row.platform as Platform,
    format: row.format as PostFormat,
    url: row.url,
    external_id: row.external_id,
    title: row.title,
    posted_at: row.posted_at.toISOString(),
    posted_on: localDay(row.posted_at.getTime(), zone),
    posted_precision: row.posted_precision as TimePrecision,
    is_sponsored: row.is_sponsored,
    source: row.source,
    counts: shownCounts(counts.get(row.id)),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    archived_at: row.archived_at?.toISOString() ?? null,
  }));
}

const showOne = async (ctx: WorkspaceContext, row: Post) => (await show(ctx, [row]))[0]!;

/** A post of the workspace, archived or not. @throws Problem not-found for any other id */
export async function loadPost(ctx: WorkspaceContext, id: string): Promise<Post> {
  const row = await queries.findPost(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("post", formatId("pos", id));
  return row;
}

/** One post with the newest number known of each metric. */
export const getPost = async (ctx: WorkspaceContext, id: string) => showOne(ctx, await loadPost(ctx, id));

/** What a list of posts is narrowed to. */
export interface PostQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly creator_id?: string | undefined;
  readonly campaign_id?: string | undefined;
  readonly platform?: Platform | undefined;
  readonly format?: PostFormat | undefined;
  readonly sponsored?: "true" | "false" | "unknown" | undefined;
  readonly archived: "true" | "false";
}

const sponsoredBy = { true: true, false: false, unknown: null } as const;

/** A page of posts, the last posted first. */
export async function listPosts(ctx: WorkspaceContext, query: PostQuery) {
  const { creator_id: creatorId, campaign_id: campaignId, platform, format, sponsored, limit } = query;
  const isSponsored = sponsored === undefined ? undefined : sponsoredBy[sponsored];
  const filter = { creatorId, campaignId, platform, format, isSponsored, isArchived: query.archived === "true" };
  const rows = await queries.listPosts(ctx.db, ctx.workspaceId, filter, { limit, after: parseCursor(query.cursor) });
  const page = pageFrom(
    rows,
    limit,
    (row) => ({ at: row.posted_at, id: row.id }),
    (row) => row,
  );
  return { data: await show(ctx, page.data), next_cursor: page.next_cursor };
}

/** A post to add. */
export interface NewPost {
  readonly url?: string | undefined;
  readonly creator_id?: string | undefined;
  readonly platform?: Platform | undefined;
  readonly format?: PostFormat | undefined;
  readonly title: string;
  readonly posted_at?: string | undefined;
  readonly posted_on?: string | undefined;
  readonly is_sponsored: boolean | null;
  readonly campaign_id: string | null;
  readonly external_id: string | null;
  readonly source: string;
  readonly snapshot?: NewSnapshot | undefined;
}

const fault = (field: string, detail: string): PlacedFault => ({ pointer: `/${field}`, detail: `${field}: ${detail}` });

function platformFaults({ platform }: NewPost, address: PostAddress | undefined): PlacedFault[] {
  const told = address?.platform;
  if (told === undefined && platform === undefined) return [fault("platform", "say on which platform it is: no address tells")];
  if (told === undefined || platform === undefined || told === platform) return [];
  return [fault("platform", `is ${platform}, but the address is one of ${told}`)];
}

/** What can be said against a post before anything is looked up. */
function plainFaults(
  post: NewPost,
  address: PostAddress | undefined,
  posted: StatedTime | undefined,
  bounds: { nowMs: number; zone: string },
) {
  return [
    ...(post.url !== undefined && address === undefined ? [fault("url", "must be the address of a post on the web")] : []),
    ...platformFaults(post, address),
    ...(posted === undefined ? [fault("posted_at", "say when it went up: posted_at, or posted_on where only the day is known")] : []),
    ...(post.posted_at !== undefined && post.posted_on !== undefined ? [fault("posted_on", "say one of posted_at and posted_on")] : []),
    ...(posted === undefined ? [] : timeFaults("posted", posted, bounds)),
  ];
}

interface Whose {
  readonly creatorId: string;
  readonly accountId: string | null;
}

/** Whose post it is: the creator who is named, else whose account the address names. */
async function whoseOf(within: WorkspaceContext, post: NewPost, platform: Platform, handle: string | undefined): Promise<Whose> {
  const [named] = handle === undefined ? [] : await accountsNamed(within, [{ platform, handle }]);
  if (post.creator_id === undefined) {
    if (named !== undefined) return { creatorId: named.creatorId, accountId: named.id };
    const whom = handle === undefined ? "the address names no account" : `${handle} on ${platform} is no creator's account here`;
    throw invalidInput([fault("creator_id", `say whose post it is: ${whom}`)]);
  }
  const { id: creatorId } = await loadCreator(within, post.creator_id);
  if (named !== undefined && named.creatorId !== creatorId)
    throw invalidInput([fault("creator_id", `is another creator than the one whose account the address names, ${handle}`)]);
  const accounts = ((await accountsOf(within, [creatorId])).get(creatorId) ?? []).filter((each) => each.platform === platform);
  return { creatorId, accountId: named?.id ?? (accounts.length === 1 ? accounts[0]!.id : null) };
}

const postKnown = (known: Post | undefined): Problem =>
  new Problem(postProblems["post-known"], `It is ${known === undefined ? "another post" : formatId("pos", known.id)}.`);

/** Adds a post, with what it has reached where that is told. @throws Problem post-known */
export async function createPost(ctx: WorkspaceContext, post: NewPost) {
  const { zone } = await loadWorkspace(ctx);
  const address = post.url === undefined ? undefined : postAddress(post.url);
  const posted = statedTime({ at: post.posted_at, on: post.posted_on }, zone);
  const faults = plainFaults(post, address, posted, { nowMs: ctx.now(), zone });
  if (faults.length > 0) throw invalidInput(faults);
  const platform = (post.platform ?? address?.platform)!;
  return inTransaction(ctx, async (within) => {
    const whose = await whoseOf(within, post, platform, address?.handle);
    if (post.campaign_id !== null) await loadCampaign(within, post.campaign_id);
    const now = nowAt(within);
    const marks = { urlKey: address?.key ?? null, source: post.source, externalId: post.external_id };
    const [row] = await queries.insertPosts(within.db, [
      {
        workspace_id: within.workspaceId,
        id: within.newId(),
        creator_id: whose.creatorId,
        account_id: whose.accountId,
        campaign_id: post.campaign_id,
        platform,
        format: post.format ?? address?.format ?? "unknown",
        url: address?.url ?? null,
        url_key: marks.urlKey,
        external_id: marks.externalId,
        title: tidyText(post.title),
        posted_at: new Date(posted!.atMs),
        posted_precision: posted!.precision,
        is_sponsored: post.is_sponsored,
        source: marks.source,
        created_at: now,
        updated_at: now,
      },
    ]);
    if (row === undefined) throw postKnown(await queries.findMarked(within.db, within.workspaceId, marks));
    if (post.snapshot !== undefined) await recordSnapshot(within, row, post.snapshot, "/snapshot");
    const detail = { creator: row.creator_id, platform, url: row.url, source: row.source };
    await markCreators(within.db, within.workspaceId, [row.creator_id]);
    await recordAudit(within, { action: "post.added", subjectKind: "post", subjectId: row.id, detail });
    return showOne(within, row);
  });
}

/** The last 500 posts that went up in a span of time, all of somebody's or anybody's that concern the brand, with what they are called. */
export async function postsBetween(ctx: WorkspaceContext, span: { fromMs: number; toMs: number; creatorId: string | null }) {
  const between = { from: new Date(span.fromMs), to: new Date(span.toMs), creatorId: span.creatorId, limit: 500 };
  const rows = await queries.postsBetween(ctx.db, ctx.workspaceId, between);
  const creators = await creatorsByIds(ctx, [...new Set(rows.map((row) => row.creator_id))]);
  return rows.map(({ id, title, format, creator_id: creatorId, posted_at: at }) => ({
    id,
    name: postName({ title, format: format as PostFormat, creator: creators.get(creatorId)?.name ?? "a creator" }),
    postedAtMs: at.getTime(),
  }));
}

/** How many posts of each creator went up in a span of time, and when the creator's first one did, also before the span. */
export async function countPosts(ctx: WorkspaceContext, span: { fromMs: number; toMs: number }) {
  const rows = await queries.countPosts(ctx.db, ctx.workspaceId, { from: new Date(span.fromMs), to: new Date(span.toMs) });
  return rows.map((row) => ({ creatorId: row.creator_id, posts: Number(row.posts), firstAt: row.first_at }));
}

/** What may change of a post; undefined: stays. */
export interface PostUpdate {
  readonly format?: PostFormat | undefined;
  readonly title?: string | undefined;
  readonly posted_at?: string | undefined;
  readonly posted_on?: string | undefined;
  readonly is_sponsored?: boolean | null | undefined;
  readonly campaign_id?: string | null | undefined;
}

async function lockPost(within: WorkspaceContext, id: string): Promise<Post> {
  const row = await queries.lockPost(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("post", formatId("pos", id));
  return row;
}

/** Changes what is named, and says in the audit which fields those were. */
export async function updatePost(ctx: WorkspaceContext, id: string, changes: PostUpdate) {
  return inTransaction(ctx, async (within) => {
    await lockPost(within, id);
    const { format, title, is_sponsored, campaign_id } = changes;
    const { zone } = await loadWorkspace(within);
    const posted = statedTime({ at: changes.posted_at, on: changes.posted_on }, zone);
    const faults = posted === undefined ? [] : timeFaults("posted", posted, { nowMs: within.now(), zone });
    if (faults.length > 0) throw invalidInput(faults);
    if (campaign_id !== undefined && campaign_id !== null) await loadCampaign(within, campaign_id);
    const row = await queries.updatePost(within.db, within.workspaceId, id, {
      ...(format === undefined ? {} : { format }),
      ...(title === undefined ? {} : { title: tidyText(title) }),
      ...(is_sponsored === undefined ? {} : { is_sponsored }),
      ...(campaign_id === undefined ? {} : { campaign_id }),
      ...(posted === undefined ? {} : { posted_at: new Date(posted.atMs), posted_precision: posted.precision }),
      updated_at: nowAt(within),
    });
    const fields = Object.keys(changes).filter((field) => changes[field as keyof PostUpdate] !== undefined);
    await markCreators(within.db, within.workspaceId, [row.creator_id]);
    await recordAudit(within, { action: "post.updated", subjectKind: "post", subjectId: id, detail: { fields } });
    return showOne(within, row);
  });
}

/** Puts a post away; its address may be added again. Doing it again changes nothing. */
export async function archivePost(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await lockPost(within, id);
    if (before.archived_at !== null) return showOne(within, before);
    const now = nowAt(within);
    const row = await queries.updatePost(within.db, within.workspaceId, id, { archived_at: now, updated_at: now });
    await markCreators(within.db, within.workspaceId, [row.creator_id]);
    await recordAudit(within, { action: "post.archived", subjectKind: "post", subjectId: id, detail: { url: row.url } });
    return showOne(within, row);
  });
}
