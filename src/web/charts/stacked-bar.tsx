import { ChartFrame, type ChartCaption, type ChartTable } from "./chart-frame.tsx";
import type { Series } from "./series.ts";
import { StackedPlot, type StackRow } from "./stacked-plot.tsx";

interface StackedBarProps extends ChartCaption {
  readonly series: readonly Series[];
  readonly rows: readonly StackRow[];
  /** What the rows are, as the head of the table's first column: "Model". */
  readonly rowHead: string;
}

function tableOf({ series, rows, rowHead }: StackedBarProps): ChartTable {
  return {
    heads: [rowHead, ...series.map((each) => each.label)],
    rows: rows.map((row) => [row.label, ...series.map((each) => row.parts[each.key]?.text ?? "–")]),
  };
}

/** How a whole is divided: the credit of one order, under each model. */
export function StackedBar(props: StackedBarProps) {
  const { series, rows, title, unit, source, interval } = props;
  return (
    <ChartFrame caption={{ title, unit, source, interval }} series={series} table={tableOf(props)}>
      {(plot) => <StackedPlot series={series} rows={rows} {...plot} />}
    </ChartFrame>
  );
}
