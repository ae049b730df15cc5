import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { clickCountsOf } from "../../tracking/service.ts";
import { clickCount } from "./click-count.ts";

const countedMs = 30 * 24 * 3_600_000;

/** How many clicks of a link are counted, the newest: in a list of many links, and of one link alone. */
export const mostCounted = { inList: 5_000, alone: 100_000 } as const;

/** The clicks of the last 30 days of links that are shown, by each link's id. */
export async function countClicks(ctx: WorkspaceContext, linkIds: readonly string[], most: number) {
  const since = new Date(nowAt(ctx).getTime() - countedMs);
  const rows = await clickCountsOf(ctx, { linkIds, since, most });
  return (linkId: string) => ({
    ...clickCount(
      rows.filter((row) => row.link_id === linkId),
      most,
    ),
    since: since.toISOString(),
  });
}
