import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { openPaper } from "../../../platform/paper/paper.ts";
import type { Sheet, SheetChart } from "../sheet.ts";
import { loadSheet, readAsked, type AskedSharing, type SharedReport, type Shown } from "../service.ts";
import type { Download } from "../../../platform/schema/endpoint.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { amountText, dayWords, daysText, instantText, valueText } from "./paper-text.ts";

const isNumeric = new Set(["count", "credit", "money", "ratio"]);
/** More columns than these need a page on its side. */
const mostUpright = 7;

function describe({ kind, points, series }: SheetChart): string {
  const known = points.flatMap(({ label, values }) => values.map((value, index) => ({ label, value, name: series[index] ?? "" })));
  const [most] = known.filter(({ value }) => value !== null).toSorted((a, b) => b.value! - a.value!);
  const shape = kind === "line" ? "Lines over days" : "Bars";
  return `${shape} of ${series.join(" and ")}.${most === undefined ? "" : ` The largest is ${most.name}, ${most.label}.`}`;
}

const chartOf = (chart: SheetChart) => {
  const { currency } = chart;
  const write = (value: number): string =>
    currency === null ? new Intl.NumberFormat("en-GB").format(value) : amountText({ amount: Math.round(value).toString(), currency });
  const points = chart.kind === "line" ? chart.points.map((point) => ({ ...point, label: dayWords(point.label) })) : chart.points;
  return { ...chart, points, description: describe({ ...chart, points }), write };
};

type Paper = Awaited<ReturnType<typeof openPaper>>;

/** Every formula once, by the name of what it counts. */
function formulasOf({ figures, tables }: Sheet): Map<string, string> {
  const columns = tables.flatMap((table) => table.columns.map(({ title, formula }) => [title, formula] as const));
  const named = [...figures.map(({ label, formula }) => [label, formula] as const), ...columns];
  return new Map(named.filter((entry): entry is readonly [string, string] => entry[1] !== null && entry[1] !== ""));
}

function writeAccount(paper: Paper, sheet: Sheet): void {
  paper.section("How this is counted");
  for (const [name, formula] of formulasOf(sheet)) paper.small(`${name}: ${formula}`);
  paper.space(6);
  for (const note of sheet.notes) paper.small(note);
  const sources = [...new Set(sheet.figures.map(({ source }) => source))];
  if (sources.length > 0) paper.small(`Sources: ${sources.join("; ")}.`);
}

/** The report that somebody asks for, as a PDF. @throws Problem not-found or invalid-input */
export async function reportPaper(ctx: WorkspaceContext, reports: readonly SharedReport[], body: AskedSharing & Shown): Promise<Download> {
  const { report, subjectId, filters } = await readAsked(ctx, reports, body);
  const { shows_names, shows_money } = body;
  const sheet = await loadSheet(ctx, reports, { kind: report.kind, subjectId, filters, shows_names, shows_money });
  return { mediaType: "application/pdf", fileName: `${report.kind}.pdf`, body: await makePaper(ctx, sheet) };
}

/** A report as a PDF: title, days, figures, charts, tables, and how all of it is counted. */
export async function makePaper(ctx: WorkspaceContext, sheet: Sheet): Promise<Buffer> {
  const { name, zone } = await loadWorkspace(ctx);
  const asOf = `Figures as of ${instantText(Date.parse(sheet.as_of), zone)}`;
  const paper = await openPaper({
    title: `${sheet.subject}, ${name}`,
    language: "en",
    createdAt: nowAt(ctx),
    isWide: sheet.tables.some(({ columns }) => columns.length > mostUpright),
    foot: `${name} · ${sheet.subject} · ${asOf}`,
  });
  paper.small(name);
  paper.title(sheet.subject);
  if (sheet.period !== null) paper.text(`${daysText(sheet.period.from, sheet.period.to)}, days of ${sheet.period.zone}`);
  paper.small(`${asOf}; refunds and late orders may still change them.`);
  paper.space(10);
  paper.figures(sheet.figures.map(({ label, kind, value }) => ({ label, value: valueText(kind, value) })));
  paper.space(6);
  for (const chart of sheet.charts) paper.chart(chartOf(chart));
  for (const { title, columns, rows } of sheet.tables) {
    paper.section(title);
    paper.table({
      title,
      columns: columns.map((column) => ({ title: column.title, isNumeric: isNumeric.has(column.kind) })),
      rows: rows.map((row) => row.map((value, index) => valueText(columns[index]!.kind, value))),
    });
    if (rows.length === 0) paper.text("Nothing in these days.");
  }
  writeAccount(paper, sheet);
  return paper.finish();
}
