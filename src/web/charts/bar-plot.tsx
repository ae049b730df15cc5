import { extent } from "d3-array";
import { scaleLinear, type ScaleLinear } from "d3-scale";
import { SideLabel } from "./labels/side-label.tsx";
import { colourOf, ink, line, muted, surface, type Series } from "./series.ts";
import { textWidth } from "./text.ts";

/** One bar: its length and the exact text beside it. Null has no length: its text alone says why, such as that it is not known. */
export interface Bar {
  readonly value: number | null;
  readonly text: string;
  /** The ends of its interval, in the unit of the value. */
  readonly low?: number;
  readonly high?: number;
}

/** Bars that belong together: one creator under several models. */
export interface BarGroup {
  readonly key: string;
  readonly label: string;
  /** One bar for each series, by the series' key. */
  readonly bars: Readonly<Record<string, Bar>>;
}

export interface BarPlotProps {
  readonly series: readonly Series[];
  readonly groups: readonly BarGroup[];
  /** CSS pixels; at least 240. */
  readonly width: number;
  /** Ids of the texts that name the picture. */
  readonly labelledBy: string;
}

const fontSize = 12;
const barHeight = 12;
const barGap = 3;
const groupGap = 14;
const labelLine = 18;
const narrow = 480;

type Scale = ScaleLinear<number, number>;

function values(groups: readonly BarGroup[]): number[] {
  const bars = groups.flatMap((group) => Object.values(group.bars));
  return bars.flatMap(({ value, low, high }) => [value, low, high].filter((each) => each !== null && each !== undefined));
}

/** The interval, with a halo so that it can be seen on the bar too. */
function Whisker({ low, high, middle }: { low: number; high: number; middle: number }) {
  const path = `M${low},${middle - 4}v8m0,-4H${high}m0,-4v8`;
  return (
    <g fill="none">
      <path d={path} stroke={surface} strokeWidth={3.5} />
      <path d={path} stroke={ink} strokeWidth={1.25} />
    </g>
  );
}

function BarMark({ bar, y, scale, fill }: { bar: Bar; y: number; scale: Scale; fill: string }) {
  const zero = scale(0);
  const middle = y + barHeight / 2;
  if (bar.value === null) {
    return (
      <text x={zero + 4} y={middle} dy="0.35em" fontSize={fontSize} fill={muted}>
        {bar.text}
      </text>
    );
  }
  const end = scale(bar.value);
  const right = Math.max(zero, end, bar.high === undefined ? 0 : scale(bar.high));
  return (
    <g>
      <title>{bar.text}</title>
      <rect x={Math.min(zero, end)} y={y} width={Math.max(1, Math.abs(end - zero))} height={barHeight} rx={2} fill={fill} />
      {bar.low !== undefined && bar.high !== undefined && <Whisker low={scale(bar.low)} high={scale(bar.high)} middle={middle} />}
      <text x={right + 6} y={middle} dy="0.35em" fontSize={fontSize} fill={ink}>
        {bar.text}
      </text>
    </g>
  );
}

interface Layout {
  readonly isNarrow: boolean;
  readonly labelWidth: number;
  readonly scale: Scale;
  readonly groupHeight: number;
}

function layoutOf({ series, groups, width }: BarPlotProps): Layout {
  const isNarrow = width < narrow;
  const widest = Math.max(0, ...groups.map((group) => textWidth(group.label, fontSize)));
  const labelWidth = isNarrow ? 0 : Math.min(widest + 12, width * 0.36);
  const textSpace = 10 + Math.max(0, ...groups.flatMap((group) => Object.values(group.bars).map((bar) => textWidth(bar.text, fontSize))));
  const [least = 0, most = 0] = extent([0, ...values(groups)]);
  const end = Math.max(labelWidth + 40, width - textSpace);
  const scale = scaleLinear([least, most === least ? least + 1 : most], [labelWidth + (least < 0 ? 4 : 0), end]);
  return { isNarrow, labelWidth, scale, groupHeight: series.length * (barHeight + barGap) - barGap + (isNarrow ? labelLine : 0) };
}

function GroupLabel({ label, layout, y }: { label: string; layout: Layout; y: number }) {
  if (layout.isNarrow) {
    return (
      <text x={0} y={y + fontSize} fontSize={fontSize} fontWeight={600} fill={ink}>
        {label}
      </text>
    );
  }
  return <SideLabel text={label} labelWidth={layout.labelWidth} middle={y + layout.groupHeight / 2} fontSize={fontSize} />;
}

/** The picture of a bar chart: horizontal bars in groups, from zero. Pure: the same props draw the same SVG anywhere. */
export function BarPlot(props: BarPlotProps) {
  const { series, groups, width, labelledBy } = props;
  const layout = layoutOf(props);
  const height = Math.max(1, groups.length * (layout.groupHeight + groupGap) - groupGap);
  const zero = layout.scale(0);
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
      <line x1={zero} x2={zero} y1={0} y2={height} stroke={line} />
      {groups.map((group, index) => {
        const top = index * (layout.groupHeight + groupGap);
        const start = top + (layout.isNarrow ? labelLine : 0);
        return (
          <g key={group.key}>
            <GroupLabel label={group.label} layout={layout} y={top} />
            {series.map((each, place) => {
              const bar = group.bars[each.key];
              const y = start + place * (barHeight + barGap);
              return bar && <BarMark key={each.key} bar={bar} y={y} scale={layout.scale} fill={colourOf(each, place)} />;
            })}
          </g>
        );
      })}
    </svg>
  );
}
