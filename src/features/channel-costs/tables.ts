import type { Insertable, Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type ChannelCostTables = Pick<DB, "channel_costs">;

/** A cost of a channel as kept. */
export type ChannelCost = Selectable<ChannelCostTables["channel_costs"]>;
export type NewChannelCostRow = Insertable<ChannelCostTables["channel_costs"]>;
