import { BarPlot, type Bar, type BarGroup } from "./bar-plot.tsx";
import { ChartFrame, type ChartCaption, type ChartTable } from "./chart-frame.tsx";
import type { Series } from "./series.ts";

interface BarChartProps extends ChartCaption {
  /** What each group's bars stand for: the models. One series needs no legend. */
  readonly series: readonly Series[];
  readonly groups: readonly BarGroup[];
  /** What the groups are, as the head of the table's first column: "Creator". */
  readonly groupHead: string;
  /** Writes the ends of an interval in the table. Missing means that no bar has one. */
  readonly format?: (value: number) => string;
}

function cellOf(bar: Bar | undefined, format: BarChartProps["format"]): string {
  if (bar === undefined) return "–";
  if (format === undefined || bar.low === undefined || bar.high === undefined) return bar.text;
  return `${bar.text} (${format(bar.low)} to ${format(bar.high)})`;
}

function tableOf({ series, groups, groupHead, format }: BarChartProps): ChartTable {
  return {
    heads: [groupHead, ...series.map((each) => each.label)],
    rows: groups.map((group) => [group.label, ...series.map((each) => cellOf(group.bars[each.key], format))]),
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
