/** The spans over which a return is measured, side by side. */
export const horizons = ["campaign", "days_90", "lifetime"] as const;
/** One of {@link horizons}. */
export type Horizon = (typeof horizons)[number];
