import { createHash } from "node:crypto";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { daysLater } from "../../../kernel/civil.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { localDay } from "../../../kernel/zone.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, lockOn } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { holdCreator, markCreators } from "../../creators/service.ts";
import { usualEngagement } from "../../posts/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { findInTexts, type AccountText } from "../findings/service.ts";
import { followerModel } from "../followers/follower-model.ts";
import { traitFormulas } from "../followers/follower-traits.ts";
import { vettingProblems } from "../problems.ts";
import { newestSamples, requireAccount, type OfAccount } from "../samples/service.ts";
import { figuresForScore, rateOf, type SeenFigures } from "../score/account-figures.ts";
import { six } from "../score/curve.ts";
import type { ScoreInput } from "../score/score-input.ts";
import { partRules } from "../score/score-part.ts";
import { formula, leastKnown, scorecardOf, type Scorecard } from "../score/scorecard.ts";
import type { FigureRow, KeptScorecardRow, ScorecardRow, VettedPostRow } from "../tables.ts";
import * as queries from "./queries.ts";

type Account = Awaited<ReturnType<typeof requireAccount>>;

const HISTORY_DAYS = 400;
const TEXT_DAYS = 180;
const POST_DAYS = 90;
const DAY_MS = 86_400_000;

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

const numberOf = (value: string | bigint | null): number | null => (value === null ? null : Number(value));
const objectOf = (value: unknown): Record<string, unknown> => (value ?? {}) as Record<string, unknown>;

const seenFigures = (row: FigureRow): SeenFigures => ({
  observed_on: row.observed_on!,
  recorded_at: row.recorded_at!,
  source: row.source!,
  grade: row.grade!,
  followers: numberOf(row.followers),
  posts_count: numberOf(row.posts_count),
  avg_likes: numberOf(row.avg_likes),
  avg_comments: numberOf(row.avg_comments),
  avg_shares: numberOf(row.avg_shares),
  avg_views: numberOf(row.avg_views),
  stated_rates: objectOf(row.stated_rates),
  audience: objectOf(row.audience),
  sponsored: objectOf(row.sponsored),
});

const textOf = (row: VettedPostRow): string => [row.title, row.caption].filter((text) => text !== null && text !== "").join("\n");

/** What the creator wrote: the newest bio that is known, and posts. */
async function textsOf(within: WorkspaceContext, account: Account, posts: readonly VettedPostRow[], zone: string): Promise<AccountText[]> {
  const profiles = await queries.profilesOf(within.db, within.workspaceId, account.id);
  const bio = profiles.find((row) => row.bio !== null && row.bio.trim() !== "");
  const written = posts.map((row): AccountText => {
    const on = localDay(row.posted_at!.getTime(), zone);
    return { where: "post", postId: formatId("pos", row.post_id!), postRowId: row.post_id, on, text: textOf(row) };
  });
  const own = bio === undefined ? [] : [{ where: "bio", postId: null, postRowId: null, on: bio.observed_on!, text: bio.bio! } as const];
  return [...own, ...written.filter(({ text }) => text.trim() !== "")];
}

/** Published bands for the rate that is used; those that do not say by what they divide only where there is no other. */
async function usualOf(within: WorkspaceContext, account: Account, followers: number | null) {
  const name = rateOf(account.platform as Platform);
  const { bands, ...tier } = await usualEngagement(within, account.platform as Platform, followers);
  const named = bands.filter(({ rate }) => rate === name);
  const nameless = bands
    .filter(({ rate }) => rate === null)
    .map((band) => ({ ...band, source: `${band.source}, which does not say by what it divides` }));
  const usual = (named.length > 0 ? named : nameless).map(({ source, low, high }) => ({ source, low, high }));
  const alike = {
    workspaceId: within.workspaceId,
    platform: account.platform,
    exceptId: account.id,
    ...tier,
    isByViews: name === "er_views",
  };
  const rates = followers === null ? [] : await queries.ratesOfAlike(within.db, alike);
  return { usual, cohort: { tier: tier.tier, rates: rates.map(six).toSorted((a, b) => a - b) } };
}

