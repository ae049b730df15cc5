import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { loadCreator } from "../../creators/service.ts";
import { accountsOfCreator } from "../queries.ts";
import { findingsIn, type Competitor, type Finding, type WrittenText } from "../safety/safety-findings.ts";
import { startingLists, type Severity, type WordList } from "../safety/word-lists.ts";
import type { KeptFinding } from "../score/score-input.ts";
import type { FindingRow } from "../tables.ts";
import * as queries from "./queries.ts";

/** The workspace's competitors and lists. */
export async function vettingSettings(ctx: WorkspaceContext) {
  const row = await queries.findSettings(ctx.db, ctx.workspaceId);
  const [competitors, lists] = [row?.competitors ?? [], row?.word_lists ?? null];
  // Both were checked by the contract when they were written.
  return {
    competitors: competitors as unknown as Competitor[],
    lists: lists === null ? startingLists : (lists as unknown as WordList[]),
    areOwn: lists !== null,
    changedAt: row?.changed_at ?? null,
  };
}

/** The settings as the API shows them. */
export async function getVettingSettings(ctx: WorkspaceContext) {
  const { competitors, lists, areOwn, changedAt } = await vettingSettings(ctx);
  return {
    competitors: competitors.map(({ name, words }) => ({ name, words: [...words] })),
    word_lists: lists.map(({ category, severity, words }) => ({ category, severity, words: [...words] })),
    are_lists_own: areOwn,
    changed_at: changedAt?.toISOString() ?? null,
  };
}

/** Changes the settings; scores made from then on use them. */
export async function setVettingSettings(
  ctx: WorkspaceContext,
  { competitors, word_lists: wordLists }: { readonly competitors: readonly Competitor[]; readonly word_lists: readonly WordList[] | null },
) {
  return inTransaction(ctx, async (within) => {
    const kept = { workspaceId: within.workspaceId, competitors, wordLists, by: within.actor.id, at: nowAt(within) };
    await queries.keepSettings(within.db, kept);
    const detail = { competitors: competitors.length, word_lists: wordLists?.length ?? null };
    await recordAudit(within, { action: "vetting_settings.changed", subjectKind: "workspace", subjectId: within.workspaceId, detail });
    return getVettingSettings(within);
  });
}

const shown = (row: FindingRow) => ({
  id: formatId("fdg", row.id),
  account_id: formatId("acc", row.account_id),
  kind: row.kind as Finding["kind"],
  category: row.category,
  severity: row.severity as Severity,
  word: row.word,
  quote: row.quote,
  where: row.post_id === null ? ("bio" as const) : ("post" as const),
  post_id: row.post_id === null ? null : formatId("pos", row.post_id),
  written_on: row.written_on,
  found_at: row.found_at.toISOString(),
  dismissed_at: row.dismissed_at?.toISOString() ?? null,
  dismiss_reason: row.dismiss_reason,
});

/** What a creator wrote, with the post's own id. */
export type AccountText = WrittenText & { readonly postRowId: string | null };

const keyOf = (kind: string, category: string, place: string): string => `${kind} ${category} ${place}`;

/**
 * Looks for words of the lists and competitors in what was written of an account and keeps what is new, in the transaction of the caller.
 *
 * @returns findings that stand, dismissed ones left out, and which of them are new.
 */
export async function findInTexts(within: WorkspaceContext, accountId: string, texts: readonly AccountText[]) {
  const { competitors, lists } = await vettingSettings(within);
  const found = findingsIn(texts, lists, competitors);
  const rowIds = new Map(texts.map(({ postId, postRowId }) => [postId, postRowId]));
  const placeOf = ({ postId }: Finding): string => (postId === null ? "bio" : rowIds.get(postId)!);
  const rows = found.map((one) => ({
    workspace_id: within.workspaceId,
    id: within.newId(),
    account_id: accountId,
    ...{ kind: one.kind, category: one.category, severity: one.severity, word: one.word, quote: one.quote },
    place: placeOf(one),
    post_id: one.postId === null ? null : placeOf(one),
    written_on: one.on,
    found_at: nowAt(within),
  }));
  const added = rows.length === 0 ? [] : await queries.insertFindings(within.db, rows);
  const standing = new Set(found.map((one) => keyOf(one.kind, one.category, placeOf(one))));
  const kept = (await queries.findingsOfAccount(within.db, within.workspaceId, accountId)).filter(
    (row) => row.dismissed_at === null && standing.has(keyOf(row.kind, row.category, row.place)),
  );
  const findings = kept.map((row): KeptFinding => {
    const { id, kind, category, severity, word, quote, where, post_id: postId, written_on: writtenOn } = shown(row);
    return { id, kind, category, severity, word, quote, where, postId, on: writtenOn };
  });
  return { findings, added: added.map(shown), competitors: competitors.length };
}

/** What was found of a creator, the last found first. */
export async function listSafetyFindings(
  ctx: WorkspaceContext,
  creatorId: string,
  query: { readonly limit: number; readonly cursor?: string | undefined; readonly dismissed: "true" | "false" },
) {
  await loadCreator(ctx, creatorId);
  const accounts = (await accountsOfCreator(ctx.db, ctx.workspaceId, creatorId)).map(({ id }) => id);
  const page = { isDismissed: query.dismissed === "true", limit: query.limit, after: parseCursor(query.cursor) };
  const rows = await queries.listFindings(ctx.db, ctx.workspaceId, accounts, page);
  return pageFrom(rows, query.limit, (row) => ({ at: row.found_at, id: row.id }), shown);
}

/** Dismisses a finding, once. @throws Problem not-found */
export async function dismissFinding(ctx: WorkspaceContext, of: { readonly creatorId: string; readonly id: string }, reason: string) {
  return inTransaction(ctx, async (within) => {
    await loadCreator(within, of.creatorId);
    const accounts = await accountsOfCreator(within.db, within.workspaceId, of.creatorId);
    const row = await queries.lockFinding(within.db, within.workspaceId, of.id);
    if (row === undefined || !accounts.some(({ id }) => id === row.account_id)) throw notFound("finding", formatId("fdg", of.id));
    if (row.dismissed_at !== null) return shown(row);
    const values = { dismissed_at: nowAt(within), dismissed_by: within.actor.id, dismiss_reason: reason };
    const dismissed = await queries.dismiss(within.db, within.workspaceId, of.id, values);
    const detail = { category: row.category, reason };
    await recordAudit(within, { action: "safety_finding.dismissed", subjectKind: "safety_finding", subjectId: of.id, detail });
    return shown(dismissed);
  });
}
