import { createHash } from "node:crypto";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { formatId } from "../../../kernel/ids.ts";
import { actorNames } from "../../../platform/audit/actor-names.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { creatorsByIds, holdCreator, markCreators } from "../../creators/service.ts";
import { listSafetyFindings } from "../findings/service.ts";
import { accountsOfCreator } from "../queries.ts";
import { vettingProblems } from "../problems.ts";
import { newestScorecardOf, type ShownScorecard } from "../scoring/service.ts";
import type { DecisionRow } from "../tables.ts";
import * as queries from "./queries.ts";

/** What may be decided. */
export type Decision = "approve" | "reject" | "watch";

/** What a decision rested on, frozen. */
interface Evidence {
  readonly format: "vouch-vetting-evidence 1";
  readonly creator: { readonly id: string; readonly name: string };
  readonly scorecards: readonly ShownScorecard[];
  readonly findings: readonly object[];
}

async function shown(ctx: WorkspaceContext, rows: readonly DecisionRow[]) {
  const names = await creatorsByIds(ctx, [...new Set(rows.map((row) => row.creator_id))]);
  const who = await actorNames(
    ctx,
    rows.map(({ decided_by: by }) => by),
  );
  return rows.map((row) => {
    const evidence = row.evidence === null ? undefined : (JSON.parse(row.evidence) as Evidence);
    return {
      id: formatId("vet", row.id),
      creator_id: formatId("cre", row.creator_id),
      creator_name: names.get(row.creator_id)?.name ?? "a creator",
      decision: row.decision as Decision,
      reason: row.reason,
      decided_by: who(row.decided_by),
      decided_at: row.decided_at.toISOString(),
      scores: (evidence?.scorecards ?? []).map(({ id, result: { account, score } }) => ({
        scorecard_id: id,
        platform: account.platform,
        handle: account.handle,
        score,
      })),
      findings: evidence?.findings.length ?? null,
      evidence_sha256: row.evidence_sha256.toString("hex"),
      erased_at: row.erased_at?.toISOString() ?? null,
    };
  });
}

async function evidenceOf(within: WorkspaceContext, creator: { readonly id: string; readonly name: string }): Promise<Evidence> {
  const accounts = await accountsOfCreator(within.db, within.workspaceId, creator.id);
  const cards: ShownScorecard[] = [];
  for (const { id } of accounts) {
    const card = await newestScorecardOf(within, id);
    if (card !== undefined) cards.push(card);
  }
  const { data: findings } = await listSafetyFindings(within, creator.id, { limit: 500, dismissed: "false" });
  return {
    format: "vouch-vetting-evidence 1",
    creator: { id: formatId("cre", creator.id), name: creator.name },
    scorecards: cards,
    findings,
  };
}

/** Records a decision with a copy of what it rests on. @throws Problem not-found */
export async function decideVetting(
  ctx: WorkspaceContext,
  askedId: string,
  said: { readonly decision: Decision; readonly reason: string },
) {
  return inTransaction(ctx, async (within) => {
    const asked = await holdCreator(within, askedId);
    const creator = asked.merged_into_id === null ? asked : await holdCreator(within, asked.merged_into_id);
    const creatorId = creator.id;
    const evidence = canonicalJson(await evidenceOf(within, creator));
    const row = await queries.insertDecision(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      creator_id: creatorId,
      ...said,
      evidence,
      evidence_sha256: createHash("sha256").update(evidence).digest(),
      decided_by: `${within.actor.kind}:${within.actor.id}`,
      decided_at: nowAt(within),
    });
    const detail = { creator: creatorId, ...said };
    await markCreators(within.db, within.workspaceId, [creatorId]);
    await recordAudit(within, { action: "vetting.decided", subjectKind: "vetting_decision", subjectId: row.id, detail });
    return (await shown(within, [row]))[0]!;
  });
}

/** What decisions are listed. */
export interface DecisionQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly creator_id?: string | undefined;
  readonly decision?: Decision | undefined;
}

/** Decisions, the last first. */
export async function listVettingDecisions(ctx: WorkspaceContext, { limit, cursor, creator_id: creatorId, decision }: DecisionQuery) {
  const page = { limit, after: parseCursor(cursor) };
  const rows = await queries.listDecisions(ctx.db, ctx.workspaceId, { creatorId, decision }, page);
  const { data, next_cursor } = pageFrom(
    rows,
    limit,
    (row) => ({ at: row.decided_at, id: row.id }),
    (row) => row,
  );
  return { data: await shown(ctx, data), next_cursor };
}

/** What a decision rested on, byte for byte. @throws Problem not-found, evidence-erased */
export async function exportDecisionEvidence(ctx: WorkspaceContext, id: string) {
  const row = await queries.findDecision(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("vetting decision", formatId("vet", id));
  if (row.evidence === null) {
    const said = `What the decision ${formatId("vet", id)} of ${row.decided_at.toISOString().slice(0, 10)} rested on was erased`;
    throw new Problem(vettingProblems["evidence-erased"], `${said} with the creator's personal data at ${row.erased_at!.toISOString()}.`);
  }
  return { mediaType: "application/json", fileName: `${formatId("vet", id)}-evidence.json`, body: row.evidence };
}

/** What was decided last of a creator; undefined: nothing yet. */
export const newestDecision = async (ctx: WorkspaceContext, creatorId: string): Promise<Decision | undefined> =>
  (await queries.newestDecision(ctx.db, ctx.workspaceId, creatorId))?.decision as Decision | undefined;
