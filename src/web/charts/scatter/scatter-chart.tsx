import { ChartFrame, type ChartCaption } from "../chart-frame.tsx";
import { ScatterPlot, type ScatterPlotProps } from "./scatter-plot.tsx";

type ScatterChartProps = ChartCaption & Omit<ScatterPlotProps, "width" | "labelledBy">;

/** Where things stand by two numbers, with what is usual: the dots, and every figure in the table behind them. */
export function ScatterChart({ title, unit, source, interval, file, ...plot }: ScatterChartProps) {
  const { points, along, formatX, formatY } = plot;
  const table = {
    heads: ["Who", along, unit.split(",")[0] ?? unit],
    rows: points.map(({ label, x, y }) => [label, formatX(x), formatY(y)]),
  };
  return (
    <ChartFrame caption={{ title, unit, source, interval, file }} series={[]} table={table}>
      {(place) => <ScatterPlot {...plot} {...place} />}
    </ChartFrame>
  );
}
