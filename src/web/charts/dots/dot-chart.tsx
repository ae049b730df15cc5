import { ChartFrame, type ChartCaption, type ChartTable } from "../chart-frame.tsx";
import type { Series } from "../series.ts";
import { DotPlot, type Dot, type DotRow } from "./dot-plot.tsx";

interface DotChartProps extends ChartCaption {
  /** What the dots of a row stand for. One series needs no legend. */
  readonly series: readonly Series[];
  readonly rows: readonly DotRow[];
  /** What the rows are, as the head of the table's first column: "Creator". */
  readonly rowHead: string;
  /** Writes a number on the axis and in the table. */
  readonly format: (value: number) => string;
}

const hasEnds = ({ low, high }: Dot): boolean => low !== undefined && high !== undefined;

function tableOf({ series, rows, rowHead, format }: DotChartProps): ChartTable {
  const withEnds = new Set(series.filter(({ key }) => rows.some(({ dots }) => dots[key] !== undefined && hasEnds(dots[key]))));
  const ends = ({ low, high }: Dot): string[] => [low === undefined ? "–" : format(low), high === undefined ? "–" : format(high)];
  return {
    heads: [
      rowHead,
      ...series.flatMap((each) => [each.label, ...(withEnds.has(each) ? [`${each.label}, from`, `${each.label}, to`] : [])]),
    ],
    rows: rows.map(({ label, dots }) => [
      label,
      ...series.flatMap((each) => {
        const dot = dots[each.key];
        const cells = dot === undefined ? ["–", "–", "–"] : [dot.text, ...ends(dot)];
        return withEnds.has(each) ? cells : cells.slice(0, 1);
      }),
    ]),
  };
}

/** Values with their intervals, one line each: how far off each way of counting is. */
export function DotChart(props: DotChartProps) {
  const { series, rows, format, title, unit, source, interval, file } = props;
  return (
    <ChartFrame caption={{ title, unit, source, interval, file }} series={series} table={tableOf(props)}>
      {(plot) => <DotPlot series={series} rows={rows} format={format} {...plot} />}
    </ChartFrame>
  );
}
