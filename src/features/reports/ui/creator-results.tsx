import { BadgePercent } from "lucide-react";
import { Suspense } from "react";
import { api } from "../../../web/api.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { moneyText } from "../../../web/kit/value/money.tsx";
import { CommissionTable } from "../../../web/lists/commission-table.tsx";
import { costsOfKindText } from "../../../web/lists/cost-kinds.ts";
import { EarlierCosts } from "../../../web/returns/earlier-costs.tsx";
import { useParam } from "../../../web/params.ts";
import type { Days } from "../../../web/pickers/period.ts";
import { PeriodPicker, usePeriod } from "../../../web/pickers/period-picker.tsx";
import { usePaths } from "../../../web/session.ts";
import { ShareButton } from "../../../web/sharing/share-button.tsx";
import type { CreatorReport } from "./figures.ts";
import { resultColumns, resultFoot } from "./result-columns.tsx";
import { ResultStats } from "./result-stats.tsx";

type Row = CreatorReport["programs"][number];

function Report({ creatorId, days }: { readonly creatorId: string; readonly days: Days }) {
  const to = usePaths();
  const { data: report } = api.useSuspenseQuery("get", "/v1/reports/creators/{id}", { params: { path: { id: creatorId }, query: days } });
  return (
    <div className="flex flex-col gap-5">
      <ResultStats result={report.total} report={report} />
      <EarlierCosts costs={report.earlier_costs} />
      <Table
        caption="Results by program"
        columns={[{ key: "program", head: "Program", isName: true, cell: (row: Row) => row.name }, ...resultColumns<Row>(report.formulas)]}
        rows={report.programs}
        rowKey={(row) => row.program_id}
        rowPath={(row) => to.program(row.program_id)}
        file={tableFile("/v1/reports/creators/{id}", { path: { id: creatorId }, query: { ...days }, table: "programs" })}
        {...(report.programs.length > 1 || report.campaign_costs.length > 0
          ? { foot: { program: "All", ...resultFoot(report.total) } }
          : {})}
        empty={
          <EmptyState title="Nothing happened in these days" icon={BadgePercent}>
            No click, no order and no cost. Choose more days, or see below which links and codes {report.name} can share.
          </EmptyState>
        }
      />
      {report.campaign_costs.length > 0 && (
        <p className="text-muted">
          Costs entered with campaigns (
          {report.campaign_costs.map(({ kind, amount }) => `${costsOfKindText(kind)} ${moneyText(amount)}`).join(", ")}) stand in the last
          row only.
        </p>
      )}
    </div>
  );
}

/** What came of a creator: figures, program by program, and the reason behind every commission. */
export function CreatorResults() {
  const creatorId = useParam("creator");
  const period = usePeriod();
  return (
    <>
      <Section
        title="Results"
        lead={period.text}
        actions={
          <>
            <ShareButton asked={{ report: "creator", creator_id: creatorId, ...period.asked }} />
            <PeriodPicker period={period} />
          </>
        }
      >
        <Suspense fallback={<PageSkeleton />}>
          <Report creatorId={creatorId} days={period.asked} />
        </Suspense>
      </Section>
      <Section title="Commissions" lead="Every order that was paid for, newest first, and why.">
        <CommissionTable
          query={{ creator_id: creatorId, limit: 5 }}
          empty={{
            title: "No commissions yet",
            text: "A commission appears with the first paid order that the pay rule gives to this creator.",
          }}
        />
      </Section>
    </>
  );
}
