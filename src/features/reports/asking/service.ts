import type { WorkspaceContext } from "../../../platform/context.ts";
import { onSnapshot } from "../../../platform/db/database.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import type { Cover } from "../../../platform/rollups/spans.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { reportPeriod, type ReportPeriod } from "../period.ts";
import type { OrderSpan } from "../queries.ts";
import { openReportCover, type ReportCover } from "../rollups/service.ts";

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

/** A report with what covers its days, subject by subject, in one state of the database. */
export interface CoveredReport extends AskedReport {
  readonly workspaceId: string;
  readonly covers: ReportCover;
}

/** Does the work of a report on one state of the database: sums and rows that belong together. */
export const onCover = <R>(
  ctx: WorkspaceContext,
  asked: AskedReport,
  work: (within: WorkspaceContext, report: CoveredReport) => Promise<R>,
): Promise<R> =>
  onSnapshot(ctx, async (within) => {
    const covers = await openReportCover(within, asked.period.startsMs);
    return work(within, { ...asked, workspaceId: ctx.workspaceId, covers });
  });

/** What covers one subject of a report. */
export const covered = (report: CoveredReport, subject: keyof ReportCover): { workspaceId: string; cover: Cover } => ({
  workspaceId: report.workspaceId,
  cover: report.covers[subject],
});

/** The period as every report shows it. */
export const shownPeriod = ({ fromOn, toOn, zone }: ReportPeriod) => ({ from: fromOn, to: toOn, zone });
