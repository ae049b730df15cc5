import { ChartFrame, type ChartCaption } from "../chart-frame.tsx";
import { MatrixPlot, type MatrixCell } from "./matrix-plot.tsx";

interface MatrixChartProps extends ChartCaption {
  readonly labels: readonly string[];
  readonly cells: readonly (readonly MatrixCell[])[];
  /** What rows and columns are, as the head of the table's first column: "Creator". */
  readonly rowHead: string;
}

/** How far things go together, each with each: creators by the orders that they share. */
export function MatrixChart({ labels, cells, rowHead, ...caption }: MatrixChartProps) {
  const rows = cells.map((row, at) => [labels[at] ?? "", ...row.map((cell, column) => (column === at ? "–" : cell.title))]);
  return (
    <ChartFrame caption={caption} series={[]} table={{ heads: [rowHead, ...labels], rows }}>
      {(plot) => <MatrixPlot labels={labels} cells={cells} {...plot} />}
    </ChartFrame>
  );
}
