import { BarChart } from "../../../web/charts/bar-chart.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Count } from "../../../web/kit/value/count.tsx";
import { Explain } from "../../../web/kit/value/explain.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { CameBackChart, MonthCohorts } from "./retention.tsx";
import { SubscribersSection } from "./subscribers.tsx";
import { Amount, AmountWithEnds, Interval } from "./worth-cells.tsx";
import { cohortNames, modelsText, type Cohort, type Result, type Worth } from "./worth.ts";

function columnsOf({ currency, weeks, yearly_discount: discount }: Result, formulas: Worth["formulas"]): Column<Cohort>[] {
  const value = (key: "future_value" | "future_value_discounted") => (of: Cohort) => (
    <AmountWithEnds
      value={of.fit?.[key] ?? null}
      ends={of.fit?.[`${key}_interval`] ?? null}
      currency={currency}
      why={of.why_not ?? "the spends do not tell"}
    />
  );
  return [
    { key: "cohort", head: "Customers", isName: true, cell: (of) => cohortNames[of.cohort], explain: formulas["cohort"] },
    { key: "customers", head: "How many", align: "end", cell: (of) => <Count value={of.customers} /> },
    {
      key: "revenue",
      head: "Brought so far, each",
      align: "end",
      cell: (of) => (
        <Amount value={of.customers === 0 ? null : of.revenue / of.customers} currency={currency} why="there are no customers" />
      ),
      explain: "Their orders after refunds ÷ customers.",
    },
    { key: "rate", head: "Came back", align: "end", cell: (of) => <Interval of={of.repeat_rate} />, explain: formulas["repeat_rate"] },
    {
      key: "within",
      head: "Back within 13 weeks",
      align: "end",
      cell: (of) => <Interval of={of.came_back_by.find(({ week }) => week === 13) ?? null} />,
      explain: formulas["came_back_by"],
    },
    {
      key: "alive",
      head: "Still customers",
      align: "end",
      cell: (of) => (of.fit === null ? <Unknown reason={of.why_not ?? "not known"} /> : <Ratio value={of.fit.alive} />),
      explain: formulas["fit"],
    },
    { key: "future", head: `Next ${weeks} weeks, each`, align: "end", cell: value("future_value"), explain: formulas["future_value"] },
    {
      key: "discounted",
      head: `Less ${Number(discount) * 100} % a year`,
      align: "end",
      cell: value("future_value_discounted"),
      explain: formulas["future_value_discounted"],
    },
  ];
}

const timesText = (times: number): string => (times === 0 ? "never" : times === 1 ? "once" : `${times} times`);

const series = [
  { key: "actual", label: "Customers" },
  { key: "expected", label: "Expected by the model" },
] as const;

/** How well the model fits, in one sentence: the share of customers that stand in another bar than expected. */
function fitFinding(frequencies: NonNullable<Cohort["fit"]>["frequencies"]): string {
  const all = frequencies.reduce((sum, { actual }) => sum + actual, 0);
  const off = frequencies.reduce((sum, { actual, expected }) => sum + Math.abs(actual - expected), 0) / 2;
  return `The model puts ${((100 * off) / all).toFixed(1)} % of customers at another count than they have`;
}

function FitChart({ cohort, until }: { readonly cohort: Cohort; readonly until: string }) {
  if (cohort.fit === null) return null;
  const { frequencies } = cohort.fit;
  const bar = (value: number) => ({ value, text: value.toLocaleString("en", { maximumFractionDigits: 1 }) });
  return (
    <Card>
      <BarChart
        title={fitFinding(frequencies)}
        unit="Customers by how often they came back"
        source={`paid orders until ${calendarDayText(until)}; ${modelsText(cohort.fit)}`}
        groupHead="Came back"
        series={series}
        groups={frequencies.map(({ repeats, actual, expected }, at) => ({
          key: `${repeats}`,
          label: at === frequencies.length - 1 ? `${repeats} or more` : timesText(repeats),
          bars: { actual: bar(actual), expected: bar(expected) },
        }))}
      />
    </Card>
  );
}

