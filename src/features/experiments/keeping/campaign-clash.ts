import type { GeoPlan } from "../plan/geo-plan.ts";

/**
 * Why an experiment's result does not say what its campaign caused.
 *
 * @param campaign its days, the end not included, and its currency.
 * @param plan its days of treatment, the end not included.
 * @param currency of the experiment's sales; null: they are counts.
 * @returns a sentence; empty where it does.
 * @example
 * import { campaignClash } from "./campaign-clash.ts";
 * const campaign = { starts_on: "2026-05-01", ends_on: "2026-06-01", currency: "EUR" };
 * campaignClash(campaign, { from_on: "2026-05-01", to_on: "2026-06-08" }, "EUR"); // => ""
 * campaignClash(campaign, { from_on: "2026-05-01", to_on: "2026-06-08" }, null); // => "The sales are counts, and what a campaign caused is money."
 */
export function campaignClash(
  campaign: { readonly starts_on: string; readonly ends_on: string; readonly currency: string },
  plan: Pick<GeoPlan, "from_on" | "to_on">,
  currency: string | null,
): string {
  if (currency === null) return "The sales are counts, and what a campaign caused is money.";
  if (currency !== campaign.currency) return `The sales are in ${currency}, the campaign is in ${campaign.currency}.`;
  if (plan.from_on <= campaign.starts_on && campaign.ends_on <= plan.to_on) return "";
  return `The campaign runs from ${campaign.starts_on} to before ${campaign.ends_on}, treatment from ${plan.from_on} to before ${plan.to_on}: what it caused on the other days was not measured.`;
}
