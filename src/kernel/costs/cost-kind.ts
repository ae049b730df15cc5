/** The six kinds of what work with creators costs besides commissions, which the ledger knows. */
export const costKinds = ["fee", "product", "shipping", "staff_time", "tools", "amplification"] as const;
/** One of {@link costKinds}. */
export type CostKind = (typeof costKinds)[number];
