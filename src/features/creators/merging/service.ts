import { formatId } from "../../../kernel/ids.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, lockOn } from "../../../platform/db/database.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { tell } from "../../webhooks/service.ts";
import { listAccounts } from "../accounts/queries.ts";
import { creatorProblems } from "../problems.ts";
import { findCreator, markCreators } from "../queries.ts";
import type { Creator, CreatorAccount } from "../tables.ts";
import { keptCreators } from "./kept-creators.ts";
import * as queries from "./queries.ts";

/** Why a merge, or taking one back, is not possible. */
export const notPossible = (detail: string): Problem => new Problem(creatorProblems["creator-merge-not-possible"], detail);

/** Merges of a workspace are made one after the other: each decides by who is kept after the one before. */
export const lockMerges = (within: WorkspaceContext): Promise<void> => lockOn(within.db, `creator merges ${within.workspaceId}`);

/** The creator who is kept for an id. @throws Problem not-found for any other id */
export async function keptOf(within: WorkspaceContext, id: string): Promise<Creator> {
  const row = await findCreator(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("creator", formatId("cre", id));
  return row.merged_into_id === null ? row : keptOf(within, row.merged_into_id);
}

type MergeRow = Awaited<ReturnType<typeof queries.insertMerge>>;

const shownMerge = (row: MergeRow) => ({
  id: formatId("cmg", row.id),
  from_creator_id: formatId("cre", row.from_creator_id),
  into_creator_id: formatId("cre", row.into_creator_id),
  reason: row.reason,
  merged_at: row.recorded_at.toISOString(),
});

const changed = async (within: WorkspaceContext, ids: readonly string[]): Promise<void> => {
  await markCreators(within.db, within.workspaceId, ids);
  await tell(within, "creator.updated.v1", ids);
};

/** Says that a record is the same creator as another: nothing moves, the duplicate points at the one who is kept. @throws Problem creator-merge-not-possible */
export async function mergeCreators(
  ctx: WorkspaceContext,
  keptId: string,
  { duplicate_id: duplicateId, reason }: { duplicate_id: string; reason: string },
) {
  return inTransaction(ctx, async (within) => {
    await lockMerges(within);
    const [kept, duplicate] = [await keptOf(within, keptId), await keptOf(within, duplicateId)];
    if (kept.id === duplicate.id) throw notPossible(`${kept.name} and the other record are one creator already.`);
    const members = await queries.listMerged(within.db, within.workspaceId, [duplicate.id]);
    const merge = await queries.insertMerge(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      from_creator_id: duplicate.id,
      into_creator_id: kept.id,
      action: "merge",
      undoes_id: null,
      reason,
      actor: within.actor.id,
      recorded_at: nowAt(within),
    });
    const targets = [duplicate.id, ...members.map((row) => row.id)].map((id) => ({ id, into: kept.id }));
    await queries.setMergedInto(within.db, within.workspaceId, targets);
    const detail = { from: formatId("cre", duplicate.id), into: formatId("cre", kept.id), reason };
    await recordAudit(within, { action: "creator.merged", subjectKind: "creator", subjectId: kept.id, detail });
    await changed(within, [kept.id, ...targets.map(({ id }) => id)]);
    return shownMerge(merge);
  });
}

