/** What kind of program it is; the kinds differ in words and defaults, not in how pay is decided. */
export const programKinds = ["influencer", "affiliate", "ambassador", "referral", "employee_advocacy"] as const;
/** One of {@link programKinds}. */
export type ProgramKind = (typeof programKinds)[number];
