import { ChartFrame, type ChartCaption } from "../chart-frame.tsx";
import { MatrixPlot, type MatrixCell } from "./matrix-plot.tsx";

interface MatrixChartProps extends ChartCaption {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly (MatrixCell | null)[])[];
  /** What the rows are, as the head of the table's first column: "Creator". */
  readonly rowHead: string;
}

/** What things have in each of others: creators with creators by the orders that they share, creators in campaigns by what they brought. */
export function MatrixChart({ rows, columns, cells, rowHead, ...caption }: MatrixChartProps) {
  const told = cells.map((row, at) => [rows[at] ?? "", ...row.map((cell) => cell?.title ?? "–")]);
  return (
    <ChartFrame caption={caption} series={[]} table={{ heads: [rowHead, ...columns], rows: told }}>
      {(plot) => <MatrixPlot rows={rows} columns={columns} cells={cells} {...plot} />}
    </ChartFrame>
  );
}
