import { extent } from "d3-array";
import { scaleLinear, type ScaleLinear } from "d3-scale";
import { SideLabel } from "../labels/side-label.tsx";
import { colourOf, ink, line, muted, surface, type Series } from "../series.ts";
import { textWidth } from "../text.ts";

/** One dot: its value and the exact text beside it. */
export interface Dot {
  readonly value: number;
  readonly text: string;
  /** The ends of its interval, in the unit of the value. */
  readonly low?: number;
  readonly high?: number;
}

/** Dots on one line: what is compared of one creator, or one way of counting. */
export interface DotRow {
  readonly key: string;
  readonly label: string;
  /** At most one dot for each series, by the series' key. What is not known has none. */
  readonly dots: Readonly<Record<string, Dot>>;
}

export interface DotPlotProps {
  readonly series: readonly Series[];
  readonly rows: readonly DotRow[];
  /** Writes a number on the axis. */
  readonly format: (value: number) => string;
  /** CSS pixels; at least 240. */
  readonly width: number;
  /** Ids of the texts that name the picture. */
  readonly labelledBy: string;
}

type Scale = ScaleLinear<number, number>;

interface Layout {
  readonly isNarrow: boolean;
  readonly labelWidth: number;
  readonly textSpace: number;
  readonly scale: Scale;
  readonly rowHeight: number;
}

const fontSize = 12;
const dotLine = 18;
const rowGap = 10;
const foot = 24;
const narrow = 480;
const radius = 4.5;

const values = (rows: readonly DotRow[]): number[] =>
  rows.flatMap(({ dots }) => Object.values(dots).flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]));

function layoutOf({ series, rows, width }: DotPlotProps): Layout {
  const isNarrow = width < narrow;
  const widest = Math.max(0, ...rows.map(({ label }) => textWidth(label, fontSize)));
  const labelWidth = isNarrow ? 0 : Math.min(widest + 14, width * 0.36);
  const texts = rows.flatMap(({ dots }) => Object.values(dots).map(({ text }) => textWidth(text, fontSize)));
  const textSpace = 14 + Math.max(0, ...texts);
  const [least = 0, most = 0] = extent([0, ...values(rows)]);
  const end = Math.max(labelWidth + 60, width - textSpace);
  const scale = scaleLinear([least, most === least ? least + 1 : most], [labelWidth + 8, end - 8]).nice(4);
  return { isNarrow, labelWidth, textSpace, scale, rowHeight: series.length * dotLine + (isNarrow ? dotLine : 0) };
}

/** A text in the middle of a place, moved right where it would be cut off. */
const withinPicture = (x: number, text: string): number => Math.max(x, textWidth(text, fontSize) / 2);

function Axis({ layout, width, height, format }: { layout: Layout; width: number; height: number; format: (value: number) => string }) {
  const ticks = layout.scale.ticks(width < narrow ? 3 : 5);
  return (
    <g>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={layout.scale(tick)} x2={layout.scale(tick)} y1={0} y2={height - foot} stroke={tick === 0 ? ink : line} />
          <text x={withinPicture(layout.scale(tick), format(tick))} y={height - 6} textAnchor="middle" fontSize={fontSize} fill={muted}>
            {format(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** A circle for the first series, a square on its corner for the second, so that colour alone says nothing. */
function Mark({ x, y, place, fill }: { x: number; y: number; place: number; fill: string }) {
  const shared = { fill, stroke: surface, strokeWidth: 1 };
  if (place % 2 === 0) return <circle cx={x} cy={y} r={radius} {...shared} />;
  const reach = radius + 1;
  return <path d={`M${x},${y - reach}l${reach},${reach}l${-reach},${reach}l${-reach},${-reach}z`} {...shared} />;
}

function DotMark({ dot, y, place, fill, layout }: { dot: Dot; y: number; place: number; fill: string; layout: Layout }) {
  const { scale } = layout;
  const x = scale(dot.value);
  const [low, high] = [scale(dot.low ?? dot.value), scale(dot.high ?? dot.value)];
  return (
    <g>
      <title>{dot.text}</title>
      {high > low && <path d={`M${low},${y - 4}v8m0,-4H${high}m0,-4v8`} fill="none" stroke={fill} strokeWidth={1.75} />}
      <Mark x={x} y={y} place={place} fill={fill} />
    </g>
  );
}

function RowLabel({ label, layout, top }: { label: string; layout: Layout; top: number }) {
  if (layout.isNarrow)
    return (
      <text x={0} y={top + fontSize} fontSize={fontSize} fontWeight={600} fill={ink} stroke={surface} strokeWidth={4} paintOrder="stroke">
        {label}
      </text>
    );
  return <SideLabel text={label} labelWidth={layout.labelWidth} middle={top + layout.rowHeight / 2} fontSize={fontSize} />;
}

/** The picture of a dot plot: a line for each row, dots with their intervals, zero marked. Pure: the same props draw the same SVG anywhere. */
export function DotPlot(props: DotPlotProps) {
  const { series, rows, width, labelledBy, format } = props;
  const layout = layoutOf(props);
  const height = Math.max(1, rows.length * (layout.rowHeight + rowGap)) + foot;
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
      <Axis layout={layout} width={width} height={height} format={format} />
      {rows.map(({ key, label, dots }, index) => {
        const top = index * (layout.rowHeight + rowGap);
        const start = top + (layout.isNarrow ? dotLine : 0) + dotLine / 2;
        return (
          <g key={key}>
            <RowLabel label={label} layout={layout} top={top} />
            {series.map((each, place) => {
              const dot = dots[each.key];
              const y = start + place * dotLine;
              if (dot === undefined) return null;
              return (
                <g key={each.key}>
                  <DotMark dot={dot} y={y} place={place} fill={colourOf(each, place)} layout={layout} />
                  <text x={width - layout.textSpace + 10} y={y} dy="0.35em" fontSize={fontSize} fill={ink}>
                    {dot.text}
                  </text>
                </g>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}
