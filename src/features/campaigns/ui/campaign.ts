import { daysLater } from "../../../kernel/civil.ts";
import type { components, paths } from "../../../web/api.gen.d.ts";
import { tableFile, type TableFile } from "../../../web/kit/table/table-file.ts";
import { decimalWords } from "../../../web/kit/value/locale.ts";
import type { Tone } from "../../../web/kit/value/badge.tsx";

/** A campaign as the API gives it. */
export type Campaign = components["schemas"]["Campaign"];
/** Its goal. */
export type Goal = components["schemas"]["Goal"];

/** Where a campaign stands, in words. */
export const states: { readonly [S in Campaign["state"]]: { readonly label: string; readonly tone: Tone } } = {
  draft: { label: "Not launched", tone: "warn" },
  planned: { label: "Launched, to come", tone: "accent" },
  running: { label: "Running", tone: "good" },
  ended: { label: "Ended", tone: "neutral" },
};

/** The last day that belongs to a campaign: people name days, the API the day after. */
export const lastDayOf = ({ ends_on }: Pick<Campaign, "ends_on">): string => daysLater(ends_on, -1);

/** What stands over a campaign's costs: which count besides those that are listed. */
export function costsLead({ programs }: Pick<Campaign, "programs">): string {
  const head = "Besides commissions, which count by themselves.";
  const tail = "A wrong cost is voided, never edited.";
  if (programs.length === 0) return `${head} ${tail}`;
  const names = programs.map(({ name }) => name).join(", ");
  return `${head} What was entered with ${names} for the campaign’s days counts, too, and stands there. ${tail}`;
}

/** What a goal can be measured by, in words. */
export const metricOptions: readonly { readonly value: Goal["metric"]; readonly label: string }[] = [
  { value: "attributed_revenue", label: "Attributed revenue" },
  { value: "attributed_orders", label: "Attributed orders" },
  { value: "new_customers", label: "New customers" },
  { value: "return_on_cost", label: "Return on cost" },
  { value: "clicks", label: "Clicks" },
  { value: "incremental_revenue", label: "Incremental revenue" },
  { value: "other", label: "Something else" },
];

/** A goal's metric in words. */
export const metricLabel = (metric: Goal["metric"]): string => metricOptions.find((each) => each.value === metric)?.label ?? metric;

/**
 * A goal in one line.
 *
 * @example
 * import { goalText } from "./campaign.ts";
 * goalText({ metric: "clicks", target: "12000", unit: "clicks" }); // => "Clicks: at least 12,000 clicks"
 */
export const goalText = ({ metric, target, unit }: Pick<Goal, "metric" | "target" | "unit">): string =>
  `${metricLabel(metric)}: at least ${decimalWords(target)} ${unit}`;

/** What a campaign brought and cost, over three spans and by creator. */
export type CampaignReturn = paths["/v1/campaigns/{id}/return"]["get"]["responses"][200]["content"]["application/json"];
/** One span of it. */
export type HorizonReturn = CampaignReturn["horizons"][number];
/** One span of one creator's part in it. */
export type CreatorHorizon = CampaignReturn["creators"][number]["horizons"][number];

/** A table of a campaign's return as a file, under the model on screen. */
export const returnFile = ({ campaign_id: id, model }: CampaignReturn, table: "horizons" | "creators"): TableFile =>
  tableFile("/v1/campaigns/{id}/return", { path: { id }, query: { model }, table });
