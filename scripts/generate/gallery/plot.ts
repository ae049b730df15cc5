import { scaleLinear, type ScaleLinear } from "d3-scale";
import { textWidth } from "../../../src/web/charts/text.ts";

/** How wide a picture of the gallery is, in pixels. */
export const WIDTH = 760;

/** What a thing is drawn in: the colour of text, or one of four that are told apart in both themes and by the colour-blind. */
export type Colour = "ink" | "first" | "second" | "third" | "fourth";

/** Where a panel lies in the picture, in pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An area with what its pixels mean. */
export interface Panel extends Area {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

/** A place in the units of the data. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An interval at a place. */
export interface Range {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** The numbers of an axis, and what they are of. */
export interface Axis {
  readonly title?: string;
  /** Where numbers stand; missing means at about so many round places as there is room for. */
  readonly ticks?: readonly number[];
  readonly format?: (value: number) => string;
}

const inColours = (theme: Readonly<Record<Colour, string>>): string =>
  Object.entries(theme)
    .map(([name, colour]) => `.${name} { stroke: ${colour} } .${name}-fill { fill: ${colour} }`)
    .join(" ");

const light = { ink: "#1d1c1a", first: "#0e6b8a", second: "#9a5f00", third: "#8a3f8f", fourth: "#35824b" } as const;
const dark = { ink: "#ecebe8", first: "#6cbfda", second: "#e3ac4a", third: "#cc92d4", fourth: "#79c98f" } as const;

const style = `<style>
text { font: 13px system-ui, sans-serif; fill: #1d1c1a } .muted { fill: #5f5b54 } .start { text-anchor: start } .middle { text-anchor: middle } .end { text-anchor: end }
.paper { fill: #ffffff } .grid { stroke: #e3e0da } .zero { stroke: #8f8a80 } .line { fill: none; stroke-width: 2; stroke-linejoin: round } .dashed { stroke-dasharray: 5 4 } .band { opacity: 0.2 } .halo { stroke: #ffffff; stroke-width: 1.5 }
${inColours(light)}
@media (prefers-color-scheme: dark) {
text { fill: #ecebe8 } .muted { fill: #a9acb1 } .paper { fill: #1b1d20 } .grid { stroke: #30343a } .zero { stroke: #646b75 } .halo { stroke: #1b1d20 }
${inColours(dark)}
}
</style>`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Pixels to a tenth: what no eye sees would make a picture stale on another machine. */
const px = (value: number): string => String(Math.round(value * 10) / 10);

/** A panel whose axes reach over these ranges. */
export function panelOf(area: Area, [left, right]: readonly [number, number], [low, high]: readonly [number, number]): Panel {
  return {
    ...area,
    x: scaleLinear([left, right], [area.left, area.left + area.width]),
    y: scaleLinear([low, high], [area.top + area.height, area.top]),
  };
}

/** The least and the greatest of numbers, with a twentieth of their distance around them. */
export function reachOf(values: Iterable<number>): [number, number] {
  const all = [...values];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low) / 20;
  return [low - room, high + room];
}

/** A text at a place in pixels. */
export function label(text: string, [x, y]: readonly [number, number], look = "start"): string {
  return `<text class="${look}" x="${px(x)}" y="${px(y)}">${escaped(text)}</text>`;
}

const segment = (look: string, [x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): string =>
  `<line class="${look}" x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}"/>`;

/** Numbers to the left with a line each across the panel, that of zero darker; the title stands above. */
export function leftAxis({ left, top, width, height, y }: Panel, { title, ticks, format = y.tickFormat(4) }: Axis = {}): string {
  const rows = (ticks ?? y.ticks(Math.max(2, Math.floor(height / 42)))).map(
    (value) =>
      segment(value === 0 ? "zero" : "grid", [left, y(value)], [left + width, y(value)]) +
      label(format(value), [left - 8, y(value) + 4.5], "muted end"),
  );
  return rows.join("\n") + (title === undefined ? "" : `\n${label(title, [left, top - 10])}`);
}

/** Numbers below with a line each up the panel; the title stands under them. */
export function bottomAxis({ left, top, width, height, x }: Panel, { title, ticks, format = x.tickFormat(6) }: Axis = {}): string {
  const rows = (ticks ?? x.ticks(Math.floor(width / 90))).map(
    (value) =>
      segment("grid", [x(value), top], [x(value), top + height]) + label(format(value), [x(value), top + height + 18], "muted middle"),
  );
  return rows.join("\n") + (title === undefined ? "" : `\n${label(title, [left + width / 2, top + height + 38], "muted middle")}`);
}

const path = (points: readonly string[]): string => `M${points.join("L")}`;

/** A line through points. */
export function line({ x, y }: Panel, points: readonly Point[], colour: Colour, look = ""): string {
  return `<path class="line ${colour}${look && ` ${look}`}" d="${path(points.map((point) => `${px(x(point.x))} ${px(y(point.y))}`))}"/>`;
}

/** The space between the ends of intervals. */
export function band({ x, y }: Panel, ranges: readonly Range[], colour: Colour): string {
  const there = ranges.map((range) => `${px(x(range.x))} ${px(y(range.low))}`);
  const back = ranges.toReversed().map((range) => `${px(x(range.x))} ${px(y(range.high))}`);
  return `<path class="band ${colour}-fill" d="${path([...there, ...back])}Z"/>`;
}

/** Points, each with a rim of the paper's colour so that those that overlap are told apart. */
export function dots({ x, y }: Panel, points: readonly Point[], colour: Colour, radius = 3): string {
  return points
    .map((point) => `<circle class="${colour}-fill halo" cx="${px(x(point.x))}" cy="${px(y(point.y))}" r="${radius}"/>`)
    .join("\n");
}

/** A line up the panel where something happens. */
export const mark = ({ top, height, x }: Panel, at: number, look = "ink dashed"): string =>
  segment(look, [x(at), top], [x(at), top + height]);

/** A line across the panel between two places of one height. */
export const span = ({ x, y }: Panel, from: number, to: number, at: number): string => segment("zero", [x(from), y(at)], [x(to), y(at)]);

/** Things that hold their value until the next one: each with the one before at its place. */
export function steps<Thing extends { readonly x: number }>(things: readonly Thing[]): Thing[] {
  return things.flatMap((thing, at) => (at === 0 ? [thing] : [{ ...(things[at - 1] as Thing), x: thing.x }, thing]));
}

/** What the colours stand for, side by side from a place in pixels. */
export function legend(entries: readonly (readonly [name: string, colour: Colour])[], [left, y]: readonly [number, number]): string {
  let x = left;
  return entries
    .map(([name, colour]) => {
      const text = `<circle class="${colour}-fill" cx="${px(x + 5)}" cy="${px(y - 4.5)}" r="5"/>${label(name, [x + 16, y])}`;
      x += 16 + textWidth(name, 13) + 18;
      return text;
    })
    .join("\n");
}

/** A picture of its parts, on paper of its own in the light or the dark theme of whoever looks. */
export function picture(size: { readonly width: number; readonly height: number }, title: string, parts: readonly string[]): string {
  const { width, height } = size;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`;
  const paper = `<rect class="paper" width="${width}" height="${height}"/>`;
  return [open, `<title id="title">${escaped(title)}</title>`, style, paper, ...parts, "</svg>", ""].join("\n");
}
