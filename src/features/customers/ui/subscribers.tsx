import { LineChart } from "../../../web/charts/line-chart.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Count } from "../../../web/kit/value/count.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { AmountWithEnds, Interval } from "./worth-cells.tsx";
import { cohortNames, type Cohort, type Result, type Subscribers, type Worth } from "./worth.ts";

interface Row {
  readonly cohort: Cohort["cohort"];
  readonly of: Subscribers;
}

const number = (value: number): string => value.toFixed(2);

function Payments({ of }: { readonly of: Subscribers }) {
  if (of.fit === null) return <Unknown reason={of.why_not ?? "not known"} />;
  const { estimate, low, high } = of.fit.discounted_payments;
  return (
    <span className="inline-flex flex-col items-end">
      {number(estimate)}
      <span className="text-xs text-muted">{low === null || high === null ? "no interval" : `${number(low)} to ${number(high)}`}</span>
    </span>
  );
}

function columnsOf({ currency, yearly_discount: discount }: Result, formulas: Worth["formulas"]): Column<Row>[] {
  const first = ({ of }: Row) => of.renewals[0];
  return [
    { key: "cohort", head: "Subscribers", isName: true, cell: ({ cohort }) => cohortNames[cohort] },
    { key: "count", head: "Subscriptions", align: "end", cell: ({ of }) => <Count value={of.subscriptions} /> },
    { key: "period", head: "Pays every", align: "end", cell: ({ of }) => `${of.period_days} days`, explain: formulas["retained"] },
    {
      key: "churn",
      head: "Leave at the first renewal",
      align: "end",
      cell: (row) => <Ratio value={first(row)?.churn} />,
      explain: formulas["churn"],
    },
    {
      key: "half",
      head: "Half have left by",
      align: "end",
      cell: ({ of }) =>
        of.fit === null ? (
          <Unknown reason={of.why_not ?? "not known"} />
        ) : of.fit.half_left_at === null ? (
          "later than 100"
        ) : (
          `renewal ${of.fit.half_left_at}`
        ),
      explain: formulas["subscription_fit"],
    },
    {
      key: "payments",
      head: "Payments, each",
      align: "end",
      cell: ({ of }) => <Payments of={of} />,
      explain: `${formulas["discounted_payments"] ?? ""} Here ${Number(discount) * 100} % a year.`,
    },
    {
      key: "value",
      head: "Worth, each",
      align: "end",
      cell: ({ of }) => (
        <AmountWithEnds
          value={of.fit === null ? null : of.fit.discounted_payments.estimate * of.mean_payment}
          ends={of.fit?.value ?? null}
          currency={currency}
          why={of.why_not ?? "not known"}
        />
      ),
      explain: formulas["subscriber_value"],
    },
  ];
}

/** How well the model fits: the largest distance between the two curves. */
function fitFinding({ renewals }: Subscribers): string {
  const off = renewals.map(({ retained, expected }) => Math.abs(retained.estimate - (expected ?? retained.estimate)));
  return `The model is at most ${(100 * Math.max(...off)).toFixed(1)} points away from who stayed`;
}

function RetentionChart({ of, until }: { readonly of: Subscribers; readonly until: string }) {
  const { fit, renewals } = of;
  if (renewals.length === 0) return null;
  const seen = renewals.map(({ renewal, retained }) => ({
    on: String(renewal),
    value: retained.estimate,
    low: retained.low,
    high: retained.high,
  }));
  const expected = renewals.map(({ renewal, expected: share }) => ({ on: String(renewal), value: share }));
  const { alpha, beta } = fit?.parameters ?? {};
  const model =
    fit === null
      ? ""
      : `; sBG: alpha ${alpha?.toPrecision(4)}, beta ${beta?.toPrecision(4)}, log likelihood ${fit.log_likelihood.toFixed(2)}`;
  return (
    <Card>
      <LineChart
        title={fit === null ? "Who stayed, renewal by renewal" : fitFinding(of)}
        unit="Share of subscriptions that is still there after each renewal"
        source={`paid orders of subscriptions until ${calendarDayText(until)}${model}`}
        interval="band around who stayed: 95 % interval, by log-log"
        along="Renewal"
        series={[{ key: "seen", label: "Stayed" }, ...(fit === null ? [] : [{ key: "expected", label: "Expected by the model" }])]}
        points={{ seen, ...(fit === null ? {} : { expected }) }}
        format={(share) => `${(100 * share).toFixed(0)} %`}
      />
    </Card>
  );
}

function RenewalTable({ of, formulas }: { readonly of: Subscribers; readonly formulas: Worth["formulas"] }) {
  type Renewal = Subscribers["renewals"][number];
  const columns: Column<Renewal>[] = [
    { key: "renewal", head: "Renewal", cell: ({ renewal }) => renewal },
    { key: "risk", head: "Were there", align: "end", cell: (each) => <Count value={each.at_risk} /> },
    { key: "left", head: "Left", align: "end", cell: (each) => <Count value={each.left} /> },
    { key: "churn", head: "Churn", align: "end", cell: (each) => <Ratio value={each.churn} />, explain: formulas["churn"] },
    { key: "retained", head: "Still there", align: "end", cell: (each) => <Interval of={each.retained} />, explain: formulas["retained"] },
    {
      key: "expected",
      head: "By the model",
      align: "end",
      cell: (each) => (each.expected === null ? <Unknown reason={of.why_not ?? "not known"} /> : <Ratio value={each.expected} />),
      explain: formulas["subscription_fit"],
    },
  ];
  return (
    <Table
      caption="Renewals of all subscribers"
      isGrid
      columns={columns}
      rows={of.renewals}
      rowKey={({ renewal }) => `${renewal}`}
      empty={null}
    />
  );
}

/** What subscribers are worth: by contract, creators' beside others'. */
export function SubscribersSection({ result, formulas }: { readonly result: Result; readonly formulas: Worth["formulas"] }) {
  const rows = (["all", "creators", "others"] as const).flatMap((cohort): Row[] => {
    const of = result.subscribers[cohort];
    return of === null ? [] : [{ cohort, of }];
  });
  const all = result.subscribers.all;
  if (all === null) return null;
  return (
    <Section title="Subscribers" lead="Who renews, what share leaves at each renewal, and what a new subscriber is worth until they leave.">
      <div className="flex flex-col gap-4">
        <Table
          caption="What subscribers are worth"
          isGrid
          columns={columnsOf(result, formulas)}
          rows={rows}
          rowKey={({ cohort }) => cohort}
          empty={null}
        />
        {rows
          .filter(({ of }) => of.why_not !== null)
          .map(({ cohort, of }) => (
            <p key={cohort} className="text-sm text-muted">
              {cohortNames[cohort]}: {of.why_not}
            </p>
          ))}
        <RetentionChart of={all} until={result.until} />
        <RenewalTable of={all} formulas={formulas} />
      </div>
    </Section>
  );
}