const shownWeeks = [1, 2, 4, 8, 13, 26, 39, 52, 78, 104];

/** How many came back by week, for two ways of coming. */
function CameBackTable({ result, formulas }: { readonly result: Result; readonly formulas: Worth["formulas"] }) {
  const weeks = shownWeeks.filter((week) => result.cohorts.some((cohort) => cohort.came_back_by.some((each) => each.week === week)));
  const columns: Column<number>[] = [
    { key: "week", head: "Within", cell: (week) => (week === 1 ? "1 week" : `${week} weeks`) },
    ...result.cohorts.map((cohort) => ({
      key: cohort.cohort,
      head: cohortNames[cohort.cohort],
      align: "end" as const,
      explain: formulas["came_back_by"],
      cell: (week: number) => <Interval of={cohort.came_back_by.find((each) => each.week === week) ?? null} />,
    })),
  ];
  if (weeks.length === 0) return null;
  return (
    <Section title="Who comes back, and when?" lead="The share that has ordered again, with its interval of 95 %.">
      <div className="flex flex-col gap-4">
        <CameBackChart result={result} />
        <Table
          caption="Came back by week"
          isGrid
          columns={columns}
          rows={weeks}
          rowKey={(week) => `${week}`}
          file={tableFile("/v1/customers-worth", { table: "came_back" })}
          empty={null}
        />
      </div>
    </Section>
  );
}

/** Which model holds, and by what that is decided. */
function WhichModel({ result, formulas }: { readonly result: Result; readonly formulas: Worth["formulas"] }) {
  const { kind, orders, of_subscriptions: subscribed } = result.basis;
  if (orders === 0) return null;
  const model = kind === "contractual" ? "by how they renew (sBG)" : "by how they order (BG/NBD), since whoever leaves does not say so";
  return (
    <p>
      <Count value={subscribed} /> of <Count value={orders} /> orders belong to a subscription, so customers’ worth is told {model}.{" "}
      <Explain of="Which model holds">
        <Explanation formula={formulas["basis"]} source={`paid orders until ${calendarDayText(result.until)}`} />
      </Explain>
    </p>
  );
}

function LeftOut({ result }: { readonly result: Result }) {
  const { without_customer: unknown, other_currency: foreign } = result.left_out;
  if (unknown + foreign === 0) return null;
  return (
    <p className="text-sm text-muted">
      Left out: <Count value={unknown} /> orders of nobody known, <Count value={foreign} /> in another currency than {result.currency}.
    </p>
  );
}

/** Cohorts side by side, with how well the models behind them fit. */
export function CustomersWorth({ result, worth }: { readonly result: Result; readonly worth: Worth }) {
  const all = result.cohorts.find(({ cohort }) => cohort === "all");
  const notes = result.cohorts.filter(({ why_not: why }) => why !== null);
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col gap-3">
        <WhichModel result={result} formulas={worth.formulas} />
        <Table
          caption="What customers are worth"
          isGrid
          columns={columnsOf(result, worth.formulas)}
          rows={result.cohorts}
          rowKey={({ cohort }) => cohort}
          file={tableFile("/v1/customers-worth", { table: "cohorts" })}
          empty={null}
        />
        {notes.map((cohort) => (
          <p key={cohort.cohort} className="text-sm text-muted">
            {cohortNames[cohort.cohort]}: {cohort.why_not}
          </p>
        ))}
        <LeftOut result={result} />
      </div>
      {all !== undefined && all.fit !== null && (
        <Section title="How well does the model fit?" lead="All customers. Where the bars differ much, its forecast is not to be trusted.">
          <FitChart cohort={all} until={result.until} />
        </Section>
      )}
      <SubscribersSection result={result} formulas={worth.formulas} />
      <CameBackTable result={result} formulas={worth.formulas} />
      <MonthCohorts result={result} formulas={worth.formulas} />
    </div>
  );
}
