import { MousePointerClick } from "lucide-react";
import { Suspense } from "react";
import { api } from "../../../web/api.ts";
import { BarChart } from "../../../web/charts/bar-chart.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { instantText } from "../../../web/kit/time/time-text.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { moneyText } from "../../../web/kit/value/money.tsx";
import { CommissionTable } from "../../../web/lists/commission-table.tsx";
import { EarlierCosts } from "../../../web/returns/earlier-costs.tsx";
import { useParam } from "../../../web/params.ts";
import type { Days } from "../../../web/pickers/period.ts";
import { PeriodPicker, usePeriod } from "../../../web/pickers/period-picker.tsx";
import { usePaths } from "../../../web/session.ts";
import { ShareButton } from "../../../web/sharing/share-button.tsx";
import { amountIn, sizeOf, type ProgramReport } from "./figures.ts";
import { resultColumns, resultFoot } from "./result-columns.tsx";
import { ResultStats } from "./result-stats.tsx";

type Row = ProgramReport["creators"][number];

const mostBars = 8;
const series = [
  { key: "revenue", label: "Revenue" },
  { key: "cost", label: "Cost" },
] as const;

/** The finding in one sentence: who brought the most. */
function finding({ creators, total }: ProgramReport, currency: string): string {
  const all = amountIn(total.revenue, currency);
  const [first] = creators.toSorted((a, b) => (amountIn(a.revenue, currency) < amountIn(b.revenue, currency) ? 1 : -1));
  if (first === undefined || all <= 0n) return `Nobody brought revenue in ${currency} yet`;
  const share = (amountIn(first.revenue, currency) * 100n) / all;
  return `${first.name} brought ${share.toString()} % of the revenue${total.revenue.length > 1 ? ` in ${currency}` : ""}`;
}

/** Revenue beside cost, creator by creator, in one currency. */
function CreatorChart({ report }: { readonly report: ProgramReport }) {
  const zone = useZone();
  const { currency } = report.total.return;
  const rows = report.creators
    .filter((row) => amountIn(row.revenue, currency) !== 0n || amountIn(row.cost, currency) !== 0n)
    .slice(0, mostBars);
  const bar = (amount: bigint) => ({ value: sizeOf(amount), text: moneyText({ amount: amount.toString(), currency }) });
  if (rows.length === 0) return null;
  return (
    <Card>
      <BarChart
        title={finding(report, currency)}
        unit={`Revenue after refunds, and what it cost, in ${currency}`}
        source={`paid orders and the ledger, ${instantText(report.as_of, zone)}`}
        groupHead="Creator"
        series={series}
        groups={rows.map((row) => ({
          key: row.creator_id,
          label: row.name,
          bars: { revenue: bar(amountIn(row.revenue, currency)), cost: bar(amountIn(row.cost, currency)) },
        }))}
      />
    </Card>
  );
}

function CreatorTable({ report, days }: { readonly report: ProgramReport; readonly days: Days }) {
  const to = usePaths();
  return (
    <Table
      caption="Results by creator"
      columns={[{ key: "creator", head: "Creator", isName: true, cell: (row: Row) => row.name }, ...resultColumns<Row>(report.formulas)]}
      rows={report.creators}
      rowKey={(row) => row.creator_id}
      rowPath={(row) => to.creator(row.creator_id)}
      foot={{ creator: "All", ...resultFoot(report.total) }}
      file={tableFile("/v1/reports/programs/{id}", { path: { id: report.program_id }, query: { ...days }, table: "creators" })}
      empty={
        <EmptyState title="Nothing happened in these days" icon={MousePointerClick}>
          No click, no order and no cost. Choose more days above, or give the creators of this program{" "}
          <TextLink to={to.links()}>links</TextLink> and <TextLink to={to.codes()}>codes</TextLink> to share.
        </EmptyState>
      }
    />
  );
}

function Report({ programId, days }: { readonly programId: string; readonly days: Days }) {
  const { data: report } = api.useSuspenseQuery("get", "/v1/reports/programs/{id}", { params: { path: { id: programId }, query: days } });
  return (
    <div className="flex flex-col gap-5">
      <ResultStats result={report.total} report={report} />
      <EarlierCosts costs={report.earlier_costs} />
      <CreatorTable report={report} days={days} />
      {report.more_creators > 0 && <p className="text-muted">and {report.more_creators} more creators, counted in the last row.</p>}
      {report.program_costs.length > 0 && (
        <p className="text-muted">
          Costs of the program as a whole (
          {report.program_costs.map(({ kind, amount }) => `${kind.replaceAll("_", " ")} ${moneyText(amount)}`).join(", ")}) stand in the
          last row only.
        </p>
      )}
      <CreatorChart report={report} />
    </div>
  );
}

/** What came of a program: figures, creators side by side, and the reason behind every commission. */
export function ProgramResults() {
  const programId = useParam("program");
  const period = usePeriod();
  return (
    <div className="flex flex-col gap-8">
      <Section
        title="Results"
        lead={period.text}
        actions={
          <>
            <ShareButton asked={{ report: "program", program_id: programId, ...period.asked }} />
            <PeriodPicker period={period} />
          </>
        }
      >
        <Suspense fallback={<PageSkeleton />}>
          <Report programId={programId} days={period.asked} />
        </Suspense>
      </Section>
      <Section title="Why each commission is paid" lead="Every order that a creator of this program earned on, newest first.">
        <CommissionTable query={{ program_id: programId, limit: 5 }} />
      </Section>
    </div>
  );
}
