import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { formatId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inspectCsv, readCsv } from "../../../platform/csv/csv-file.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { holdCreator, loadCreator } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { commentRows, numberedComments, type ReadComment } from "../comments/comment-rows.ts";
import { readComments, type CommentReading, type SampledComment } from "../comments/comment-sample.ts";
import { followerRows, type RowFault } from "../followers/follower-rows.ts";
import { readFollowers, type SampleReading } from "../followers/follower-sample.ts";
import { keepFollowerIds } from "../overlap/service.ts";
import type { Drawing } from "../overlap/sample-overlap.ts";
import { findAccount } from "../queries.ts";
import type { Grade } from "../score/score-input.ts";
import type { CommentSampleRow, FollowerSampleRow } from "../tables.ts";
import * as queries from "./queries.ts";

/** A list to take in. */
export interface NewSample {
  readonly text: string;
  readonly source: string;
  readonly taken_on?: string | undefined;
  readonly evidence: string;
}

/** A list of followers to take in. */
interface NewFollowerSample extends NewSample {
  /** Missing and null: not said. */
  readonly drawn?: Drawing | null | undefined;
}

/** Which account of which creator. */
export interface OfAccount {
  readonly id: string;
  readonly account_id: string;
}

/** More rows than this say no more about a share. */
const MOST = { followers: 20_000, comments: 5_000 };
const MOST_FAULTS = 100;

/** An account of the creator that is in use. @throws Problem not-found */
export async function requireAccount(ctx: WorkspaceContext, { id, account_id: accountId }: OfAccount) {
  await loadCreator(ctx, id);
  const account = await findAccount(ctx.db, ctx.workspaceId, accountId);
  if (account === undefined || account.creatorId !== id) throw notFound("account", formatId("acc", accountId));
  return account;
}

/** The account of a creator who is not erased before the transaction ends. @throws Problem not-found */
async function holdAccount(within: WorkspaceContext, of: OfAccount): Promise<void> {
  await holdCreator(within, of.id);
  await requireAccount(within, of);
}

const refuse = (field: string, detail: string) => invalidInput([{ pointer: `/${field}`, detail: `${field}: ${detail}` }]);

/** The cells of a pasted or exported list. @throws Problem invalid-input */
async function cellsOf(text: string, most: number): Promise<(readonly string[])[]> {
  const open = async function* () {
    yield Buffer.from(text);
  };
  const format = await inspectCsv(open);
  if (format.kind !== "csv") throw refuse("text", `is no list of rows: ${format.reason}`);
  const rows: (readonly string[])[] = [];
  for await (const row of readCsv(open, format)) {
    if (row.kind === "broken") throw refuse("text", `cannot be read from row ${row.rowNumber} on: ${row.reason}`);
    rows.push(row.cells);
    if (rows.length > most + 1) throw refuse("text", `has more than ${most} rows; draw some at random and send those`);
  }
  return rows;
}

async function dayOf(ctx: WorkspaceContext, stated: string | undefined): Promise<string> {
  const today = localDay(ctx.now(), (await loadWorkspace(ctx)).zone);
  if (stated !== undefined && stated > today) throw refuse("taken_on", `must be a day that has begun, found ${stated}`);
  return stated ?? today;
}

const keptOf = (row: FollowerSampleRow | CommentSampleRow) => ({
  account_id: formatId("acc", row.account_id),
  taken_on: row.taken_on,
  source: row.source,
  evidence: row.evidence,
  created_at: row.created_at.toISOString(),
});

// Both readings were written by this feature.
const followersRead = (text: string): SampleReading => JSON.parse(text) as SampleReading;
const commentsRead = (text: string): CommentReading => JSON.parse(text) as CommentReading;

const shownFollowers = (row: FollowerSampleRow & { readonly handles: number; readonly ids: number }) => {
  const { readings, ...reading } = followersRead(row.reading);
  return {
    id: formatId("fos", row.id),
    ...keptOf(row),
    drawn: row.drawn as Drawing | null,
    followers: (row.followers as unknown as unknown[]).length,
    named: { handle: row.handles, id: row.ids },
    faults: row.faults as unknown as RowFault[],
    reading: { ...reading, readings: [...readings] },
  };
};

const shownComments = (row: CommentSampleRow) => ({
  id: formatId("cos", row.id),
  ...keptOf(row),
  grade: row.grade as Grade,
  language: row.language,
  reading: commentsRead(row.reading) as never,
});

/** The followers that a list has. @throws Problem invalid-input */
async function followersIn(text: string) {
  const read = followerRows(await cellsOf(text, MOST.followers));
  if (read.kind === "refused") throw refuse("text", read.reason);
  const [fault] = read.faults;
  if (read.followers.length > 0) return read;
  throw refuse(
    "text",
    fault === undefined ? "has no row below its head" : `has no row that can be read; row ${fault.row}: ${fault.detail}`,
  );
}

