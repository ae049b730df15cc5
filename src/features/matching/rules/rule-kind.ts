/** What of matching goes by rules that a workspace may set. */
export const ruleKinds = ["fit", "platforms", "prices", "mix"] as const;
/** One of {@link ruleKinds}. */
export type RuleKind = (typeof ruleKinds)[number];