/** Everything that an account's score is made from, read in the transaction of the caller; new findings are kept. */
async function gather(within: WorkspaceContext, account: Account) {
  const { zone } = await loadWorkspace(within);
  const asOf = localDay(within.now(), zone);
  const figures = (await queries.figuresOf(within.db, within.workspaceId, account.id, daysLater(asOf, -HISTORY_DAYS))).map(seenFigures);
  const from = new Date(within.now() - TEXT_DAYS * DAY_MS);
  const posts = await queries.postsOf(within.db, within.workspaceId, { accountId: account.id, ...account, from });
  const seen = posts.map((row) => ({
    id: formatId("pos", row.post_id!),
    on: localDay(row.posted_at!.getTime(), zone),
    isSponsored: row.is_sponsored,
    text: textOf(row),
    likes: numberOf(row.likes),
    comments: numberOf(row.comments),
    shares: numberOf(row.shares),
    views: numberOf(row.views),
  }));
  const own = figuresForScore(
    account.platform as Platform,
    figures,
    seen.filter(({ on }) => on > daysLater(asOf, -POST_DAYS)),
  );
  const texts = await textsOf(within, account, posts, zone);
  const { findings, added, competitors } = await findInTexts(within, account.id, texts);
  const samples = await newestSamples(within, account.id);
  const input: ScoreInput = {
    format: "vouch-score-input 1",
    as_of: asOf,
    account: { id: formatId("acc", account.id), platform: account.platform, handle: account.handle },
    ...own,
    ...(await usualOf(within, account, own.followers?.count ?? null)),
    follower_sample: samples.followers,
    comment_sample: samples.comments,
    posts_known_from: seen.at(-1)?.on ?? null,
    texts_read: texts.length,
    competitors,
    findings,
  };
  return { input, added };
}

const resultOf = (row: { readonly result: string }): Scorecard => JSON.parse(row.result) as Scorecard;

const shown = (row: KeptScorecardRow) => ({
  id: formatId("sco", row.id),
  account_id: formatId("acc", row.account_id),
  made_at: row.made_at.toISOString(),
  input_sha256: row.input_sha256.toString("hex"),
  result_sha256: row.result_sha256.toString("hex"),
  result: { ...resultOf(row), parts: resultOf(row).parts.map((part) => ({ ...part, evidence: [...part.evidence] })) },
});

/** A scorecard as the API shows it. */
export type ShownScorecard = ReturnType<typeof shown>;

/** Scores an account in a transaction of its own, one at a time, and says what was found that was not known before. */
export async function scoreAccount(ctx: WorkspaceContext, of: OfAccount) {
  return inTransaction(ctx, async (within) => {
    await holdCreator(within, of.id);
    const account = await requireAccount(within, of);
    await lockOn(within.db, `vetting ${account.id}`);
    const before = await queries.newestScorecard(within.db, within.workspaceId, account.id);
    const { input, added } = await gather(within, account);
    // The frozen text is what the score is made of, so that whoever has the text makes the same bytes.
    const text = canonicalJson(input);
    const result = canonicalJson(scorecardOf(JSON.parse(text) as ScoreInput));
    const row = await queries.insertScorecard(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      account_id: account.id,
      formula,
      score: (JSON.parse(result) as Scorecard).score,
      input: text,
      input_sha256: sha256(text),
      result,
      result_sha256: sha256(result),
      made_by: within.actor.id,
      made_at: nowAt(within),
    });
    const detail = { account: account.id, formula, score: row.score };
    if (before === undefined || before.score !== row.score) await markCreators(within.db, within.workspaceId, [account.creatorId]);
    await recordAudit(within, { action: "scorecard.made", subjectKind: "scorecard", subjectId: row.id, detail });
    return { card: shown(row), before: before?.score ?? null, added, account };
  });
}

/** Scores an account. @throws Problem not-found */
export const makeScorecard = async (ctx: WorkspaceContext, of: OfAccount) => (await scoreAccount(ctx, of)).card;

/** An account's scorecards, the last made first. */
export async function listScorecards(
  ctx: WorkspaceContext,
  of: OfAccount,
  query: { readonly limit: number; readonly cursor?: string | undefined },
) {
  const { id } = await requireAccount(ctx, of);
  const rows = await queries.listScorecards(ctx.db, ctx.workspaceId, id, { limit: query.limit, after: parseCursor(query.cursor) });
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.made_at, id: row.id }),
    (row) => {
      const { low, high, known } = resultOf(row);
      const ids = { id: formatId("sco", row.id), account_id: formatId("acc", row.account_id) };
      return { ...ids, formula: row.formula, score: row.score, low, high, known, made_at: row.made_at.toISOString() };
    },
  );
}

