import { Crosshair } from "lucide-react";
import { api } from "../../../web/api.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { usePaths } from "../../../web/session.ts";
import { CalibrationChart } from "./plan-charts.tsx";
import { perSpentText, rangeText, shareText, type Calibration } from "./plan.ts";
import { PlanningTabs } from "./planning-tabs.tsx";

const source = "locked plans, and the reviews of their campaigns";
const signed = (value: number): string => `${value > 0 ? "+" : ""}${perSpentText(value)}`.replace("-", "−");

const lateText = (late: number): string =>
  `${late} locked after ${late === 1 ? "its" : "their"} campaign began ${late === 1 ? "is" : "are"} left out`;

function plansText({ plans, waiting, late }: Calibration): string {
  const counted = `${plans} ${plans === 1 ? "plan is" : "plans are"} over, ${waiting} ${waiting === 1 ? "waits" : "wait"}`;
  return late === 0 ? counted : `${counted}; ${lateText(late)}`;
}

function CalibrationStats({ calibration }: { readonly calibration: Calibration }) {
  const { covered, bias, interval_score: score, mean_width: width, formulas, points, level } = calibration;
  return (
    <Stats>
      <Stat
        label="Within the interval"
        value={covered === null ? <Unknown /> : shareText(covered.estimate)}
        detail={covered === null ? "no forecast is over" : `of ${points.length}; ${shareText(level)} was promised`}
        explanation={{
          formula: formulas["covered"],
          source,
          interval: covered === null ? undefined : `95 %: ${rangeText(covered, shareText)}`,
        }}
      />
      <Stat
        label="Off on average by"
        value={bias === null ? <Unknown reason="it takes two forecasts" /> : signed(bias.estimate)}
        detail={bias === null ? "it takes two forecasts" : rangeText(bias, signed)}
        explanation={{ formula: formulas["bias"], source }}
      />
      <Stat
        label="Interval score"
        value={score === null ? <Unknown /> : perSpentText(score)}
        detail={width === null ? "less is better" : `${perSpentText(width)} of it is width`}
        explanation={{ formula: formulas["interval_score"], source }}
      />
      <Stat
        label="Forecasts"
        value={points.length}
        detail={plansText(calibration)}
        explanation={{ formula: formulas["outcome"], source }}
      />
    </Stats>
  );
}

/** Past forecasts beside what came of them. */
export function CalibrationPage() {
  const to = usePaths();
  const { data } = api.useSuspenseQuery("get", "/v1/forecast-calibration");
  return (
    <>
      <PageHeader
        title="How good were forecasts?"
        lead="Every locked forecast beside what its campaign brought."
        crumbs={[{ label: "Planning", to: to.budgetPlans() }]}
      />
      <PlanningTabs />
      {data.points.length === 0 ? (
        <EmptyState title="Nothing to compare yet" icon={Crosshair}>
          {data.verdict} {data.waiting > 0 && `${data.waiting} locked forecasts wait for their campaign to end. `}
          {data.late > 0 && `${lateText(data.late)}.`}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-5">
          <CalibrationStats calibration={data} />
          <CalibrationChart calibration={data} />
        </div>
      )}
    </>
  );
}
