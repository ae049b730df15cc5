import { ink, line, muted, surface } from "../series.ts";
import { cutText, textWidth } from "../text.ts";

/** One cell: how dark it is, and the exact text in it. */
export interface MatrixCell {
  /** In [0, 1]. */
  readonly share: number;
  readonly text: string;
  /** What it says in words, for whoever points at it. */
  readonly title: string;
}

export interface MatrixPlotProps {
  /** Names of the rows, each another. */
  readonly rows: readonly string[];
  /** Names of the columns, from left to right. */
  readonly columns: readonly string[];
  /** Row by row; null where there is nothing to say. */
  readonly cells: readonly (readonly (MatrixCell | null)[])[];
  readonly width: number;
  /** Ids of the texts that name the picture. */
  readonly labelledBy: string;
}

const fontSize = 12;
const rowHeight = 30;
const headHeight = 24;
const darkest = 0.85;
const colour = "var(--chart-1, #0e6b8a)";

function CellMark({ cell, x, y, width }: { cell: MatrixCell; x: number; y: number; width: number }) {
  const hasRoom = textWidth(cell.text, fontSize) + 4 <= width;
  return (
    <g>
      <title>{cell.title}</title>
      <rect
        x={x + 1}
        y={y + 1}
        width={width - 2}
        height={rowHeight - 2}
        rx={3}
        fill={colour}
        fillOpacity={cell.share * darkest}
        stroke={line}
      />
      {hasRoom && (
        <text
          x={x + width / 2}
          y={y + rowHeight / 2}
          dy="0.35em"
          textAnchor="middle"
          fontSize={fontSize}
          fill={cell.share > 0.55 ? surface : ink}
        >
          {cell.text}
        </text>
      )}
    </g>
  );
}

/** The picture of a matrix: the darker a cell, the larger. Pure: the same props draw the same SVG anywhere. */
export function MatrixPlot({ rows, columns, cells, width, labelledBy }: MatrixPlotProps) {
  const widest = Math.max(0, ...rows.map((label) => textWidth(label, fontSize)));
  const left = Math.min(widest + 12, width * 0.3);
  const cellWidth = (width - left) / Math.max(1, columns.length);
  const height = headHeight + rows.length * rowHeight;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-labelledby={labelledBy}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fontFamily="inherit"
    >
      {columns.map((label, column) => (
        <text key={column} x={left + (column + 0.5) * cellWidth} y={headHeight - 8} textAnchor="middle" fontSize={fontSize} fill={muted}>
          <title>{label}</title>
          {cutText(label, cellWidth - 4, fontSize)}
        </text>
      ))}
      {cells.map((row, at) => (
        <g key={rows[at]}>
          <text x={left - 8} y={headHeight + (at + 0.5) * rowHeight} dy="0.35em" textAnchor="end" fontSize={fontSize} fill={ink}>
            <title>{rows[at]}</title>
            {cutText(rows[at] ?? "", left - 10, fontSize)}
          </text>
          {row.map((cell, column) =>
            cell === null ? null : (
              <CellMark key={column} cell={cell} x={left + column * cellWidth} y={headHeight + at * rowHeight} width={cellWidth} />
            ),
          )}
        </g>
      ))}
    </svg>
  );
}
