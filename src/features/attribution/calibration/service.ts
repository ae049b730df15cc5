import type { ModelId } from "@vouch/stats";
import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { loadCreator } from "../../creators/service.ts";
import { usualModel } from "./measured-models.ts";
import * as queries from "./queries.ts";

/** What an experiment says that credit is worth, as a client writes it; numbers as decimal text. */
export interface NewCalibration {
  readonly creator_id: string | null;
  readonly factor: string;
  readonly low: string;
  readonly high: string;
  readonly level: string;
  readonly source: string;
  /** Whose credit the factor was measured against; missing: the one that reports show first. */
  readonly model?: ModelId | undefined;
}

const shown = (row: queries.CalibrationRow) => ({
  id: formatId("cal", row.id),
  creator_id: row.creator_id === null ? null : formatId("cre", row.creator_id),
  factor: row.factor,
  low: row.low,
  high: row.high,
  level: row.level,
  source: row.source,
  model: row.model as ModelId,
  recorded_at: row.recorded_at.toISOString(),
});

/** The calibrations in force: of each creator that has one, and of all creators together. */
export const listCalibrations = async (ctx: WorkspaceContext) => ({
  data: (await queries.listNewestCalibrations(ctx.db, ctx.workspaceId)).map(shown),
});

/** Records what an experiment says that credit is worth; the earlier ones are kept. Credit itself stays as it is. */
export async function recordCalibration(ctx: WorkspaceContext, { model = usualModel, ...body }: NewCalibration) {
  if (!(Number(body.low) <= Number(body.factor) && Number(body.factor) <= Number(body.high)))
    throw invalidInput([
      { pointer: "/factor", detail: `factor must lie in its interval from ${body.low} to ${body.high}, found ${body.factor}` },
    ]);
  return inTransaction(ctx, async (within) => {
    if (body.creator_id !== null) await loadCreator(within, body.creator_id);
    const by = { recorded_by: `${ctx.actor.kind}:${ctx.actor.id}`, recorded_at: nowAt(within) };
    const row = await queries.insertCalibration(within.db, { workspace_id: within.workspaceId, id: within.newId(), model, ...body, ...by });
    await recordAudit(within, { action: "attribution.calibrated", subjectKind: "calibration", subjectId: row.id, detail: shown(row) });
    return shown(row);
  });
}

/** Takes calibrations back: for each creator the one before holds again. Doing it again changes nothing. */
export async function withdrawCalibrations(ctx: WorkspaceContext, ids: readonly string[]): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const values = { withdrawn_at: nowAt(within), withdrawn_by: `${ctx.actor.kind}:${ctx.actor.id}` };
    await queries.withdrawCalibrations(within.db, within.workspaceId, ids, values);
    for (const id of ids)
      await recordAudit(within, { action: "attribution.calibration_withdrawn", subjectKind: "calibration", subjectId: id, detail: {} });
  });
}

/** A factor by which credit under one model is multiplied, with its interval. */
export interface Calibration {
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  /** The interval's level, in (0, 1). */
  readonly level: number;
  readonly source: string;
  /** The model whose credit it was measured against, and whose credit alone it says something of. */
  readonly model: ModelId;
  /** Measured over all creators together, not over this one. */
  readonly isOfAll: boolean;
}

/** The calibration that holds for a creator's credit: the creator's own, else that of all; undefined where no experiment says anything. */
export async function openCalibrations(ctx: WorkspaceContext): Promise<(creatorId: string) => Calibration | undefined> {
  const rows = await queries.listNewestCalibrations(ctx.db, ctx.workspaceId);
  const found = new Map(
    rows.map(({ creator_id, factor, low, high, level, source, model }) => {
      const numbers = { factor: Number(factor), low: Number(low), high: Number(high), level: Number(level) };
      return [creator_id, { ...numbers, source, model: model as ModelId, isOfAll: creator_id === null }] as const;
    }),
  );
  return (creatorId) => found.get(creatorId) ?? found.get(null);
}
