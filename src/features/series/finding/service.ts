import { formatId } from "../../../kernel/ids.ts";
import { localDay, startOfDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { postsBetween } from "../../posts/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import * as queries from "../queries.ts";
import { wholeDays, type DayValue } from "../whole-days.ts";

/** A series with how much it holds. */
export type SeriesRow = NonNullable<Awaited<ReturnType<typeof queries.findSeries>>>;

/** A series of the workspace. @throws Problem not-found for any other id */
export async function loadSeries(ctx: WorkspaceContext, id: string): Promise<SeriesRow> {
  const row = await queries.findSeries(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("series", formatId("dly", id));
  return row;
}

/** Every day of a series between its first and its last. */
export async function loadDays(ctx: WorkspaceContext, id: string): Promise<DayValue[]> {
  const known = await queries.listValues(ctx.db, ctx.workspaceId, id);
  return wholeDays(known.map(({ told_on: on, value }) => ({ on, value: Number(value) })));
}

/** A post beside a series. */
export interface PostedOn {
  readonly postId: string;
  readonly name: string;
  readonly postedOn: string;
}

/** The posts of a series' days that concern the brand, by the brand's clock; of a series of followers all of its creator. */
export async function postsOfSeries(ctx: WorkspaceContext, { creator_id: creatorId, first_on, last_on }: SeriesRow): Promise<PostedOn[]> {
  if (first_on === null || last_on === null) return [];
  const { zone } = await loadWorkspace(ctx);
  const span = { fromMs: startOfDay(first_on, zone), toMs: startOfDay(last_on, zone) + 86_400_000 };
  const posts = await postsBetween(ctx, { ...span, creatorId });
  return posts.map(({ id, name, postedAtMs }) => ({ postId: id, name, postedOn: localDay(postedAtMs, zone) }));
}
