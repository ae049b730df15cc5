import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns; the edge writes them, nobody changes them. */
export type TrackingTables = Pick<
  DB,
  "clicks" | "visits" | "browser_events" | "link_changes" | "edges" | "edge_offsets" | "address_salts" | "human_clicks"
>;
