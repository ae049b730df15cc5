import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns: orders, their versions, lines, statuses and other names, and what was taken back of them; and a view of its neighbour, who a customer is now. */
export type OrderTables = Pick<
  DB,
  | "conversions"
  | "conversion_versions"
  | "conversion_lines"
  | "conversion_statuses"
  | "conversion_references"
  | "adjustments"
  | "order_figures"
  | "order_goods"
  | "subscription_orders"
  | "customer_persons"
>;