/** Takes a merge back: every record of the two points again where it did without it. @throws Problem creator-merge-not-possible */
export async function undoCreatorMerge(ctx: WorkspaceContext, id: string, { reason }: { reason: string }) {
  return inTransaction(ctx, async (within) => {
    await lockMerges(within);
    const merge = await queries.findMerge(within.db, within.workspaceId, id);
    if (merge === undefined) throw notFound("merge", formatId("cmg", id));
    const root = await keptOf(within, merge.into_creator_id);
    if (merge.action !== "merge" || (await queries.findUndo(within.db, within.workspaceId, id)) !== undefined)
      throw notPossible("This merge was taken back already.");
    const { undoes_id: _none, ...row } = merge;
    const undone = {
      ...row,
      id: within.newId(),
      action: "undo",
      undoes_id: id,
      reason,
      actor: within.actor.id,
      recorded_at: nowAt(within),
    };
    await queries.insertMerge(within.db, undone);
    const members = await queries.listMerged(within.db, within.workspaceId, [root.id]);
    const ids = [root.id, ...members.map((each) => each.id)];
    const inForce = await queries.listInForce(within.db, within.workspaceId, ids);
    const kept = keptCreators(
      ids,
      inForce.map((each) => ({ from: each.from_creator_id, into: each.into_creator_id })),
    );
    const targets = ids.map((each) => ({ id: each, into: kept.get(each) === each ? null : kept.get(each)! }));
    await queries.setMergedInto(within.db, within.workspaceId, targets);
    const detail = { from: formatId("cre", merge.from_creator_id), into: formatId("cre", merge.into_creator_id), reason };
    await recordAudit(within, { action: "creator.parted", subjectKind: "creator", subjectId: merge.into_creator_id, detail });
    await changed(within, ids);
    return shownMerge(merge);
  });
}

type Kind = "links" | "codes" | "enrollments" | "commissions" | "posts";

type Person = Pick<Creator, "id" | "name" | "source" | "created_at">;
type Account = Pick<CreatorAccount, "platform" | "handle">;

/** How some records are shown: what stands under each, and the accounts given, by which one is told from another of the same name. */
export async function personsOf(ctx: WorkspaceContext, ids: readonly string[], accounts: ReadonlyMap<string, readonly Account[]>) {
  const rows = await queries.listBelongings(ctx.db, ctx.workspaceId, ids);
  const byCreator = groupBy(rows, (row) => row.creator_id!);
  return ({ id, name, source, created_at: at }: Person) => ({
    ...{ id: formatId("cre", id), name, source, created_at: at.toISOString() },
    accounts: (accounts.get(id) ?? []).map(({ platform, handle }) => ({ platform: platform as Platform, handle })),
    belongings: (byCreator.get(id) ?? []).map((row) => ({ kind: row.kind as Kind, things: Number(row.things) })),
  });
}

type MoneyRow = Awaited<ReturnType<typeof queries.listMoney>>[number];

/** Rows as the API shows them, a line a currency; what is not there is nothing. */
function moneyIn(rows: readonly MoneyRow[]) {
  const sum = (own: readonly MoneyRow[], kind: string): bigint =>
    own.reduce((total, row) => (row.kind === kind ? total + (row.amount_minor ?? 0n) : total), 0n);
  return [...groupBy(rows, (row) => row.currency!)].map(([currency, own]) => ({
    commissions: { amount: sum(own, "commissions").toString(), currency },
    costs: { amount: sum(own, "costs").toString(), currency },
  }));
}

/** The records that are one creator, the one that is kept first, with what each earned and cost, and all together. */
export async function listCreatorRecords(ctx: WorkspaceContext, id: string) {
  const asked = await findCreator(ctx.db, ctx.workspaceId, id);
  if (asked === undefined) throw notFound("creator", formatId("cre", id));
  const kept = asked.merged_into_id === null ? asked : (await findCreator(ctx.db, ctx.workspaceId, asked.merged_into_id))!;
  const merged = await queries.listMerged(ctx.db, ctx.workspaceId, [kept.id]);
  const records = [kept, ...merged];
  const ids = records.map((row) => row.id);
  const merges = await queries.listInForce(ctx.db, ctx.workspaceId, ids);
  const accounts = await listAccounts(ctx.db, ctx.workspaceId, ids, { archived: false });
  const person = await personsOf(
    ctx,
    ids,
    groupBy(accounts, (account) => account.creator_id),
  );
  const money = await queries.listMoney(ctx.db, ctx.workspaceId, ids);
  return {
    together: moneyIn(money),
    data: records.map((row) => {
      const merge = merges.find((each) => each.from_creator_id === row.id);
      return {
        ...person(row),
        merge: merge === undefined ? null : shownMerge(merge),
        money: moneyIn(money.filter(({ creator_id: id }) => id === row.id)),
      };
    }),
  };
}
