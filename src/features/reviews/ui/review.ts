import type { components } from "../../../web/api.gen.d.ts";
import type { Tone } from "../../../web/kit/value/badge.tsx";
import { roundedWords } from "../../../web/kit/value/locale.ts";

/** A campaign's review as the API gives it. */
export type Review = components["schemas"]["Review"];
export type ReviewFigure = components["schemas"]["ReviewFigure"];
export type ReviewSentence = components["schemas"]["ReviewSentence"];
export type ReviewLesson = components["schemas"]["ReviewLesson"];

/** Where a review stands, in words. */
export const reviewStates: { readonly [S in Review["state"]]: { readonly label: string; readonly tone: Tone } } = {
  preliminary: { label: "Preliminary", tone: "neutral" },
  due: { label: "Ready to close", tone: "accent" },
  closed: { label: "Closed", tone: "good" },
};

/** The parts of a review in the order in which they are read. */
export const partHeads: { readonly [P in ReviewSentence["part"]]: string } = {
  goal: "Was the goal met?",
  drove: "What drove it?",
  odd: "What was odd?",
  try: "What to try?",
};

/** What a lesson is about, in words. */
export const subjectWords: { readonly [K in ReviewLesson["subject_kind"]]: string } = {
  creator: "Creator",
  platform: "Platform",
  tier: "Size of audience",
  offer: "Program",
  format: "Format",
};

/** What a lesson measures, in words. */
export const metricWords: { readonly [M in ReviewLesson["metric"]]: string } = {
  revenue_per_spent: "Revenue per 1 spent",
  orders: "Orders",
  new_customer_share: "Share of new customers",
};

const text = (value: string | null): string => (value === null ? "not known" : roundedWords(value, 2));

/**
 * A figure in one line: value, unit, interval.
 *
 * @example
 * import { figureText } from "./review.ts";
 * figureText({ value: "1.5", unit: "per 1 spent", low: "1", high: "2", level: "0.95" }); // => "1.5 per 1 spent (1 to 2, 95 %)"
 */
export function figureText({ value, unit, low, high, level }: Pick<ReviewFigure, "value" | "unit" | "low" | "high" | "level">): string {
  if (value === null) return "not known";
  if (low === null) return `${text(value)} ${unit}`;
  const sure = level === null ? "" : `, ${Math.round(Number(level) * 100)} %`;
  return `${text(value)} ${unit} (${text(low)} to ${high === null ? "no bound" : text(high)}${sure})`;
}

/** A lesson as the API takes it back: its subject in the one field that its kind has. */
export function writtenLesson({
  subject_kind,
  subject,
  metric,
  estimate,
  low,
  high,
  level,
  cycles,
  spent,
  words,
  is_drafted,
}: ReviewLesson) {
  const of = subject_kind === "creator" ? { creator_id: subject } : subject_kind === "offer" ? { program_id: subject } : { subject };
  return { subject_kind, ...of, metric, estimate, low, high, level, cycles, spent, words, is_drafted };
}
