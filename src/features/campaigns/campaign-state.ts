/** Where a campaign stands. */
export type CampaignState = "draft" | "planned" | "running" | "ended";

/**
 * Where a campaign stands on a day.
 *
 * @param campaign whether its goal is locked, its first day and the day after its last, YYYY-MM-DD.
 * @param today YYYY-MM-DD in the workspace's zone.
 * @returns draft as long as it was not launched, whatever the day.
 * @example
 * import { campaignState } from "./campaign-state.ts";
 * campaignState({ isLaunched: true, startsOn: "2026-05-01", endsOn: "2026-05-15" }, "2026-05-15"); // => "ended"
 */
export function campaignState(
  campaign: { readonly isLaunched: boolean; readonly startsOn: string; readonly endsOn: string },
  today: string,
): CampaignState {
  if (!campaign.isLaunched) return "draft";
  if (today < campaign.startsOn) return "planned";
  return today < campaign.endsOn ? "running" : "ended";
}
