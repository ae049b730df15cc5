import { geoAnalysis, type GeoAnalysis } from "../src/features/experiments/analysis/geo-analysis.ts";
import type { SalesCell } from "../src/features/experiments/analysis/geo-panel.ts";
import type { GeoPlan } from "../src/features/experiments/plan/geo-plan.ts";
import { fixtureText, tableRows } from "./reference-data.ts";

/** The sales of GeoLift's walkthrough: 40 cities, 105 days. */
export const walkthroughSales = (): SalesCell[] =>
  tableRows(fixtureText("geo/geolift-test.csv")).map(([region = "", sales, day = ""]) => ({
    region,
    day,
    sales: Number(sales),
    spend: null,
  }));

/** Its plan. */
export const walkthrough: GeoPlan = {
  hypothesis: "The campaign in Chicago and Portland brings orders that would not have come.",
  treatment: "Posts for two cities",
  treated: ["chicago", "portland"],
  left_out: [],
  history_from_on: null,
  from_on: "2021-04-01",
  to_on: "2021-04-16",
  method: "synthetic-control",
  direction: "gain",
  alpha: "0.1",
  missing: "refused",
  gate_note: "",
  campaign_id: null,
  creator_ids: [],
  looks: 1,
  spending: "obrien-fleming",
};

/** Its analysis. */
export function walkthroughAnalysis(): GeoAnalysis {
  const found = geoAnalysis({ cells: walkthroughSales(), plan: walkthrough, unit: "count", seed: 7 }, () => {});
  if (found.kind === "refused") throw new RangeError(found.reason);
  return found.analysis;
}
