import { formatId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { lockedText } from "../../../platform/audit/locked-text.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { creatorsByIds, loadCreator, recordsOf } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { plannedLine, type Deliverable } from "../loading/service.ts";
import { draws, predicted, predictedMetrics, predictionFormulas, type PlannedLine, type PredictedMetric, type Range } from "./predicted.ts";
import * as queries from "./queries.ts";

/** A prediction as it was frozen. */
export interface FrozenPrediction {
  readonly is_late: boolean;
  readonly worked_out_at: string;
  readonly level: number;
  readonly draws: number;
  readonly deliverables: readonly Deliverable[];
  readonly metrics: readonly { readonly metric: PredictedMetric; readonly range: Range | null }[];
}

async function forecastOf(ctx: WorkspaceContext, creatorId: string, deliverables: readonly Deliverable[]) {
  const lines: PlannedLine[] = [];
  for (const deliverable of deliverables) lines.push(await plannedLine(ctx, creatorId, deliverable));
  const metrics = predictedMetrics.map((metric) => {
    const outcome = predicted(lines, metric);
    if (outcome.kind === "unknown") return { metric, range: null, lines: [], why_not: outcome.why };
    return {
      metric,
      range: { ...outcome.range },
      lines: outcome.lines.map((each) => ({ ...each, published: [...each.published] })),
      why_not: null,
    };
  });
  const worked_out_at = nowAt(ctx).toISOString();
  return { level: 0.8, draws, worked_out_at, deliverables: deliverables.map(tidied), metrics };
}

/** A format that is not named is left out, so that the frozen text has no empty fields. */
const tidied = ({ platform, format, posts }: Deliverable) => ({ platform, ...(format === undefined ? {} : { format }), posts });

/** What planned posts may bring. @throws Problem not-found */
export async function predictCreator(
  ctx: WorkspaceContext,
  id: string,
  { deliverables }: { readonly deliverables: readonly Deliverable[] },
) {
  const kept = (await loadCreator(ctx, id)).merged_into_id ?? id;
  return { creator_id: formatId("cre", kept), ...(await forecastOf(ctx, id, deliverables)), formulas: { ...predictionFormulas } };
}

type Row = Awaited<ReturnType<typeof queries.listPredictions>>[number];

/** It was frozen by this feature. */
export const frozenOf = (row: Row): FrozenPrediction => JSON.parse(row.document) as FrozenPrediction;

const shown = (row: Row, { id: creatorId, name }: { readonly id: string; readonly name: string }) => {
  const {
    is_late,
    level,
    draws: drawn,
    worked_out_at,
    deliverables,
    metrics,
  } = JSON.parse(row.document) as Awaited<ReturnType<typeof forecastOf>> & {
    is_late: boolean;
  };
  return {
    ...{ id: formatId("prd", row.id), creator_id: formatId("cre", creatorId), creator_name: name },
    ...{ from_on: row.from_on, until_on: row.until_on, is_late, level, draws: drawn, worked_out_at, deliverables, metrics },
    ...{ sha256: row.sha256.toString("hex"), locked_at: row.locked_at.toISOString() },
  };
};

/** A prediction to freeze. */
export interface PredictionAsked {
  readonly creator_id: string;
  readonly deliverables: readonly Deliverable[];
  readonly from_on: string;
  readonly until_on: string;
}

/** Works a prediction out and freezes it. @throws Problem not-found, invalid-input */
export async function lockPrediction(ctx: WorkspaceContext, { creator_id, deliverables, from_on, until_on }: PredictionAsked) {
  if (until_on <= from_on)
    throw invalidInput([
      { pointer: "/until_on", detail: `until_on: must lie after the first day, ${from_on}: the day itself is not included` },
    ]);
  return inTransaction(ctx, async (within) => {
    const creator = await loadCreator(within, creator_id);
    const { zone } = await loadWorkspace(within);
    const forecast = await forecastOf(within, creator_id, deliverables);
    const is_late = localDay(within.now(), zone) >= from_on;
    const locked = lockedText(within, { creator: formatId("cre", creator_id), from_on, until_on, is_late, ...forecast });
    const id = within.newId();
    const row = await queries.insertPrediction(within.db, {
      workspace_id: within.workspaceId,
      id,
      creator_id,
      from_on,
      until_on,
      ...locked,
    });
    const detail = { creator: formatId("cre", creator_id), sha256: locked.sha256.toString("hex") };
    await recordAudit(within, { action: "creator_prediction.locked", subjectKind: "creator_prediction", subjectId: id, detail });
    return shown(row, creator);
  });
}

/** Whose it is now: a record that was merged is shown as the one that is kept. */
const keptOf = (row: Row, creator: { readonly merged_into_id: string | null; readonly name: string } | undefined) => ({
  id: creator?.merged_into_id ?? row.creator_id,
  name: creator?.name ?? "a creator",
});

/** A page of frozen predictions, the last locked first. */
export async function listPredictions(
  ctx: WorkspaceContext,
  query: { readonly limit: number; readonly cursor?: string | undefined; readonly creator_id?: string | undefined },
) {
  const asked = query.creator_id;
  const page = {
    records: asked === undefined ? undefined : await recordsOf(ctx, [asked]),
    limit: query.limit,
    after: parseCursor(query.cursor),
  };
  const rows = await queries.listPredictions(ctx.db, ctx.workspaceId, page);
  const names = await creatorsByIds(ctx, [...new Set(rows.map((row) => row.creator_id))]);
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.locked_at, id: row.id }),
    (row) => shown(row, keptOf(row, names.get(row.creator_id))),
  );
}
