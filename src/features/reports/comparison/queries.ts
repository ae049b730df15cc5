import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import { figuresOf } from "../../../platform/rollups/rollup.ts";
import type { Covered } from "../queries.ts";
import * as rollups from "../rollups/queries.ts";

/** Credit that went to one creator or channel over all orders of one currency. */
export interface CreditSumRow {
  readonly creator_id: string | null;
  readonly channel: string;
  /** Parts per billion by model, in the order asked for. */
  readonly credits: readonly string[];
  /** Parts per billion times minor units of what the orders kept. */
  readonly weights: readonly string[];
}

/** Which of the models that sums are kept of, all in their order, and of which orders. */
export interface CreditsAsked {
  readonly models: readonly string[];
  readonly places: readonly number[];
  readonly currency: string;
}

/** Credit by creator and channel under several models, over the orders of one currency that have credit. */
export async function sumCredits(db: Database, { workspaceId, cover }: Covered, of: CreditsAsked): Promise<CreditSumRow[]> {
  const summed = (column: string) => sql.join(of.places.map((place) => sql`sum(${sql.ref(column)}[${sql.lit(place + 1)}])::text`));
  const { rows } = await sql<CreditSumRow>`
    select f.creator_id, f.channel, array[${summed("f.credits")}] as credits, array[${summed("f.weights")}] as weights
    from ${figuresOf(rollups.credits(of.models), workspaceId, cover)} where f.currency = ${of.currency}
    group by 1, 2`.execute(db);
  return rows;
}

/** How many orders of each currency have credit, how many wait for it, and of how many it is known what their customer said. */
export async function countCredited(db: Database, { workspaceId, cover }: Covered) {
  const { rows } = await sql<{ currency: string; is_credited: boolean; orders: bigint; answered: bigint; kept_minor: bigint }>`
    select f.currency, f.is_credited, sum(f.orders)::bigint as orders, sum(f.answered)::bigint as answered, sum(f.kept_minor)::bigint as kept_minor
    from ${figuresOf(rollups.credited, workspaceId, cover)} group by 1, 2 order by 1`.execute(db);
  return rows;
}
