import { epochDayOf, parseDay } from "../../kernel/civil.ts";
import { formatId } from "../../kernel/ids.ts";
import type { WorkspaceContext } from "../../platform/context.ts";
import { creatorsByIds } from "../creators/service.ts";
import { loadDays, loadSeries, postsOfSeries, type SeriesRow } from "./finding/service.ts";
import * as queries from "./queries.ts";
import { seriesUnits, type SeriesKind } from "./series-kind.ts";

export { getSeriesEffect, requestSeriesEffect, seriesEffect } from "./effect/service.ts";
export { seriesImport } from "./importing/service.ts";

const epochOf = (day: string): number => epochDayOf(parseDay(day)!);

const shown = (row: SeriesRow, names: ReadonlyMap<string, { readonly name: string }>) => {
  const span = row.first_on === null || row.last_on === null ? 0 : epochOf(row.last_on) - epochOf(row.first_on) + 1;
  return {
    id: formatId("dly", row.id),
    name: row.name,
    kind: row.kind as SeriesKind,
    unit: seriesUnits[row.kind as SeriesKind],
    creator_id: row.creator_id === null ? null : formatId("cre", row.creator_id),
    creator_name: row.creator_id === null ? null : (names.get(row.creator_id)?.name ?? "a creator"),
    first_on: row.first_on,
    last_on: row.last_on,
    days: Number(row.days),
    missing_days: span - Number(row.days),
    created_at: row.created_at.toISOString(),
  };
};

const namesOf = (ctx: WorkspaceContext, rows: readonly SeriesRow[]) =>
  creatorsByIds(ctx, [...new Set(rows.flatMap(({ creator_id: id }) => (id === null ? [] : [id])))]);

/** The series of the workspace, newest first. */
export async function listDailySeries(ctx: WorkspaceContext) {
  const rows = await queries.listSeries(ctx.db, ctx.workspaceId);
  const names = await namesOf(ctx, rows);
  return { data: rows.map((row) => shown(row, names)) };
}

/** One series day by day, with the posts of its days. */
export async function getDailySeries(ctx: WorkspaceContext, id: string) {
  const row = await loadSeries(ctx, id);
  const days = await loadDays(ctx, id);
  const posts = await postsOfSeries(ctx, row);
  return {
    ...shown(row, await namesOf(ctx, [row])),
    values: days.map(({ on, value }) => ({ on, value: value?.toString() ?? null })),
    posts: posts.map(({ postId, name, postedOn }) => ({ post_id: formatId("pos", postId), name, posted_on: postedOn })),
  };
}
