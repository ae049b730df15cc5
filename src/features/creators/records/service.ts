import { formatId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { accountsOf, requireAccount, today } from "../accounts/service.ts";
import type { AccountState, Audience, Figures, Grade, Profile, Sponsored } from "../observing/observed.ts";
import { listFigures, listWords, type KnownThing } from "../observing/queries.ts";
import { recordFigures, recordProfiles, type Seen } from "../observing/service.ts";
import type { AccountProfile, AccountSnapshot } from "../tables.ts";
import * as queries from "./queries.ts";

/** Where and when something was seen, as the API takes it. */
interface Stated {
  readonly observed_on: string;
  readonly observed_at: string | null;
  readonly source: string;
  readonly grade: Grade;
  readonly evidence: string;
}

async function seenFrom(within: WorkspaceContext, accountId: string, stated: Stated): Promise<Seen> {
  const { observed_on: observedOn, observed_at: at, source, grade, evidence } = stated;
  if (observedOn > (await today(within)))
    throw invalidInput([{ pointer: "/observed_on", detail: `observed_on: must be a day that has begun, found ${observedOn}` }]);
  const { zone } = await loadWorkspace(within);
  if (at !== null && localDay(Date.parse(at), zone) !== observedOn)
    throw invalidInput([{ pointer: "/observed_at", detail: `observed_at: must lie in ${observedOn} in ${zone}, found ${at}` }]);
  return { accountId, observedOn, observedAt: at === null ? null : new Date(at), source, grade, evidence, importId: null };
}

const shownOrigin = (row: AccountSnapshot | AccountProfile) => ({
  observed_on: row.observed_on,
  observed_at: row.observed_at?.toISOString() ?? null,
  source: row.source,
  grade: row.grade as Grade,
  evidence: row.evidence,
  recorded_at: row.recorded_at.toISOString(),
});

const known = (value: bigint | string | null): number | null => (value === null ? null : Number(value));

const shownSnapshot = (row: AccountSnapshot) => ({
  ...shownOrigin(row),
  followers: known(row.followers),
  following: known(row.following),
  posts_count: known(row.posts_count),
  avg_likes: known(row.avg_likes),
  avg_comments: known(row.avg_comments),
  avg_views: known(row.avg_views),
  avg_shares: known(row.avg_shares),
  stated_rates: row.stated_rates as Figures["stated_rates"],
  audience: row.audience as Audience,
  sponsored: row.sponsored as Sponsored,
});

const shownProfile = (row: AccountProfile) => ({
  ...shownOrigin(row),
  state: row.state as AccountState | null,
  display_name: row.display_name,
  bio: row.bio,
  category: row.category,
  topics: row.topics,
  language: row.language,
  country: row.country,
  city: row.city,
  is_verified: row.is_verified,
  is_business: row.is_business,
});

/** Writes figures down. The same figures for the same day and source are written once. */
export async function addSnapshot(ctx: WorkspaceContext, creatorId: string, id: string, stated: Stated & Figures) {
  return inTransaction(ctx, async (within) => {
    await requireAccount(within, creatorId, id);
    const seen = await seenFrom(within, id, stated);
    await recordFigures(within, [{ ...seen, figures: stated, isUnknownTold: true }]);
    return shownSnapshot(await queries.findSnapshot(within.db, within.workspaceId, id, seen));
  });
}

const wordsOf = (stated: Profile): Profile => ({
  state: stated.state,
  display_name: stated.display_name,
  bio: stated.bio,
  category: stated.category,
  topics: stated.topics,
  language: stated.language,
  country: stated.country,
  city: stated.city,
  is_verified: stated.is_verified,
  is_business: stated.is_business,
});

/** Writes down what an account says of itself, once. */
export async function addProfile(ctx: WorkspaceContext, creatorId: string, id: string, stated: Stated & Profile) {
  return inTransaction(ctx, async (within) => {
    await requireAccount(within, creatorId, id);
    const seen = await seenFrom(within, id, stated);
    await recordProfiles(within, [{ ...seen, profile: wordsOf(stated) }]);
    return shownProfile(await queries.findProfile(within.db, within.workspaceId, id, seen.source));
  });
}

async function requireOwn(ctx: WorkspaceContext, creatorId: string, id: string): Promise<void> {
  const accounts = (await accountsOf(ctx, [creatorId], { archived: true })).get(creatorId) ?? [];
  if (!accounts.some((account) => account.id === id)) throw notFound("account", formatId("acc", id));
}

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** An account's figures, the newest day first, of one day the last recorded first. */
export async function listSnapshots(ctx: WorkspaceContext, creatorId: string, id: string, query: PageQuery) {
  await requireOwn(ctx, creatorId, id);
  const rows = await queries.listSnapshots(ctx.db, ctx.workspaceId, id, { limit: query.limit, after: parseCursor(query.cursor) });
  return pageFrom(rows, query.limit, (row) => ({ at: row.recorded_at, id: row.id }), shownSnapshot);
}

/** What an account said of itself, newest record first. */
export async function listProfiles(ctx: WorkspaceContext, creatorId: string, id: string, query: PageQuery) {
  await requireOwn(ctx, creatorId, id);
  const rows = await queries.listProfiles(ctx.db, ctx.workspaceId, id, { limit: query.limit, after: parseCursor(query.cursor) });
  return pageFrom(rows, query.limit, (row) => ({ at: row.recorded_at, id: row.id }), shownProfile);
}

const shownThing = ({ source, observed_on, observed_at, grade, evidence }: KnownThing) => ({
  source,
  observed_on,
  observed_at: observed_at?.toISOString() ?? null,
  grade: grade as Grade,
  evidence,
});

/** What is known of an account now: figure by figure and word by word the newest, each with its source. */
export async function figuresOf(ctx: WorkspaceContext, creatorId: string, id: string) {
  await requireOwn(ctx, creatorId, id);
  const figures = await listFigures(ctx.db, ctx.workspaceId, [id]);
  const words = await listWords(ctx.db, ctx.workspaceId, [id]);
  const whole = <T>(name: string) => {
    const thing = figures.find((each) => each.name === name);
    return thing === undefined ? null : { value: thing.value as T, ...shownThing(thing) };
  };
  return {
    figures: figures
      .filter(({ value }) => typeof value === "number")
      .map((thing) => ({ name: thing.name, value: thing.value as number, ...shownThing(thing) })),
    audience: whole<Audience>("audience"),
    sponsored: whole<Sponsored>("sponsored"),
    words: words.map((thing) => ({ name: thing.name, value: thing.value as string | boolean | string[], ...shownThing(thing) })),
  };
}
