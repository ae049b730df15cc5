/** What kind of program it is; the kinds differ in words and defaults, not in how pay is decided. */
export const programKinds = ["influencer", "affiliate", "ambassador", "referral", "employee_advocacy"] as const;
/** One of {@link programKinds}. */
export type ProgramKind = (typeof programKinds)[number];

/** What a program's costs besides commissions are for. */
export const costKinds = ["fee", "product", "shipping", "staff_time", "tools", "amplification"] as const;
/** One of {@link costKinds}. */
export type CostKind = (typeof costKinds)[number];
