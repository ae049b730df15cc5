/** A report on screen, as sharing it takes it. */
export interface AskedReport {
  readonly report: "overview" | "program" | "creator" | "campaign" | "comparison";
  readonly program_id?: string;
  readonly creator_id?: string;
  readonly campaign_id?: string;
  readonly currency?: string;
  readonly model?: string;
  /** The days on screen; a campaign has its own. */
  readonly from?: string;
  readonly to?: string;
}

/** How the reports are called in lists and dialogs. */
export const reportNames: { readonly [R in AskedReport["report"]]: string } = {
  overview: "Overview",
  program: "Program",
  creator: "Creator",
  campaign: "Campaign",
  comparison: "Attribution",
};
