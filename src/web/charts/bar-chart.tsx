import { BarPlot, type BarGroup } from "./bar-plot.tsx";
import { ChartFrame, type ChartCaption, type ChartTable } from "./chart-frame.tsx";
import type { Series } from "./series.ts";

interface BarChartProps extends ChartCaption {
  /** What each group's bars stand for: the models. One series needs no legend. */
  readonly series: readonly Series[];
  readonly groups: readonly BarGroup[];
  /** What the groups are, as the head of the table's first column: "Creator". */
  readonly groupHead: string;
}

function tableOf({ series, groups, groupHead }: BarChartProps): ChartTable {
  return {
    heads: [groupHead, ...series.map((each) => each.label)],
    rows: groups.map((group) => [group.label, ...series.map((each) => group.bars[each.key]?.text ?? "–")]),
  };
}

/** Lengths side by side: who earned how much, under each model. */
export function BarChart(props: BarChartProps) {
  const { series, groups, title, unit, source, interval } = props;
  return (
    <ChartFrame caption={{ title, unit, source, interval }} series={series} table={tableOf(props)}>
      {(plot) => <BarPlot series={series} groups={groups} {...plot} />}
    </ChartFrame>
  );
}
