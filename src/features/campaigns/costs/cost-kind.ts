/** The six kinds of what a campaign costs. */
export const campaignCostKinds = ["fee", "product", "shipping", "staff_time", "tools", "amplification"] as const;
/** One of {@link campaignCostKinds}. */
export type CampaignCostKind = (typeof campaignCostKinds)[number];
