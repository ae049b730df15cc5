import type { paths } from "../../../web/api.gen.d.ts";
import { BarChart } from "../../../web/charts/bar-chart.tsx";
import { LineChart } from "../../../web/charts/line-chart.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { instantText } from "../../../web/kit/time/time-text.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { Count } from "../../../web/kit/value/count.tsx";
import { locale } from "../../../web/kit/value/locale.ts";
import { moneyText, MoneyList, Unknown } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";

/** A report as a link shows it. */
export type SharedReport = paths["/v1/shared/{token}"]["get"]["responses"][200]["content"]["application/json"];
type Sheet = SharedReport["sheet"];
type Kind = Sheet["figures"][number]["kind"];
type Value = Sheet["figures"][number]["value"];
type Chart = Sheet["charts"][number];
type SheetTable = Sheet["tables"][number];

const shortNumber = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

function ValueText({ kind, value, isHeadline = false }: { readonly kind: Kind; readonly value: Value; readonly isHeadline?: boolean }) {
  if (value === null) return <Unknown />;
  if (typeof value === "object") return <MoneyList values={value} isHeadline={isHeadline} />;
  if (kind === "ratio") return <Ratio value={Number(value)} digits={0} />;
  if (kind === "credit") return <span title={String(value)}>{shortNumber.format(Number(value))}</span>;
  if (kind === "day") return <Day on={String(value)} />;
  return typeof value === "number" ? <Count value={value} /> : <>{value}</>;
}

function SheetChart({ chart, at }: { readonly chart: Chart; readonly at: string }) {
  const zone = useZone();
  const { currency, title, unit } = chart;
  const write = (value: number): string =>
    currency === null ? shortNumber.format(value) : moneyText({ amount: Math.round(value).toString(), currency });
  const series = chart.series.map((label, index) => ({ key: `${index}`, label }));
  const said = { title, unit, source: `${chart.source}, ${instantText(at, zone)}`, series };
  if (chart.kind === "line") {
    const of = (index: number) => chart.points.map(({ label, values }) => ({ on: label, value: values[index] ?? null }));
    const axis = (value: number): string => (currency === null && !Number.isInteger(value) ? "" : write(value).replace(/\.0+$/, ""));
    return <LineChart {...said} points={Object.fromEntries(series.map(({ key }, index) => [key, of(index)]))} format={axis} />;
  }
  const barsOf = (values: readonly (number | null)[]) =>
    Object.fromEntries(
      series.map(({ key }, index) => {
        const value = values[index] ?? null;
        return [key, { value, text: value === null ? "not known" : write(value) }];
      }),
    );
  const groups = chart.points.map(({ label, values }, index) => ({ key: `${index}`, label, bars: barsOf(values) }));
  return <BarChart {...said} groupHead="What" groups={groups} />;
}

const isNumeric = (kind: Kind): boolean => kind !== "text" && kind !== "creator" && kind !== "day" && kind !== "span";

function SheetRows({ table }: { readonly table: SheetTable }) {
  const columns = table.columns.map((column, index) => ({
    key: `${index}`,
    head: column.title,
    isName: index === 0,
    align: isNumeric(column.kind) ? ("end" as const) : ("start" as const),
    cell: (row: SheetTable["rows"][number]) => <ValueText kind={column.kind} value={row[index] ?? null} />,
    ...(column.formula === null ? {} : { explain: column.formula }),
  }));
  return (
    <Section title={table.title}>
      <Table
        caption={table.title}
        isGrid
        columns={columns}
        rows={table.rows}
        rowKey={(row) => `${table.rows.indexOf(row)}`}
        empty={<p className="text-muted">Nothing in these days.</p>}
      />
    </Section>
  );
}

/** A report for people outside: its figures, pictures and tables, and how they are counted. */
export function SheetView({ sheet }: { readonly sheet: Sheet }) {
  return (
    <div className="flex flex-col gap-8">
      {sheet.figures.length > 0 && (
        <Stats>
          {sheet.figures.map(({ label, kind, value, formula, source }) => (
            <Stat
              key={label}
              label={label}
              value={<ValueText kind={kind} value={value} isHeadline />}
              explanation={{ formula, source, at: sheet.as_of }}
            />
          ))}
        </Stats>
      )}
      <div className="grid gap-5 lg:grid-cols-2">
        {sheet.charts.map((chart) => (
          <Card key={chart.title}>
            <SheetChart chart={chart} at={sheet.as_of} />
          </Card>
        ))}
      </div>
      {sheet.tables.map((table) => (
        <SheetRows key={table.title} table={table} />
      ))}
      <Section title="How to read this">
        <ul className="flex max-w-[72ch] list-disc flex-col gap-1 pl-5 text-muted">
          {sheet.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
