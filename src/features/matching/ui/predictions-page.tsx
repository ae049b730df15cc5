import { Crosshair } from "lucide-react";
import { api } from "../../../web/api.ts";
import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import type { DotRow } from "../../../web/charts/dots/dot-plot.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { usePaths } from "../../../web/session.ts";
import { MatchingTabs } from "./matching-tabs.tsx";
import { metricWords, shareText, type Calibration } from "./words.ts";

type Row = Calibration["metrics"][number];

const source = "locked predictions, and posts, clicks and orders since";
const signed = (value: number): string => `${value > 0 ? "+" : ""}${Math.round(value * 100)} %`.replace("-", "−");
const times = (value: number): string => `${value.toFixed(1)}×`;

export const predictionSeries = [
  { key: "said", label: "Predicted" },
  { key: "came", label: "Came" },
];

/** A line for each figure, in times the prediction's middle; the newest twenty. */
export const predictionRows = (points: Calibration["points"]): DotRow[] =>
  points
    .filter(({ middle }) => middle > 0)
    .slice(0, 20)
    .map(({ prediction_id: id, creator_name: name, metric, low, middle, high, outcome }) => ({
      key: `${id} ${metric}`,
      label: `${name}, ${metricWords[metric].toLowerCase()}`,
      dots: {
        said: { value: 1, low: low / middle, high: high / middle, text: times(1) },
        came: { value: outcome / middle, text: times(outcome / middle) },
      },
    }));

const columnsOf = ({ formulas }: Calibration): Column<Row>[] => [
  { key: "metric", head: "What", isName: true, cell: ({ metric }) => metricWords[metric] },
  { key: "points", head: "Compared", align: "end", cell: ({ points }) => points },
  {
    key: "covered",
    head: "Within 80 %",
    align: "end",
    isCorner: true,
    cell: ({ covered }) =>
      covered === null ? (
        <Unknown reason="nothing to compare" />
      ) : (
        `${shareText(covered.estimate)} (${shareText(covered.low)} to ${shareText(covered.high)})`
      ),
    explain: <Explanation formula={formulas["covered"]} source={source} interval="95 %" />,
  },
  {
    key: "bias",
    head: "Typically off by",
    align: "end",
    cell: ({ bias }) =>
      bias === null ? <Unknown reason="it takes two" /> : `${signed(bias.estimate)} (${signed(bias.low)} to ${signed(bias.high)})`,
    explain: <Explanation formula={formulas["bias"]} source={source} interval="95 %" />,
  },
  { key: "verdict", head: "Verdict", canWrap: true, cell: ({ verdict }) => verdict },
];

function CalibrationStats({ data }: { readonly data: Calibration }) {
  const { all, formulas } = data;
  return (
    <Stats>
      <Stat
        label="Within the interval"
        value={all.covered === null ? <Unknown reason="nothing to compare" /> : shareText(all.covered.estimate)}
        detail={`${shareText(data.level)} was promised`}
        explanation={{ formula: formulas["covered"], source }}
      />
      <Stat
        label="Typically off by"
        value={all.bias === null ? <Unknown reason="it takes two" /> : signed(all.bias.estimate)}
        detail={all.bias === null ? "it takes two" : `${signed(all.bias.low)} to ${signed(all.bias.high)}`}
        explanation={{ formula: formulas["bias"], source }}
      />
      <Stat
        label="Figures compared"
        value={all.points}
        detail={`of ${data.predictions} predictions`}
        explanation={{ formula: formulas["outcome"], source }}
      />
      <Stat
        label="Not compared"
        value={data.waiting + data.not_posted}
        detail={`${data.waiting} wait, ${data.not_posted} had fewer posts than planned`}
        explanation={{ formula: formulas["outcome"], source }}
      />
    </Stats>
  );
}

/** Locked predictions beside what came of them. */
export function PredictionsPage() {
  const to = usePaths();
  const { data } = api.useSuspenseQuery("get", "/v1/prediction-calibration");
  return (
    <>
      <PageHeader
        title="How good were predictions?"
        guide="what-will-it-bring-and-cost"
        lead="Every locked prediction beside what the posts brought."
        crumbs={[{ label: "Buyers", to: to.buyers() }]}
      />
      <MatchingTabs />
      {data.all.points === 0 ? (
        <EmptyState title="Nothing to compare yet" icon={Crosshair}>
          {data.all.verdict} {data.waiting > 0 && `${data.waiting} locked predictions wait.`}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-5">
          <CalibrationStats data={data} />
          <DotChart
            title={data.all.verdict.replace(/\.$/, "")}
            unit="Times the middle of the prediction"
            interval="whiskers: the interval of 80 % that was predicted"
            source={source}
            series={predictionSeries}
            rows={predictionRows(data.points)}
            rowHead="Prediction"
            format={times}
          />
          <Table
            caption="By what was predicted"
            columns={columnsOf(data)}
            rows={data.metrics}
            rowKey={({ metric }) => metric}
            file={tableFile("/v1/prediction-calibration", { table: "points" })}
            empty={null}
          />
        </div>
      )}
    </>
  );
}
