import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import { figuresOf } from "../../../platform/rollups/rollup.ts";
import type { Covered } from "../queries.ts";
import * as rollups from "../rollups/queries.ts";

/** Credit of a channel under one model for orders of one currency; the channel '' is all orders that have credit. */
export interface ChannelCreditRow {
  readonly channel: string;
  /** Whether they were their customers' first; null: not known. */
  readonly is_new: boolean | null;
  /** Parts per billion of orders, and of minor units. */
  readonly credit_ppb: string;
  readonly minor_ppb: string;
}

/** Credit by channel and by whether the customer was new. */
export async function sumChannels(
  db: Database,
  { workspaceId, cover }: Covered,
  of: { readonly models: readonly string[]; readonly place: number; readonly currency: string },
): Promise<ChannelCreditRow[]> {
  const sum = (column: string) => sql`sum(${sql.ref(column)}[${sql.lit(of.place + 1)}])::text`;
  const { rows } = await sql<ChannelCreditRow>`
    select f.channel, f.is_new, ${sum("f.credits")} as credit_ppb, ${sum("f.weights")} as minor_ppb
    from ${figuresOf(rollups.channels(of.models), workspaceId, cover)} where f.currency = ${of.currency}
    group by 1, 2`.execute(db);
  return rows;
}
