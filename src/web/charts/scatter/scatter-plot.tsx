import { extent } from "d3-array";
import { scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from "d3-scale";
import { ink, line, muted, surface } from "../series.ts";
import { textWidth } from "../text.ts";

/** One dot. */
export interface ScatterPoint {
  readonly key: string;
  readonly label: string;
  /** Above zero: it stands on a scale of powers of ten. */
  readonly x: number;
  readonly y: number;
}

/** What is usual between two places on the scale; no end: to the right edge. */
export interface ScatterBand {
  readonly from: number;
  readonly to: number | null;
  readonly low: number;
  readonly high: number;
}

export interface ScatterPlotProps {
  readonly points: readonly ScatterPoint[];
  readonly bands: readonly ScatterBand[];
  /** What the numbers from left to right are. */
  readonly along: string;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  /** CSS pixels; at least 240. */
  readonly width: number;
  /** Ids of the texts that name the picture. */
  readonly labelledBy: string;
}

interface Scales {
  readonly x: ScaleLogarithmic<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly left: number;
}

const height = 300;
const foot = 40;
const top = 8;
const fontSize = 12;
const radius = 4;

function scalesOf({ points, bands, width, formatY }: ScatterPlotProps): Scales {
  const [least = 1_000, most = 1_000_000] = extent(points.map(({ x }) => x));
  const [from, to] = [10 ** Math.floor(Math.log10(least)), 10 ** Math.max(Math.floor(Math.log10(least)) + 1, Math.ceil(Math.log10(most)))];
  const inSight = bands.filter((band) => band.from < to && (band.to ?? to) > from);
  const highest = Math.max(0.001, ...points.map(({ y }) => y), ...inSight.map(({ high }) => high));
  const y = scaleLinear([0, highest], [height - foot, top]).nice(4);
  const left = 8 + Math.max(...y.ticks(4).map((tick) => textWidth(formatY(tick), fontSize)));
  return { x: scaleLog([from, to], [left, width - 12]), y, left };
}

function Bands({ bands, scales }: { readonly bands: readonly ScatterBand[]; readonly scales: Scales }) {
  const [from = 1, to = 10] = scales.x.domain();
  return bands.flatMap((band) => {
    const [start, end] = [Math.max(from, band.from), Math.min(to, band.to ?? to)];
    if (start >= end) return [];
    const [x, y] = [scales.x(start), scales.y(band.high)];
    return [
      <rect
        key={band.from}
        x={x}
        y={y}
        width={scales.x(end) - x}
        height={scales.y(band.low) - y}
        fill="var(--chart-4, #35824b)"
        fillOpacity={0.16}
      />,
    ];
  });
}

function Axes({ scales, ...props }: ScatterPlotProps & { readonly scales: Scales }) {
  const powers = scales.x.ticks().filter((tick) => Number.isInteger(Math.log10(tick)));
  return (
    <g>
      {scales.y.ticks(4).map((tick) => (
        <g key={`y${tick}`}>
          <line x1={scales.left} x2={props.width} y1={scales.y(tick)} y2={scales.y(tick)} stroke={tick === 0 ? ink : line} />
          <text x={scales.left - 8} y={scales.y(tick)} dy="0.35em" textAnchor="end" fontSize={fontSize} fill={muted}>
            {props.formatY(tick)}
          </text>
        </g>
      ))}
      {powers.map((tick) => (
        <g key={`x${tick}`}>
          <line x1={scales.x(tick)} x2={scales.x(tick)} y1={top} y2={height - foot} stroke={line} />
          <text x={scales.x(tick)} y={height - foot + 16} textAnchor="middle" fontSize={fontSize} fill={muted}>
            {props.formatX(tick)}
          </text>
        </g>
      ))}
      <text x={(scales.left + props.width) / 2} y={height - 6} textAnchor="middle" fontSize={fontSize} fill={muted}>
        {props.along}
      </text>
    </g>
  );
}

/** Dots by two numbers, the one from left to right in powers of ten, over bands of what is usual. */
export function ScatterPlot(props: ScatterPlotProps) {
  const scales = scalesOf(props);
  const { points, bands, width, labelledBy } = props;
  return (
    <svg role="img" aria-labelledby={labelledBy} viewBox={`0 0 ${width} ${height}`} width={width} height={height} fontFamily="inherit">
      <Bands bands={bands} scales={scales} />
      <Axes {...props} scales={scales} />
      <g>
        {points.map((point) => (
          <circle
            key={point.key}
            cx={scales.x(point.x)}
            cy={scales.y(point.y)}
            r={radius}
            fill="var(--chart-1, #0e6b8a)"
            fillOpacity={0.75}
            stroke={surface}
            strokeWidth={1}
          >
            <title>{`${point.label}: ${props.formatX(point.x)}, ${props.formatY(point.y)}`}</title>
          </circle>
        ))}
      </g>
    </svg>
  );
}
