import type { WorkspaceContext } from "../../platform/context.ts";
import { invalidInput } from "../../platform/problems/platform-problems.ts";
import { loadWorkspace } from "../workspaces/service.ts";
import { reportPeriod, type ReportPeriod } from "./period.ts";
import type { OrderSpan } from "./queries.ts";

export { creditOf } from "./credit/service.ts";

/** What a client asks a report for. */
export interface PeriodQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A report's days and instants, and the brand's own currency. */
export interface AskedReport {
  readonly period: ReportPeriod;
  readonly span: OrderSpan;
  readonly starts: readonly Date[];
  readonly home: string;
}

/** The span of a report in the brand's zone. @throws Problem invalid-input when it is empty or too long */
export async function askedReport(ctx: WorkspaceContext, query: PeriodQuery): Promise<AskedReport> {
  const { zone, currency } = await loadWorkspace(ctx);
  const period = reportPeriod({ ...query, zone, nowMs: ctx.now() });
  if (period.kind === "refused") throw invalidInput([{ pointer: "/to", detail: period.reason }]);
  const starts = period.startsMs.map((atMs) => new Date(atMs));
  return { period, span: { workspaceId: ctx.workspaceId, from: starts[0]!, before: starts.at(-1)! }, starts, home: currency };
}

/** The period as every report shows it. */
export const shownPeriod = ({ fromOn, toOn, zone }: ReportPeriod) => ({ from: fromOn, to: toOn, zone });
export { askedReport, shownPeriod, type AskedReport, type PeriodQuery } from "./asking/service.ts";
export { loadFigures, type CampaignFigures } from "./campaign/service.ts";
export { campaignDrivers, type Drivers, type Part } from "./drivers/service.ts";
export { tierOf } from "./drivers/tier.ts";
export { standingOn, type Standing } from "./goal/service.ts";
export { compareLenses } from "./lenses/service.ts";
