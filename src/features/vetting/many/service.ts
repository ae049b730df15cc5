import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { isDatabaseAway } from "../../../platform/db/database-away.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { computationKind, requestComputation, type WorkInHand } from "../../computations/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { accountsOfCreator } from "../queries.ts";
import { leastKnown } from "../score/scorecard.ts";
import { newestScorecardOf, scoreAccount } from "../scoring/service.ts";

/** Who is to be scored, and since when a scorecard counts as one of this. */
interface Asked {
  readonly creatorIds: readonly string[];
  readonly askedAt: string;
}

/** A creator, or one account of theirs, without a score; ids alone, so that nobody is named in what is kept. */
interface Without {
  readonly creator_id: string;
  readonly account_id: string | null;
  readonly why: string;
}

/** What came of it. */
interface ScoredMany {
  readonly creators: number;
  readonly accounts: number;
  readonly scored: number;
  readonly without: readonly Without[];
}

const noAccount = "There is no account in use.";
const tooLittle = `Too little is known: less than ${leastKnown} of 100 points, or neither audience nor engagement.`;
const atFault = "A fault of the program: score this account by itself.";

/** Scores an account, unless it was since it was asked for; gives why there is no score, undefined: there is one. */
async function scoreOne(ctx: WorkspaceContext, of: { readonly id: string; readonly account_id: string }, askedAt: string) {
  try {
    const newest = await newestScorecardOf(ctx, of.account_id);
    const card = newest !== undefined && newest.made_at >= askedAt ? newest : (await scoreAccount(ctx, of)).card;
    return card.result.score === null ? tooLittle : undefined;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    if (error instanceof Problem) return error.message;
    ctx.log.error({ err: error, ...of }, "an account could not be scored");
    return atFault;
  }
}

async function scoreThem(ctx: WorkspaceContext, { creatorIds, askedAt }: Asked, { onProgress, signal }: WorkInHand): Promise<ScoredMany> {
  let [accounts, scored] = [0, 0];
  const without: Without[] = [];
  for (const [at, creatorId] of creatorIds.entries()) {
    const own = await accountsOfCreator(ctx.db, ctx.workspaceId, creatorId);
    if (own.length === 0) without.push({ creator_id: formatId("cre", creatorId), account_id: null, why: noAccount });
    for (const { id } of own) {
      signal.throwIfAborted();
      const why = await scoreOne(ctx, { id: creatorId, account_id: id }, askedAt);
      accounts += 1;
      if (why === undefined) scored += 1;
      else without.push({ creator_id: formatId("cre", creatorId), account_id: formatId("acc", id), why });
    }
    onProgress((at + 1) / creatorIds.length);
  }
  return { creators: creatorIds.length, accounts, scored, without };
}

/** The scoring of many creators, for the worker. */
export const creatorScores = computationKind<Asked, never, ScoredMany>({
  kind: "creator-scores",
  scopes: { read: "creators:read", write: "creators:write" },
  work: scoreThem,
});

/** Asks for every account of some creators to be scored. @throws Problem not-found */
export async function scoreCreators(ctx: WorkspaceContext, creatorIds: readonly string[]) {
  const ids = [...new Set(creatorIds)];
  const known = await creatorsByIds(ctx, ids);
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw notFound("creator", formatId("cre", unknown));
  const input: Asked = { creatorIds: ids, askedAt: nowAt(ctx).toISOString() };
  const { id } = await requestComputation(ctx, { kind: creatorScores, subject: "creators", input });
  return { computation_id: id, creators: ids.length };
}