const isKept = (row: ScorecardRow): row is KeptScorecardRow => row.erased_at === null;

async function loadScorecard(ctx: WorkspaceContext, id: string): Promise<KeptScorecardRow> {
  const row = await queries.findScorecard(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("scorecard", formatId("sco", id));
  if (isKept(row)) return row;
  const said = `The scorecard ${formatId("sco", id)}, made on ${row.made_at.toISOString().slice(0, 10)} with the score ${row.score ?? "none"}`;
  throw new Problem(
    vettingProblems["evidence-erased"],
    `${said}, was erased with its creator's personal data at ${row.erased_at!.toISOString()}.`,
  );
}

/** One scorecard. @throws Problem not-found, evidence-erased */
export const getScorecard = async (ctx: WorkspaceContext, id: string) => shown(await loadScorecard(ctx, id));

/** What a scorecard was made from, byte for byte. @throws Problem not-found, evidence-erased */
export async function exportScorecardInput(ctx: WorkspaceContext, id: string) {
  const row = await loadScorecard(ctx, id);
  return { mediaType: "application/json", fileName: `${formatId("sco", id)}-input.json`, body: row.input };
}

/** How many of some accounts have a scorecard. */
export const scoredAmong = async (ctx: WorkspaceContext, accountIds: readonly string[]): Promise<number> =>
  accountIds.length === 0 ? 0 : (await queries.newestScorecards(ctx.db, ctx.workspaceId, accountIds)).length;

/** The last made scorecard of an account; undefined: none was made. */
export async function newestScorecardOf(ctx: WorkspaceContext, accountId: string): Promise<ShownScorecard | undefined> {
  const row = await queries.newestScorecard(ctx.db, ctx.workspaceId, accountId);
  return row === undefined ? undefined : shown(row);
}

/** The newest quality score of each of some accounts that has one, with the ends that evidence and what is missing leave open. */
export async function qualityOf(ctx: WorkspaceContext, accountIds: readonly string[]) {
  const rows = accountIds.length === 0 ? [] : await queries.newestScorecards(ctx.db, ctx.workspaceId, accountIds);
  return new Map(
    rows.flatMap(({ account_id: id, result }) => {
      const { score, least, most, as_of: asOf, formula: by, grade } = JSON.parse(result) as Scorecard;
      return score === null ? [] : [[id, { score, least, most, asOf, formula: by, grade }] as const];
    }),
  );
}

/** The formula in use as data. */
export function getScoreFormula() {
  const { name, version, credit, intercept, weights } = followerModel;
  return {
    formula,
    least_known: leastKnown,
    parts: partRules.map(({ knots, ...rule }) => ({ ...rule, knots: knots.map(([at, value]) => ({ at, value })) })),
    follower_model: {
      ...{ name, version, credit, intercept },
      weights: weights.map(({ trait, weight }) => ({ trait, formula: traitFormulas[trait], weight })),
    },
  };
}

/** Accounts with a score of which something was learnt since. */
export const accountsToCheckAgain = (ctx: WorkspaceContext, limit: number) => queries.accountsToCheckAgain(ctx.db, ctx.workspaceId, limit);

/** What is wrong with a kept scorecard: its digests, or that its input gives other bytes by the formula of today; undefined: nothing, or it was erased. */
function faultOf(row: ScorecardRow): string | undefined {
  if (!isKept(row)) return undefined;
  if (!sha256(row.input).equals(row.input_sha256)) return "its input is not what was digested";
  if (!sha256(row.result).equals(row.result_sha256)) return "its result is not what was digested";
  if (row.formula !== formula) return undefined;
  const again = canonicalJson(scorecardOf(JSON.parse(row.input) as ScoreInput));
  return again === row.result ? undefined : "its input gives another result";
}

/** Scores every kept input again and compares; the first difference in words, undefined: there is none. */
export async function scoreDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  const PAGE = 200;
  for (let after: string | undefined, rows: ScorecardRow[]; ; after = rows.at(-1)!.id) {
    rows = await queries.scorecardsAfter(ctx.db, ctx.workspaceId, after, PAGE);
    for (const row of rows) {
      const fault = faultOf(row);
      if (fault !== undefined) return `scorecard ${formatId("sco", row.id)}: ${fault}`;
    }
    if (rows.length < PAGE) return undefined;
  }
}
