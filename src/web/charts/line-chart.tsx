import { calendarDayText } from "../kit/time/time-text.ts";
import { ChartFrame, type ChartCaption, type ChartTable } from "./chart-frame.tsx";
import { LinePlot, type LinePlotProps, type LinePoint } from "./line-plot.tsx";
import type { Series } from "./series.ts";

interface LineChartProps extends ChartCaption, Pick<LinePlotProps, "isZoomed" | "mark" | "events" | "along"> {
  readonly series: readonly Series[];
  readonly points: Readonly<Record<string, readonly LinePoint[]>>;
  /** Writes a number on the axis and in the table. */
  readonly format: (value: number) => string;
}

function cellOf(point: LinePoint | undefined, format: (value: number) => string): string {
  if (point === undefined || point.value === null) return "–";
  const hasBand = point.low !== undefined && point.high !== undefined;
  return hasBand ? `${format(point.value)} (${format(point.low)} to ${format(point.high)})` : format(point.value);
}

function tableOf({ series, points, format, along }: LineChartProps): ChartTable {
  const places = [...new Set(Object.values(points).flatMap((each) => each.map((point) => point.on)))];
  const days = along === undefined ? places.toSorted() : places.toSorted((a, b) => Number(a) - Number(b));
  const cell = (key: string, on: string) =>
    cellOf(
      points[key]?.find((point) => point.on === on),
      format,
    );
  return {
    heads: [along ?? "Day", ...series.map((each) => each.label)],
    rows: days.map((on) => [along === undefined ? calendarDayText(on) : on, ...series.map((each) => cell(each.key, on))]),
  };
}

/** How something went over time or along a number, with a band where it is an estimate. */
export function LineChart(props: LineChartProps) {
  const { series, points, format, title, unit, source, interval, file, isZoomed, mark, events, along } = props;
  const drawn = { series, points, format, isZoomed, mark, events, along };
  return (
    <ChartFrame caption={{ title, unit, source, interval, file }} series={series} table={tableOf(props)}>
      {(plot) => <LinePlot {...drawn} {...plot} />}
    </ChartFrame>
  );
}
