import { sum } from "d3-array";
import { colourOf, ink, surface, type Series } from "./series.ts";
import { cutText, textWidth } from "./text.ts";

/** One bar that is divided: a model's whole credit. */
export interface StackRow {
  readonly key: string;
  readonly label: string;
  /** Whole parts of each series, by its key; only their proportions matter. */
  readonly parts: Readonly<Record<string, { readonly size: number; readonly text: string }>>;
}

export interface StackedPlotProps {
  readonly series: readonly Series[];
  readonly rows: readonly StackRow[];
  readonly width: number;
  readonly labelledBy: string;
}

const fontSize = 12;
const barHeight = 24;
const rowGap = 10;
const labelLine = 18;
const narrow = 480;

interface Segment {
  readonly series: Series;
  readonly index: number;
  readonly x: number;
  readonly width: number;
  readonly text: string;
}

function segmentsOf(series: readonly Series[], row: StackRow, left: number, width: number): Segment[] {
  const whole = sum(series, (each) => row.parts[each.key]?.size ?? 0);
  let x = left;
  return series.flatMap((each, index) => {
    const part = row.parts[each.key];
    if (part === undefined || part.size <= 0 || whole <= 0) return [];
    const segment = { series: each, index, x, width: (part.size / whole) * width, text: part.text };
    x += segment.width;
    return [segment];
  });
}

function SegmentMark({ segment, y }: { segment: Segment; y: number }) {
  const { series, index, x, width, text } = segment;
  const hasRoom = textWidth(text, fontSize) + 8 <= width;
  return (
    <g>
      <title>{`${series.label}: ${text}`}</title>
      <rect x={x} y={y} width={Math.max(1, width - 1)} height={barHeight} fill={colourOf(series, index)} />
      {hasRoom && (
        <text
          x={x + width / 2}
          y={y + barHeight / 2}
          dy="0.35em"
          textAnchor="middle"
          fontSize={fontSize}
          fill={series.isRest === true ? ink : surface}
        >
          {text}
        </text>
      )}
    </g>
  );
}

/** The picture of divided bars of equal length. Pure: the same props draw the same SVG anywhere. */
export function StackedPlot({ series, rows, width, labelledBy }: StackedPlotProps) {
  const isNarrow = width < narrow;
  const widest = Math.max(0, ...rows.map((row) => textWidth(row.label, fontSize)));
  const left = isNarrow ? 0 : Math.min(widest + 12, width * 0.36);
  const rowHeight = barHeight + rowGap + (isNarrow ? labelLine : 0);
  const height = Math.max(1, rows.length * rowHeight - rowGap);
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
      {rows.map((row, index) => {
        const top = index * rowHeight;
        const y = top + (isNarrow ? labelLine : 0);
        return (
          <g key={row.key}>
            <text
              x={isNarrow ? 0 : left - 10}
              y={isNarrow ? top + fontSize : y + barHeight / 2}
              dy={isNarrow ? undefined : "0.35em"}
              textAnchor={isNarrow ? "start" : "end"}
              fontSize={fontSize}
              fill={ink}
            >
              {isNarrow ? row.label : cutText(row.label, left - 12, fontSize)}
            </text>
            {segmentsOf(series, row, left, width - left).map((segment) => (
              <SegmentMark key={segment.series.key} segment={segment} y={y} />
            ))}
          </g>
        );
      })}
    </svg>
  );
}
