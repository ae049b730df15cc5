import type { Sheet, SheetColumn, SheetFigure, SheetValue } from "../../sharing/service.ts";
import { shareFinding } from "../findings.ts";
import type { creatorReport, programReport } from "../results/service.ts";

type ProgramReport = Awaited<ReturnType<typeof programReport>>;
type CreatorReport = Awaited<ReturnType<typeof creatorReport>>;
type Result = ProgramReport["total"];
type Report = Pick<ProgramReport, "from" | "to" | "zone" | "as_of" | "source" | "formulas" | "total">;

const columns = (whose: SheetColumn, { formulas }: Report): SheetColumn[] => [
  whose,
  { title: "Clicks", kind: "count", formula: formulas.clicks },
  { title: "Orders", kind: "count", formula: formulas.orders },
  { title: "Revenue", kind: "money", formula: formulas.revenue },
  { title: "Commission", kind: "money", formula: formulas.commission },
  { title: "Cost", kind: "money", formula: formulas.cost },
  { title: "Return", kind: "ratio", formula: formulas.roi },
];

const cells = (name: string, result: Result): SheetValue[] => [
  name,
  result.clicks,
  result.orders,
  result.revenue,
  result.commission,
  result.cost,
  result.return.roi,
];

function figuresOf({ total, formulas, source }: Report): SheetFigure[] {
  const of = (name: keyof Report["formulas"]) => ({ formula: formulas[name], source });
  return [
    { label: "Revenue", kind: "money", value: total.revenue, ...of("revenue") },
    { label: "Orders", kind: "count", value: total.orders, ...of("orders") },
    { label: "Clicks", kind: "count", value: total.clicks, ...of("clicks") },
    { label: "Cost", kind: "money", value: total.cost, ...of("cost") },
    { label: "Return on cost", kind: "ratio", value: total.return.roi, ...of("roi") },
    { label: "Revenue for 1 spent", kind: "credit", value: total.return.revenue_per_spent, ...of("revenue_per_spent") },
  ];
}

const onlyCommissions =
  "No cost but commissions was entered, which does not mean that there was none: the return is as good as the costs are whole.";

const notesOf = ({ total }: Report): string[] => [
  "Orders count for the creator whom the pay rule pays for them.",
  ...(total.known_costs === "commissions_only" ? [onlyCommissions] : []),
  ...total.return.rates.map(({ base, quote, rate, on, source }) => `Converted at 1 ${base} = ${rate} ${quote} (${on}, ${source}).`),
];

const mostBars = 8;

/** Revenue beside cost in the currency of the return, for those with the most. */
function chartOf(report: Report, rows: readonly ({ readonly name: string } & Result)[]): Sheet["charts"] {
  const { currency } = report.total.return;
  const size = (amounts: Result["revenue"]): number => Number(amounts.find((each) => each.currency === currency)?.amount ?? 0);
  const points = rows.slice(0, mostBars).map((row) => ({ label: row.name, values: [size(row.revenue), size(row.cost)] }));
  const isEmpty = points.every(({ values }) => values.every((value) => value === 0));
  const unit = `Revenue after refunds, and what it cost, in ${currency}`;
  const title = shareFinding(rows, report.total.revenue, currency);
  const chart = { title, unit, source: report.source, kind: "bars" as const, currency };
  return isEmpty ? [] : [{ ...chart, series: ["Revenue", "Cost"], points }];
}

const common = (report: Report) => ({
  period: { from: report.from, to: report.to, zone: report.zone },
  as_of: report.as_of,
  figures: figuresOf(report),
});

/**
 * A program's results as they are shown outside of the workspace.
 *
 * @param report results by creator
 * @param name the program's
 */
export const programSheet = (report: ProgramReport, name: string): Sheet => ({
  subject: name,
  ...common(report),
  charts: chartOf(report, report.creators),
  tables: [
    {
      title: "Results by creator",
      columns: columns({ title: "Creator", kind: "creator", formula: null }, report),
      rows: [...report.creators.map((row) => cells(row.name, row)), cells("All", report.total)],
    },
  ],
  notes: [
    ...notesOf(report),
    ...(report.more_creators > 0 ? [`${report.more_creators} more creators are counted in the last row only.`] : []),
    ...(report.program_costs.length > 0 ? ["Costs of the program as a whole stand in the last row only."] : []),
  ],
});

/**
 * A creator's results as they are shown outside of the workspace.
 *
 * @param report results by program; its own name is the subject
 */
export const creatorSheet = (report: CreatorReport): Sheet => ({
  subject: report.name,
  ...common(report),
  charts: chartOf(report, report.programs),
  tables: [
    {
      title: "Results by program",
      columns: columns({ title: "Program", kind: "text", formula: null }, report),
      rows: report.programs.map((row) => cells(row.name, row)),
    },
  ],
  notes: notesOf(report),
});
