import type { TextStyle, Type } from "./type.ts";

/** A picture of numbers on paper: lines over days, or bars side by side. */
export interface PaperChart {
  readonly kind: "line" | "bars";
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  /** What the picture shows, for who cannot see it. */
  readonly description: string;
  readonly series: readonly string[];
  /** Null: not known. */
  readonly points: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
  readonly write: (value: number) => string;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const colours = ["#0e6b8a", "#9a5f00", "#8a3f8f", "#35824b", "#bf4b38", "#4b57b8"];
const axis: TextStyle = { size: 7, colour: "#5f5b54" };
const grid = "#e3e0da";
const legendHeight = 14;

interface Canvas {
  readonly doc: PDFKit.PDFDocument;
  readonly type: Type;
}

const colourOf = (index: number): string => colours[index % colours.length]!;

function label({ type }: Canvas, text: string, at: { x: number; y: number; align?: "start" | "end"; width?: number }): void {
  const [line] = type.lines(text, at.width ?? 400, axis);
  type.draw(line!, { x: at.align === "end" ? at.x - line!.width : at.x, y: at.y }, axis);
}

function drawLegend(canvas: Canvas, series: readonly string[], { x, y }: Place): void {
  let at = x;
  series.forEach((name, index) => {
    canvas.doc.rect(at, y + 2, 8, 5).fill(colourOf(index));
    label(canvas, name, { x: at + 12, y });
    at += canvas.type.widthOf(name, axis) + 28;
  });
}

const valuesOf = ({ points }: PaperChart): number[] => points.flatMap(({ values }) => values.filter((value) => value !== null));

/** Steps of 1, 2 or 5 times a power of ten: about four of them. */
function stepOf(span: number): number {
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough) ?? 10 * power;
}

function drawLines(canvas: Canvas, chart: PaperChart, place: Place): void {
  const { doc } = canvas;
  const [low, high] = [Math.min(0, ...valuesOf(chart)), Math.max(1, ...valuesOf(chart))];
  const step = Math.max(stepOf(high - low), chart.kind === "line" ? 1 : 0);
  const [bottom, top] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  const left = 56;
  const height = place.height - 16;
  const yOf = (value: number): number => place.y + height - ((value - bottom) / (top - bottom)) * height;
  const last = Math.max(1, chart.points.length - 1);
  const xOf = (index: number): number => place.x + left + (index / last) * (place.width - left - 4);
  for (let value = bottom; value <= top + step / 2; value += step) {
    doc
      .moveTo(place.x + left, yOf(value))
      .lineTo(place.x + place.width, yOf(value))
      .lineWidth(0.5)
      .strokeColor(grid)
      .stroke();
    label(canvas, chart.write(value), { x: place.x + left - 6, y: yOf(value) - 4, align: "end" });
  }
  chart.series.forEach((_name, series) => {
    let isOpen = false;
    chart.points.forEach(({ values }, index) => {
      const value = values[series] ?? null;
      if (value !== null && isOpen) doc.lineTo(xOf(index), yOf(value));
      if (value !== null && !isOpen) doc.moveTo(xOf(index), yOf(value));
      isOpen = value !== null;
    });
    doc.lineWidth(1.4).lineJoin("round").strokeColor(colourOf(series)).stroke();
  });
  const [first, end] = [chart.points[0], chart.points.at(-1)];
  if (first !== undefined) label(canvas, first.label, { x: xOf(0), y: place.y + height + 5 });
  if (end !== undefined && end !== first) label(canvas, end.label, { x: place.x + place.width, y: place.y + height + 5, align: "end" });
}

const barHeight = 9;

function drawBars(canvas: Canvas, chart: PaperChart, place: Place): void {
  const { doc } = canvas;
  const left = 120;
  const most = Math.max(1, ...valuesOf(chart).map(Math.abs));
  const room = place.width - left - 90;
  let { y } = place;
  for (const { label: name, values } of chart.points) {
    label(canvas, name, { x: place.x, y, width: left - 8 });
    values.forEach((value, index) => {
      const length = value === null ? 0 : Math.max(0.5, (Math.abs(value) / most) * room);
      if (value !== null) doc.rect(place.x + left, y, length, barHeight - 1).fill(colourOf(index));
      label(canvas, value === null ? "not known" : chart.write(value), { x: place.x + left + length + 4, y });
      y += barHeight + 2;
    });
    y += 8;
  }
}

/** Draws a chart within its place; lengths and heights are of the values, and bars say theirs. */
export function drawChart(doc: PDFKit.PDFDocument, type: Type, chart: PaperChart, place: Place): void {
  const canvas = { doc, type };
  drawLegend(canvas, chart.series, place);
  const below = { ...place, y: place.y + legendHeight, height: place.height - legendHeight };
  if (chart.kind === "line") drawLines(canvas, chart, below);
  else drawBars(canvas, chart, below);
}
