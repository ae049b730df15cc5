import { calendarDayText } from "../kit/time/time-text.ts";
import { ChartFrame, type ChartCaption, type ChartTable } from "./chart-frame.tsx";
import { LinePlot, type LinePlotProps, type LinePoint } from "./line-plot.tsx";
import type { Series } from "./series.ts";

interface LineChartProps extends ChartCaption, Pick<LinePlotProps, "isZoomed" | "mark" | "events"> {
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

function tableOf({ series, points, format }: LineChartProps): ChartTable {
  const days = [...new Set(Object.values(points).flatMap((each) => each.map((point) => point.on)))].toSorted();
  const cell = (key: string, on: string) =>
    cellOf(
      points[key]?.find((point) => point.on === on),
      format,
    );
  return {
    heads: ["Day", ...series.map((each) => each.label)],
    rows: days.map((on) => [calendarDayText(on), ...series.map((each) => cell(each.key, on))]),
  };
}

/** How something went over time, with a band where it is an estimate. */
export function LineChart(props: LineChartProps) {
  const { series, points, format, title, unit, source, interval, file, isZoomed, mark, events } = props;
  return (
    <ChartFrame caption={{ title, unit, source, interval, file }} series={series} table={tableOf(props)}>
      {(plot) => <LinePlot series={series} points={points} format={format} isZoomed={isZoomed} mark={mark} events={events} {...plot} />}
    </ChartFrame>
  );
}
