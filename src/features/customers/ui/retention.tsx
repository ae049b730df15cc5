import { LineChart } from "../../../web/charts/line-chart.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Count } from "../../../web/kit/value/count.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { cohortNames, type Cohort, type Result, type Worth } from "./worth.ts";

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const pText = (p: number): string => (p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`);

/** What the curve of all says, where there are no two to compare. */
function oneCurveFinding(cohorts: Result["cohorts"]): string {
  const last = cohorts.find(({ cohort }) => cohort === "all")?.came_back_by.at(-1);
  if (last === undefined) return "When customers come back for the first time";
  return `${percent(last.estimate)} came back within ${last.week} week${last.week === 1 ? "" : "s"}`;
}

/** What the two curves say of each other, in a sentence. */
export function curveFinding({ cohorts, difference }: Pick<Result, "cohorts" | "difference">): string {
  const [creators, others] = (["creators", "others"] as const).map((name) =>
    cohorts.find(({ cohort }) => cohort === name)?.came_back_by.at(-1),
  );
  if (creators === undefined || others === undefined || difference === null) return oneCurveFinding(cohorts);
  if (difference.p >= 0.05) return "Customers of creators come back no faster and no slower than others, as far as these orders tell";
  const byThen = Math.min(creators.week, others.week);
  const at = (name: Cohort["cohort"]) =>
    cohorts.find(({ cohort }) => cohort === name)?.came_back_by.find(({ week }) => week === byThen)?.estimate ?? 0;
  return at("creators") > at("others")
    ? "Customers of creators come back faster than others"
    : "Customers of creators come back slower than others";
}

/** How fast customers come back, creators' beside others'. */
export function CameBackChart({ result }: { readonly result: Result }) {
  const shown = result.cohorts.filter(({ cohort, came_back_by: curve }) => cohort !== "all" && curve.length > 1);
  if (shown.length === 0) return null;
  const points = Object.fromEntries(
    shown.map(({ cohort, came_back_by: curve }) => [
      cohort,
      curve.map(({ week, estimate, low, high }) => ({
        on: String(week),
        value: estimate,
        ...(low === null || high === null ? {} : { low, high }),
      })),
    ]),
  );
  const test = result.difference === null ? "" : `; log-rank test of the difference: ${pText(result.difference.p)}`;
  return (
    <Card>
      <LineChart
        title={curveFinding(result)}
        unit="Share that has ordered again, by weeks after the first order"
        source={`paid orders until ${calendarDayText(result.until)}; 1 − Kaplan and Meier's curve${test}`}
        interval="bands: 95 % interval, by log-log"
        along="Weeks after the first order"
        series={shown.map(({ cohort }) => ({ key: cohort, label: cohortNames[cohort] }))}
        points={points}
        format={percent}
      />
    </Card>
  );
}

const monthText = (month: string): string =>
  new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));

type Month = Cohort["months"][number];

/** Customers by the month of their first order, and how many of them ordered in each month after. */
function MonthTable({ cohort, formulas }: { readonly cohort: Cohort; readonly formulas: Worth["formulas"] }) {
  const months = Math.max(0, ...cohort.months.map(({ ordered }) => ordered.length));
  const columns: Column<Month>[] = [
    { key: "month", head: "First order in", cell: ({ month }) => monthText(month) },
    {
      key: "customers",
      head: "Customers",
      align: "end",
      cell: ({ customers }) => <Count value={customers} />,
      explain: formulas["months"],
    },
    ...Array.from({ length: months }, (_, at): Column<Month> => ({
      key: `m${at + 1}`,
      head: at === 0 ? "1 month after" : `${at + 1}`,
      align: "end",
      cell: ({ ordered }) => (ordered[at] === undefined ? "" : <Ratio value={ordered[at]} digits={0} />),
    })),
  ];
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{cohortNames[cohort.cohort]}</h3>
      <Table
        caption={`${cohortNames[cohort.cohort]}: ordered again by month of the first order`}
        isGrid
        columns={columns}
        rows={cohort.months}
        rowKey={({ month }) => month}
        empty={null}
      />
    </div>
  );
}

/** Cohorts by month of the first order. */
export function MonthCohorts({ result, formulas }: { readonly result: Result; readonly formulas: Worth["formulas"] }) {
  const shown = result.cohorts.filter(({ cohort, months }) => cohort !== "all" && months.length > 0);
  if (shown.length === 0) return null;
  return (
    <Section
      title="Cohorts by month"
      lead="Customers by the month of their first order, and the share of them that ordered in each month after it. The last twelve."
    >
      <div className="flex flex-col gap-6">
        {shown.map((cohort) => (
          <MonthTable key={cohort.cohort} cohort={cohort} formulas={formulas} />
        ))}
      </div>
    </Section>
  );
}
