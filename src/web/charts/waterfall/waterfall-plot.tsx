import { scaleLinear, type ScaleLinear } from "d3-scale";
import { SideLabel } from "../labels/side-label.tsx";
import { colourOf, ink, line, muted, type Series } from "../series.ts";
import { textWidth } from "../text.ts";

/** One step: by how much it moves the sum, or by how much it could. */
export interface WaterfallStep {
  readonly key: string;
  readonly label: string;
  /** Null: not known; then it moves nothing. */
  readonly change: number | null;
  /** How far it could move the sum either way as long as it is not known. */
  readonly reach?: number;
  /** The exact text beside it. */
  readonly text: string;
}

/** A sum that is told step by step, on a scale whose ends are known. */
export interface WaterfallSum {
  readonly from: { readonly label: string; readonly value: number; readonly text: string };
  readonly steps: readonly WaterfallStep[];
  readonly to: { readonly label: string; readonly value: number; readonly text: string; readonly low?: number; readonly high?: number };
  /** The least and the greatest the sum can be. */
  readonly ends: readonly [least: number, most: number];
}

interface WaterfallPlotProps {
  readonly sum: WaterfallSum;
  /** CSS pixels; at least 240. */
  readonly width: number;
  readonly labelledBy: string;
}

const fontSize = 12;
const barHeight = 14;
const narrow = 480;

/** What moves the sum up and down: the same colours as in the legend. */
export const waterfallSeries: readonly Series[] = [
  { key: "up", label: "Raises it" },
  { key: "down", label: "Lowers it" },
];
const fillOf = (change: number): string => (change < 0 ? colourOf(waterfallSeries[1]!, 4) : colourOf(waterfallSeries[0]!, 3));

interface Row {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly fill: string | null;
  readonly whisker?: readonly [number, number];
}

function rowsOf({ from, steps, to, ends: [least, most] }: WaterfallSum): Row[] {
  const within = (value: number): number => Math.min(most, Math.max(least, value));
  const whole = (value: number): { left: number; right: number } => ({ left: least, right: within(value) });
  const rest = colourOf({ key: "rest", label: "", isRest: true }, 0);
  let sum = from.value;
  const rows = steps.map(({ key, label, change, reach = 0, text }): Row => {
    const before = sum;
    sum += change ?? 0;
    if (change === null) return { key, label, text, left: within(before - reach), right: within(before + reach), fill: null };
    return { key, label, text, left: within(Math.min(before, sum)), right: within(Math.max(before, sum)), fill: fillOf(change) };
  });
  const whisker = to.low === undefined || to.high === undefined ? {} : { whisker: [within(to.low), within(to.high)] as const };
  return [
    { key: "from", label: from.label, text: from.text, ...whole(from.value), fill: rest },
    ...rows,
    { key: "to", label: to.label, text: to.text, ...whole(to.value), fill: colourOf({ key: "to", label: "" }, 0), ...whisker },
  ];
}

function Mark({ row, y, scale }: { readonly row: Row; readonly y: number; readonly scale: ScaleLinear<number, number> }) {
  const [x, end] = [scale(row.left), scale(row.right)];
  const middle = y + barHeight / 2;
  const right = Math.max(end, row.whisker === undefined ? 0 : scale(row.whisker[1]));
  return (
    <g>
      <title>{`${row.label}: ${row.text}`}</title>
      {row.fill === null ? (
        <rect x={x} y={y + 2} width={Math.max(1, end - x)} height={barHeight - 4} rx={2} fill="none" stroke={muted} strokeDasharray="3 3" />
      ) : (
        <rect x={x} y={y} width={Math.max(1.5, end - x)} height={barHeight} rx={2} fill={row.fill} />
      )}
      {row.whisker !== undefined && (
        <path
          d={`M${scale(row.whisker[0])},${middle - 4}v8m0,-4H${scale(row.whisker[1])}m0,-4v8`}
          fill="none"
          stroke={ink}
          strokeWidth={1.25}
        />
      )}
      <text x={right + 6} y={middle} dy="0.35em" fontSize={fontSize} fill={row.fill === null ? muted : ink}>
        {row.text}
      </text>
    </g>
  );
}

/** The picture of a waterfall: how a sum comes about, step by step. Pure: the same props draw the same SVG anywhere. */
export function WaterfallPlot({ sum, width, labelledBy }: WaterfallPlotProps) {
  const rows = rowsOf(sum);
  const isNarrow = width < narrow;
  const widest = Math.max(...rows.map(({ label }) => textWidth(label, fontSize)));
  const labelWidth = isNarrow ? 0 : Math.min(widest + 12, width * 0.36);
  const textSpace = 14 + Math.max(...rows.map(({ text }) => textWidth(text, fontSize)));
  const scale = scaleLinear([...sum.ends], [labelWidth, Math.max(labelWidth + 60, width - textSpace)]);
  const rowHeight = isNarrow ? barHeight + 26 : barHeight + 10;
  const height = rows.length * rowHeight;
  const begin = scale(sum.from.value);
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
      <line x1={begin} x2={begin} y1={0} y2={height} stroke={line} />
      {rows.map((row, at) => {
        const top = at * rowHeight;
        const y = isNarrow ? top + 18 : top + 5;
        return (
          <g key={row.key}>
            {isNarrow ? (
              <text x={0} y={top + fontSize} fontSize={fontSize} fill={ink}>
                {row.label}
              </text>
            ) : (
              <SideLabel text={row.label} labelWidth={labelWidth} middle={y + barHeight / 2} fontSize={fontSize} />
            )}
            <Mark row={row} y={y} scale={scale} />
          </g>
        );
      })}
    </svg>
  );
}
