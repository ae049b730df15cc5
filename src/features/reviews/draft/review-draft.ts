import type { Part } from "../../reports/service.ts";
import { adviceSentences } from "./advice.ts";
import { driverSentences } from "./driver-sentences.ts";
import type { Evidence, Figure, Lesson, Sentence } from "./evidence.ts";
import { reviewFigures } from "./figures.ts";
import { goalSentences } from "./goal-sentences.ts";
import { oddSentences } from "./odd-sentences.ts";
import { numberWords, rangeWords } from "./words.ts";

/** A review as the data make it. */
export interface ReviewDraft {
  readonly figures: readonly Figure[];
  readonly sentences: readonly Sentence[];
  readonly lessons: readonly Lesson[];
}

/** A part whose return is known with both ends is a lesson: what one unit spent on it brought, in one campaign. */
function lessonOf({ kind, key, name, perSpent, costMinor }: Part, { campaignName, drivers }: Evidence): Lesson[] {
  if (perSpent === null || perSpent.high === null || kind === "way" || kind === "offer") return [];
  const { estimate, low, high } = perSpent;
  const words = `1 spent on ${name} brought ${numberWords(estimate, 2)} (${rangeWords({ low, high })}) in “${campaignName}”.`;
  const spent = costMinor === null ? null : { amount: costMinor, currency: drivers.currency };
  const subject = { subject_kind: kind, subject: key, name };
  return [{ ...subject, metric: "revenue_per_spent", estimate, low, high, level: "0.95", cycles: 1, spent, words, is_drafted: true }];
}

/**
 * A review drafted from the data: sentences by rules, each with the figures that it says, and lessons for the next plan.
 *
 * @param evidence what is known of the campaign.
 * @returns every key of a sentence's figures is that of a figure.
 */
export function reviewDraft(evidence: Evidence): ReviewDraft {
  const figures = reviewFigures(evidence);
  const known = new Set(figures.map(({ key }) => key));
  const drafted = [goalSentences, driverSentences, oddSentences, adviceSentences].flatMap((rule) => rule(evidence));
  return {
    figures,
    sentences: drafted.map((sentence) => ({ ...sentence, figures: sentence.figures.filter((key) => known.has(key)) })),
    lessons: evidence.drivers.parts.flatMap((part) => lessonOf(part, evidence)),
  };
}
