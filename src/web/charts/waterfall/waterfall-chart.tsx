import { ChartFrame, type ChartCaption } from "../chart-frame.tsx";
import { WaterfallPlot, type WaterfallSum } from "./waterfall-plot.tsx";

interface WaterfallChartProps extends ChartCaption {
  readonly sum: WaterfallSum;
  /** What the steps are, and what their figures: "Part", "Points". */
  readonly heads: readonly [string, string];
}

/** How a sum comes about: where it begins, what each step adds or takes, and where it ends. */
export function WaterfallChart({ sum, heads, title, unit, source, interval, file }: WaterfallChartProps) {
  const rows = [sum.from, ...sum.steps, sum.to].map(({ label, text }) => [label, text]);
  return (
    <ChartFrame caption={{ title, unit, source, interval, file }} series={[]} table={{ heads, rows }}>
      {(plot) => <WaterfallPlot sum={sum} {...plot} />}
    </ChartFrame>
  );
}
