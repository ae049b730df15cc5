import { tidyText } from "../../../kernel/text.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { lockedText } from "../../../platform/audit/locked-text.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { plainJson } from "../../../platform/db/database.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { experimentProblems } from "../problems.ts";
import * as queries from "./queries.ts";

/** A draft as it is written down. */
export interface Draft {
  readonly name: string;
  readonly plan: object;
}

/** A new draft: what sort it is, and on which series; null: on the workspace's own records. */
export interface NewDraft extends Draft {
  readonly kind: string;
  readonly seriesId: string | null;
}

/** Writes a draft down and gives its id. */
export async function makeDraft(within: WorkspaceContext, { kind, seriesId, name, plan }: NewDraft): Promise<string> {
  const [id, now] = [within.newId(), nowAt(within)];
  await queries.insertExperiment(within.db, {
    workspace_id: within.workspaceId,
    id,
    kind,
    name: tidyText(name),
    series_id: seriesId,
    plan: plainJson(plan),
    created_by: within.actor.id,
    created_at: now,
    updated_at: now,
  });
  await recordAudit(within, { action: "experiment.created", subjectKind: "experiment", subjectId: id, detail: { name } });
  return id;
}

/** The experiment, held until the transaction ends, as long as it is a draft. @throws Problem plan-locked */
export async function holdDraft<R extends { readonly name: string; readonly locked_at: Date | null }>(
  within: WorkspaceContext,
  id: string,
  load: (ctx: WorkspaceContext, id: string) => Promise<R>,
): Promise<R> {
  await queries.lockExperiment(within.db, within.workspaceId, id);
  const row = await load(within, id);
  if (row.locked_at === null) return row;
  throw new Problem(experimentProblems["plan-locked"], `The plan of ${row.name} was locked on ${row.locked_at.toISOString()}.`);
}

/** Writes down how a draft is now. */
export const keepDraft = (within: WorkspaceContext, id: string, { name, plan }: Draft): Promise<unknown> =>
  queries.updateDraft(
    within.db,
    { workspaceId: within.workspaceId, id },
    { name: tidyText(name), plan: plainJson(plan), updated_at: nowAt(within) },
  );

/** Keeps a plan's exact text with its hash: from now on nothing can change it. */
export async function keepLocked(
  within: WorkspaceContext,
  { id, name, document, span }: { id: string; name: string; document: object; span: { from_on: string; to_on: string } },
): Promise<void> {
  const locked = lockedText(within, document);
  await queries.insertPlan(within.db, { workspace_id: within.workspaceId, experiment_id: id, ...locked });
  const detail = { name, sha256: locked.sha256.toString("hex"), ...span };
  await recordAudit(within, { action: "experiment.locked", subjectKind: "experiment", subjectId: id, detail });
}

/** Keeps what an analysis gave. */
export const keepResult = (within: WorkspaceContext, experimentId: string, result: object): Promise<unknown> =>
  queries.insertResult(within.db, {
    workspace_id: within.workspaceId,
    id: within.newId(),
    experiment_id: experimentId,
    result: plainJson(result),
    computed_at: nowAt(within),
  });

/** How far an experiment is. */
export const stateOf = (row: { readonly locked_at: Date | null; readonly result: unknown }): "draft" | "locked" | "analysed" =>
  row.locked_at === null ? "draft" : row.result === null ? "locked" : "analysed";
