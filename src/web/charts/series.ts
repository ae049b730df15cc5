/** One thing that is compared in a chart: a model, a creator, a channel. */
export interface Series {
  readonly key: string;
  readonly label: string;
  /** What belongs to nobody: drawn in grey, so that it is not taken for one of the others. */
  readonly isRest?: boolean;
}

const colours = ["#0e6b8a", "#9a5f00", "#8a3f8f", "#35824b", "#bf4b38", "#4b57b8", "#6f6a22", "#6b7280"];
const restColour = "var(--chart-none, #8f8a80)";

/**
 * The colour of a series by its place in the list. The page's theme says what it is; outside of a page (a mail, a file) it is the light one.
 * @param index from 0; after eight they begin again, so show no more than eight
 */
export function colourOf(series: Series, index: number): string {
  if (series.isRest === true) return restColour;
  const place = index % colours.length;
  return `var(--chart-${place + 1}, ${colours[place] ?? "#6b7280"})`;
}

/** Colours of text and lines in a chart, with the light theme's value outside of a page. */
export const ink = "var(--ink, #1d1c1a)";
export const muted = "var(--muted, #5f5b54)";
export const line = "var(--line, #e3e0da)";
export const surface = "var(--surface, #ffffff)";
