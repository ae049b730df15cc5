import { extent } from "d3-array";
import { scaleLinear, scaleUtc, type ScaleLinear, type ScaleTime } from "d3-scale";
import { area, line as linePath } from "d3-shape";
import { locale } from "../kit/value/locale.ts";
import { colourOf, ink, line, muted, type Series } from "./series.ts";
import { textWidth } from "./text.ts";

/** One day of a series, or one number that it goes along. A null value is not known: the line has a gap there, it does not fall to zero. */
export interface LinePoint {
  /** YYYY-MM-DD; in a plot along numbers the number. */
  readonly on: string;
  readonly value: number | null;
  readonly low?: number;
  readonly high?: number;
}

export interface LinePlotProps {
  readonly series: readonly Series[];
  /** The days of each series in order, by the series' key. */
  readonly points: Readonly<Record<string, readonly LinePoint[]>>;
  /** Writes a number on the axis. */
  readonly format: (value: number) => string;
  /** The axis begins near the least value instead of zero: where the question is how two lines differ, not how much there is. */
  readonly isZoomed?: boolean | undefined;
  /** A day at which something began, as a line across the plot with its name. */
  readonly mark?: { readonly on: string; readonly label: string } | undefined;
  /** Days on which something happened, as ticks at the foot: posts. */
  readonly events?: readonly string[] | undefined;
  /** What the numbers count that the lines go along, such as "Weeks after the first order"; missing: they go along days. */
  readonly along?: string | undefined;
  readonly width: number;
  readonly labelledBy: string;
}

interface Axes {
  readonly x: ScaleTime<number, number> | ScaleLinear<number, number>;
  readonly placeOf: (point: Pick<LinePoint, "on">) => number;
  readonly marks: readonly { readonly x: number; readonly text: string }[];
  readonly y: ScaleLinear<number, number>;
  readonly left: number;
}

const dayAndMonth = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
const height = 220;
const foot = 24;
const fontSize = 12;
const pixelsPerDayLabel = 96;

const instantOf = ({ on }: Pick<LinePoint, "on">): Date => new Date(`${on}T00:00:00Z`);
const numberOf = ({ on }: Pick<LinePoint, "on">): number => Number(on);

/** Where points stand from left to right: by their day, or by their number. */
function across(all: readonly LinePoint[], range: readonly [number, number], isAlong: boolean): Pick<Axes, "x" | "placeOf" | "marks"> {
  const ticks = Math.max(2, Math.floor(range[1] / pixelsPerDayLabel));
  if (isAlong) {
    const [first = 0, last = first + 1] = extent(all.map(numberOf));
    const x = scaleLinear([first, last === first ? first + 1 : last], range);
    return {
      x,
      placeOf: (point) => x(numberOf(point)),
      marks: x.ticks(ticks).map((tick) => ({ x: x(tick), text: tick.toLocaleString(locale) })),
    };
  }
  const [first = new Date(0), last = first] = extent(all.map(instantOf));
  const x = scaleUtc([first, last], range);
  return { x, placeOf: (point) => x(instantOf(point)), marks: x.ticks(ticks).map((day) => ({ x: x(day), text: dayAndMonth.format(day) })) };
}

function axesOf({ points, format, width, along, isZoomed = false }: LinePlotProps): Axes {
  const all = Object.values(points).flat();
  const numbers = all.flatMap(({ value, low, high }) => [value, low, high].filter((each) => each !== null && each !== undefined));
  const [least = 0, most = 1] = extent(isZoomed ? numbers : [0, ...numbers]);
  const y = scaleLinear([least, most === least ? least + 1 : most], [height - foot, 8]).nice(4);
  const left = 8 + Math.max(...y.ticks(4).map((tick) => textWidth(format(tick), fontSize)));
  return { ...across(all, [left, width - 8], along !== undefined), y, left };
}

function Grid({ axes, width, format }: { axes: Axes; width: number; format: (value: number) => string }) {
  return (
    <g>
      {axes.y.ticks(4).map((tick) => (
        <g key={tick}>
          <line x1={axes.left} x2={width} y1={axes.y(tick)} y2={axes.y(tick)} stroke={line} />
          <text x={axes.left - 8} y={axes.y(tick)} dy="0.35em" textAnchor="end" fontSize={fontSize} fill={muted}>
            {format(tick)}
          </text>
        </g>
      ))}
      {axes.marks.map(({ x, text }) => (
        <text
          key={x}
          x={x}
          y={height - 6}
          textAnchor={x + textWidth(text, fontSize) / 2 > width ? "end" : "middle"}
          fontSize={fontSize}
          fill={muted}
        >
          {text}
        </text>
      ))}
    </g>
  );
}

function Mark({ mark, axes }: { mark: NonNullable<LinePlotProps["mark"]>; axes: Axes }) {
  const x = axes.placeOf(mark);
  const isRight = x > (axes.x.range()[1] ?? 0) / 2;
  return (
    <g>
      <line x1={x} x2={x} y1={8} y2={height - foot} stroke={muted} strokeDasharray="3 3" />
      <text x={isRight ? x - 6 : x + 6} y={16} textAnchor={isRight ? "end" : "start"} fontSize={fontSize} fill={muted}>
        {mark.label}
      </text>
    </g>
  );
}

function Events({ days, axes }: { days: readonly string[]; axes: Axes }) {
  return (
    <g>
      {days.map((on) => {
        const x = axes.x(new Date(`${on}T00:00:00Z`));
        return <line key={on} x1={x} x2={x} y1={height - foot - 8} y2={height - foot} stroke={ink} strokeWidth={2} />;
      })}
    </g>
  );
}

function Trace({ points, axes, colour }: { points: readonly LinePoint[]; axes: Axes; colour: string }) {
  const band = area<LinePoint>()
    .defined((point) => point.low !== undefined && point.high !== undefined)
    .x((point) => axes.placeOf(point))
    .y0((point) => axes.y(point.low ?? 0))
    .y1((point) => axes.y(point.high ?? 0));
  const trace = linePath<LinePoint>()
    .defined((point) => point.value !== null)
    .x((point) => axes.placeOf(point))
    .y((point) => axes.y(point.value ?? 0));
  const last = points.findLast((point) => point.value !== null);
  return (
    <g>
      <path d={band([...points]) ?? ""} fill={colour} opacity={0.16} />
      <path d={trace([...points]) ?? ""} fill="none" stroke={colour} strokeWidth={2} strokeLinejoin="round" strokeLinecap="round" />
      {last && <circle cx={axes.placeOf(last)} cy={axes.y(last.value ?? 0)} r={3} fill={colour} />}
    </g>
  );
}

/** The picture of a line chart over days. Pure: the same props draw the same SVG anywhere. */
export function LinePlot(props: LinePlotProps) {
  const { series, points, format, width, labelledBy, mark, events = [] } = props;
  const axes = axesOf(props);
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
      <Grid axes={axes} width={width} format={format} />
      {mark !== undefined && <Mark mark={mark} axes={axes} />}
      {events.length > 0 && <Events days={events} axes={axes} />}
      {series.map((each, index) => (
        <Trace key={each.key} points={points[each.key] ?? []} axes={axes} colour={colourOf(each, index)} />
      ))}
    </svg>
  );
}
