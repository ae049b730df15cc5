import type { WorkspaceContext } from "../../../platform/context.ts";
import { nowAt } from "../../../platform/context.ts";
import { tell } from "../../webhooks/service.ts";
import { markCreators } from "../queries.ts";
import { noProfile, tellsSomething, type Figures, type Grade, type Profile } from "./observed.ts";
import * as queries from "./queries.ts";

export { noFigures, noProfile } from "./observed.ts";
export type { Figures, Grade, Profile } from "./observed.ts";

/** Of which account, when and by whom something was seen. */
export interface Seen {
  readonly accountId: string;
  /** The day in the workspace's zone. */
  readonly observedOn: string;
  /** Null: only the day is known. */
  readonly observedAt: Date | null;
  /** Such as "youtube", "modash" or "import". */
  readonly source: string;
  readonly grade: Grade;
  /** Where it can be looked up, at most 1,000 characters: an address, a request, a row of a file. */
  readonly evidence: string;
  readonly importId: string | null;
}

/** Figures of an account as a source saw them. */
export interface SeenFigures extends Seen {
  /** The source says no day, so that the same figures on a later day are no news; missing: it does. */
  readonly isDayAssumed?: boolean;
  /** Written down although it tells nothing: somebody says that it is not known. */
  readonly isUnknownTold?: boolean;
  readonly figures: Figures;
}

/** What an account said of itself as a source saw it. */
export interface SeenProfile extends Seen {
  readonly profile: Profile;
}

const seenColumns = (ctx: WorkspaceContext, seen: Seen) => ({
  id: ctx.newId(),
  account_id: seen.accountId,
  observed_on: seen.observedOn,
  observed_at: seen.observedAt?.toISOString() ?? null,
  source: seen.source,
  grade: seen.grade,
  evidence: seen.evidence,
  import_id: seen.importId,
});

const numberText = (value: number | null): string | null => (value === null ? null : value.toString());
/** Averages are kept to a thousandth. */
const averageText = (value: number | null): string | null => (value === null ? null : value.toFixed(3));

function figureRow(ctx: WorkspaceContext, seen: SeenFigures): queries.FiguresRow {
  const { figures } = seen;
  return {
    ...seenColumns(ctx, seen),
    is_day_assumed: seen.isDayAssumed ?? false,
    followers: numberText(figures.followers),
    following: numberText(figures.following),
    posts_count: numberText(figures.posts_count),
    avg_likes: averageText(figures.avg_likes),
    avg_comments: averageText(figures.avg_comments),
    avg_views: averageText(figures.avg_views),
    avg_shares: averageText(figures.avg_shares),
    stated_rates: figures.stated_rates,
    audience: figures.audience,
    sponsored: figures.sponsored,
  };
}

/** Writes figures down as {@link recordFigures} does, for a caller who notes the creators by itself. */
export async function writeFigures(within: WorkspaceContext, seen: readonly SeenFigures[]): Promise<readonly string[]> {
  const told = seen.filter(({ figures, isUnknownTold }) => isUnknownTold === true || tellsSomething(figures));
  if (told.length === 0) return [];
  const rows = told.map((each) => figureRow(within, each));
  return queries.insertFigures(within.db, within.workspaceId, rows, nowAt(within));
}

/** Writes profiles down as {@link recordProfiles} does, for a caller who notes the creators by itself. */
export async function writeProfiles(within: WorkspaceContext, seen: readonly SeenProfile[]): Promise<readonly string[]> {
  const told = seen.filter(({ profile }) => tellsSomething(profile));
  if (told.length === 0) return [];
  const rows = told.map((each) => ({ ...seenColumns(within, each), ...each.profile }));
  return queries.insertProfiles(within.db, within.workspaceId, rows, nowAt(within));
}

const known = (value: string | null): number | null => (value === null ? null : Number(value));

/** What a source told of some accounts before: by account, the figures of each day that is asked for under the day, and its newest under `last`. */
export async function toldFigures(
  ctx: WorkspaceContext,
  source: string,
  asked: readonly { readonly accountId: string; readonly day: string | null }[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Figures>>> {
  const told = new Map<string, Map<string, Figures>>();
  if (asked.length === 0) return told;
  for (const row of await queries.listTold(ctx.db, ctx.workspaceId, source, asked)) {
    const days = told.get(row.account_id) ?? new Map<string, Figures>();
    told.set(row.account_id, days);
    days.set(row.asked_on ?? "last", {
      followers: known(row.followers),
      following: known(row.following),
      posts_count: known(row.posts_count),
      avg_likes: known(row.avg_likes),
      avg_comments: known(row.avg_comments),
      avg_views: known(row.avg_views),
      avg_shares: known(row.avg_shares),
      stated_rates: row.stated_rates,
      audience: row.audience,
      sponsored: row.sponsored,
    });
  }
  return told;
}

/** What a source said of some accounts before, word by word: by account, as of each day that is asked for under the day, and its last under `last`. */
export async function saidProfiles(
  ctx: WorkspaceContext,
  source: string,
  asked: readonly { readonly accountId: string; readonly day: string | null }[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Profile>>> {
  const said = new Map<string, Map<string, Profile>>();
  if (asked.length === 0) return said;
  for (const { account_id, asked_on, name, value } of await queries.listSaid(ctx.db, ctx.workspaceId, source, asked)) {
    const days = said.get(account_id) ?? new Map<string, Profile>();
    said.set(account_id, days);
    const day = asked_on ?? "last";
    days.set(day, { ...(days.get(day) ?? noProfile), [name]: value });
  }
  return said;
}

/** The creators of the accounts are found anew, and whoever asks is told. */
async function noted(within: WorkspaceContext, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (accountIds.length === 0) return new Set();
  const creatorIds = await queries.listHolders(within.db, within.workspaceId, accountIds);
  await markCreators(within.db, within.workspaceId, creatorIds);
  await tell(within, "creator.updated.v1", creatorIds);
  return new Set(accountIds);
}

/**
 * Writes figures of many accounts down in the caller's transaction: what is known already from that source is not written again, and nothing
 * is ever overwritten. What tells nothing is left out, since a failed look is no figure. Gives the accounts of which something is new.
 */
export const recordFigures = async (within: WorkspaceContext, seen: readonly SeenFigures[]): Promise<ReadonlySet<string>> =>
  noted(within, await writeFigures(within, seen));

/** Writes what many accounts say of themselves down, by the same rules as {@link recordFigures}. */
export const recordProfiles = async (within: WorkspaceContext, seen: readonly SeenProfile[]): Promise<ReadonlySet<string>> =>
  noted(within, await writeProfiles(within, seen));
