import type { Goal } from "../advice/platform-rules.ts";
import type { PredictedMetric } from "../prediction/predicted.ts";

/** How a budget is shared among sizes of audience before own figures speak; a workspace may set its own. */
export interface MixRules {
  /** Shares of the budget by tier, for each goal; what sums to less than one is scaled up. */
  readonly shares: { readonly [G in Goal]: Readonly<Record<string, number>> };
  /** By what power results for money move the shares: 0 not at all, 1 in proportion. */
  readonly tilt: number;
}

/** What each goal is judged by, the first that is known. */
export const goalMetrics: { readonly [G in Goal]: readonly PredictedMetric[] } = {
  awareness: ["reach", "views", "engagements"],
  leads: ["clicks", "engagements"],
  sales: ["orders", "clicks", "engagements"],
  authority: ["engagements", "views"],
};

/** Directions from guides, sizes by judgement. */
export const defaultMixRules: MixRules = {
  shares: {
    awareness: { nano: 0.05, micro: 0.25, mid: 0.25, macro: 0.4, mega: 0.3 },
    leads: { nano: 0.2, micro: 0.5, mid: 0.3, macro: 0.3, mega: 0 },
    sales: { nano: 0.3, micro: 0.5, mid: 0.25, macro: 0.2, mega: 0 },
    authority: { nano: 0.1, micro: 0.6, mid: 0.4, macro: 0.3, mega: 0 },
  },
  tilt: 0.5,
};

/** Where the default shares come from. */
export const defaultMixSource =
  "Directions from guides: macro and mega for awareness, nano and micro for conversions and modest budgets, several micro instead of one celebrity (SocialRevver; BeInfluence). The sizes of the shares are a judgement of ours.";
