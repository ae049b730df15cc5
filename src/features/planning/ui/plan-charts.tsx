import { tableFile } from "../../../web/kit/table/table-file.ts";
import { exponentOf } from "../../../kernel/money.ts";
import { BarChart } from "../../../web/charts/bar-chart.tsx";
import type { BarGroup } from "../../../web/charts/bar-plot.tsx";
import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import type { Dot, DotRow } from "../../../web/charts/dots/dot-plot.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { instantText } from "../../../web/kit/time/time-text.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { moneyText } from "../../../web/kit/value/money.tsx";
import { allocationFinding, calibrationFinding, ladderFinding, scenarioFinding } from "./findings.ts";
import { perSpentText, scenarioWords, unitsText, type BudgetPlan, type Calibration, type PlanForecast, type PlanRange } from "./plan.ts";

const whiskers = "whiskers: 80 % interval";

interface OfPlan {
  readonly plan: BudgetPlan;
  readonly forecast: PlanForecast;
}

const useSource = ({ plan, forecast }: OfPlan): string =>
  `plan “${plan.name}” of ${instantText(forecast.worked_out_at, useZone())}; lessons of closed reviews and the plan’s assumptions`;

const dotOf = ({ low, middle, high }: PlanRange, text: (value: number) => string): Dot => ({
  value: middle,
  low,
  high,
  text: text(middle),
});

/** The dots of the scenarios. */
export const scenarioRows = ({ scenarios }: Pick<PlanForecast, "scenarios">, currency: string): DotRow[] =>
  scenarios.map(({ name, revenue }) => ({
    ...{ key: name, label: scenarioWords[name] },
    dots: { revenue: dotOf(revenue, (value) => unitsText(value, currency)) },
  }));

/** The dots of past forecasts beside what came. */
export const calibrationRows = ({ points }: Pick<Calibration, "points">): DotRow[] =>
  points.map(({ plan_id, plan_name, subject, is_whole, forecast, outcome }) => ({
    ...{ key: `${plan_id} ${subject}`, label: is_whole ? plan_name : `${subject}, ${plan_name}` },
    dots: { forecast: dotOf(forecast, perSpentText), outcome: { value: outcome, text: perSpentText(outcome) } },
  }));

/** Forecasts and outcomes as the legend names them. */
export const calibrationSeries = [
  { key: "forecast", label: "Forecast" },
  { key: "outcome", label: "What came" },
];

/** Spend of each creator who gets something, the most first, and the revenue that it may bring with its interval; in units of the currency. */
export function allocationGroups({ creators }: Pick<PlanForecast, "creators">, currency: string): BarGroup[] {
  const minorUnits = 10 ** exponentOf(currency);
  const paid = creators.filter(({ spend }) => spend.amount !== "0").toSorted((a, b) => b.share - a.share);
  return paid.map(({ creator_id: key, name, spend, revenue }) => ({
    ...{ key, label: name },
    bars: {
      spend: { value: Number(spend.amount) / minorUnits, text: moneyText(spend) },
      revenue: dotOf(revenue, (value) => unitsText(value, currency)),
    },
  }));
}

/** Who gets how much, beside the revenue that is expected of it. */
export function AllocationChart(props: OfPlan) {
  const { forecast, plan } = props;
  const { currency } = plan.budget;
  const source = useSource(props);
  if (forecast.creators.every(({ spend }) => spend.amount === "0")) return null;
  return (
    <Card>
      <BarChart
        title={allocationFinding(forecast)}
        unit={`Spend, and the middle of the attributed revenue it may bring, in ${currency}`}
        interval={whiskers}
        source={source}
        groupHead="Creator"
        series={[
          { key: "spend", label: "Spend" },
          { key: "revenue", label: "Revenue" },
        ]}
        groups={allocationGroups(forecast, currency)}
        format={(value) => unitsText(value, currency)}
      />
    </Card>
  );
}

/** What comes back in weak, expected and strong times. */
export function ScenarioChart(props: OfPlan) {
  const { forecast, plan } = props;
  const { currency } = plan.budget;
  return (
    <Card>
      <DotChart
        title={scenarioFinding(forecast)}
        unit={`Attributed revenue of the plan, in ${currency}`}
        interval={whiskers}
        source={useSource(props)}
        rowHead="Times"
        format={(value) => unitsText(value, currency)}
        series={[{ key: "revenue", label: "Revenue" }]}
        rows={scenarioRows(forecast, currency)}
        file={tableFile("/v1/budget-plans/{id}", { path: { id: plan.id }, table: "scenarios" })}
      />
    </Card>
  );
}

/** What more or less money would bring. */
export function LadderChart(props: OfPlan) {
  const { forecast, plan } = props;
  const { currency } = plan.budget;
  const text = (value: number): string => unitsText(value, currency);
  return (
    <Card>
      <DotChart
        title={ladderFinding(forecast)}
        unit={`Attributed revenue by budget, in ${currency}, before the limits on loss and on the last unit`}
        interval={whiskers}
        source={useSource(props)}
        rowHead="Budget"
        format={text}
        series={[{ key: "revenue", label: "Revenue" }]}
        rows={forecast.ladder.map(({ budget, revenue }) => ({
          ...{ key: budget.amount, label: moneyText(budget) },
          dots: { revenue: dotOf(revenue, text) },
        }))}
        file={tableFile("/v1/budget-plans/{id}", { path: { id: plan.id }, table: "ladder" })}
      />
    </Card>
  );
}

/** Past forecasts beside what came of them. */
export function CalibrationChart({ calibration }: { readonly calibration: Calibration }) {
  return (
    <Card>
      <DotChart
        title={calibrationFinding(calibration)}
        unit="Attributed revenue per 1 spent"
        interval="whiskers: the forecast’s 80 % interval"
        source={`${calibration.plans} locked plans and the reviews of their campaigns`}
        rowHead="Plan"
        format={perSpentText}
        series={calibrationSeries}
        rows={calibrationRows(calibration)}
        file={tableFile("/v1/forecast-calibration", { table: "points" })}
      />
    </Card>
  );
}