/** Takes a list of followers and reads it; by what it names them is kept as keyed hashes. @throws Problem not-found, invalid-input */
export async function addFollowerSample(ctx: WorkspaceContext, of: OfAccount, sample: NewFollowerSample) {
  const account = await requireAccount(ctx, of);
  const read = await followersIn(sample.text);
  const takenOn = await dayOf(ctx, sample.taken_on);
  return inTransaction(ctx, async (within) => {
    await holdAccount(within, of);
    const row = await queries.insertFollowerSample(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      account_id: account.id,
      taken_on: takenOn,
      source: sample.source,
      evidence: sample.evidence,
      drawn: sample.drawn ?? null,
      followers: read.followers.map((one) => [one.followers, one.following, one.posts, one.hasPicture, one.digitShare]),
      faults: read.faults.slice(0, MOST_FAULTS),
      reading: canonicalJson(readFollowers(read.followers)),
      created_by: within.actor.id,
      created_at: nowAt(within),
    });
    const named = await keepFollowerIds(within, { sampleId: row.id, platform: account.platform, names: read.names });
    const detail = { account: account.id, followers: read.followers.length, left_out: read.faults.length, named };
    await recordAudit(within, { action: "follower_sample.added", subjectKind: "follower_sample", subjectId: row.id, detail });
    return shownFollowers({ ...row, handles: named.handle, ids: named.id });
  });
}

interface Origin {
  readonly accountId: string;
  readonly takenOn: string;
  readonly source: string;
  readonly evidence: string;
  readonly grade: Grade;
  /** Null: as the account's profile says, where it says. */
  readonly language: string | null;
}

async function keepComments(within: WorkspaceContext, origin: Origin, comments: readonly SampledComment[]) {
  const { accountId, takenOn, source, evidence, grade } = origin;
  const profile = await queries.languageOfAccount(within.db, within.workspaceId, accountId);
  const language = origin.language ?? profile?.language ?? null;
  const row = await queries.insertCommentSample(within.db, {
    ...{
      workspace_id: within.workspaceId,
      id: within.newId(),
      account_id: accountId,
      taken_on: takenOn,
      source,
      evidence,
      grade,
      language,
    },
    comments: comments.map(({ text, author, post }) => [text, author, post]),
    reading: canonicalJson(readComments(comments, language)),
    ...{ created_by: within.actor.id, created_at: nowAt(within) },
  });
  const detail = { account: accountId, comments: comments.length };
  await recordAudit(within, { action: "comment_sample.added", subjectKind: "comment_sample", subjectId: row.id, detail });
  return row;
}

/** Takes comments and reads them. @throws Problem not-found, invalid-input */
export async function addCommentSample(ctx: WorkspaceContext, of: OfAccount, sample: NewSample & { readonly language: string | null }) {
  const account = await requireAccount(ctx, of);
  const read = commentRows(await cellsOf(sample.text, MOST.comments));
  if (read.kind === "refused") throw refuse("text", read.reason);
  const takenOn = await dayOf(ctx, sample.taken_on);
  const { source, evidence, language } = sample;
  return inTransaction(ctx, async (within) => {
    await holdAccount(within, of);
    return shownComments(
      await keepComments(within, { accountId: account.id, takenOn, source, evidence, grade: "D", language }, read.comments),
    );
  });
}

/** Comments under posts of an account, as its platform told them. */
export interface ToldComments extends OfAccount {
  readonly source: string;
  readonly evidence: string;
  readonly grade: Grade;
  /** At most 5,000. */
  readonly comments: readonly ReadComment[];
}

/** Keeps comments that a platform told as a sample, in the caller's transaction, and says how many. @throws Problem not-found */
export async function keepToldComments(within: WorkspaceContext, told: ToldComments): Promise<number> {
  await holdAccount(within, told);
  const comments = numberedComments(told.comments).slice(0, MOST.comments);
  const { account_id: accountId, source, evidence, grade } = told;
  const takenOn = await dayOf(within, undefined);
  await keepComments(within, { accountId, takenOn, source, evidence, grade, language: null }, comments);
  return comments.length;
}

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const positionOf = (row: { readonly created_at: Date; readonly id: string }) => ({ at: row.created_at, id: row.id });

async function pageOfAccount(ctx: WorkspaceContext, of: OfAccount, { limit, cursor }: PageQuery) {
  const { id } = await requireAccount(ctx, of);
  return { workspaceId: ctx.workspaceId, accountId: id, limit, after: parseCursor(cursor) };
}

/** An account's samples of followers, the last taken in first. */
export async function listFollowerSamples(ctx: WorkspaceContext, of: OfAccount, query: PageQuery) {
  const rows = await queries.listFollowerSamples(ctx.db, await pageOfAccount(ctx, of, query));
  return pageFrom(rows, query.limit, positionOf, shownFollowers);
}

/** An account's samples of comments, the last taken in first. */
export async function listCommentSamples(ctx: WorkspaceContext, of: OfAccount, query: PageQuery) {
  const rows = await queries.listCommentSamples(ctx.db, await pageOfAccount(ctx, of, query));
  return pageFrom(rows, query.limit, positionOf, shownComments);
}

/** The newest samples of an account, as a score takes them. */
export async function newestSamples(ctx: WorkspaceContext, accountId: string) {
  const followers = await queries.newestFollowerSample(ctx.db, ctx.workspaceId, accountId);
  const comments = await queries.newestCommentSample(ctx.db, ctx.workspaceId, accountId);
  const origin = ({ taken_on: on, source, grade }: { readonly taken_on: string; readonly source: string; readonly grade: string }) => ({
    ...{ on, source, grade: grade as Grade },
  });
  return {
    followers:
      followers === undefined
        ? null
        : { id: formatId("fos", followers.id), ...origin(followers), reading: followersRead(followers.reading) },
    comments:
      comments === undefined ? null : { id: formatId("cos", comments.id), ...origin(comments), reading: commentsRead(comments.reading) },
  };
}
