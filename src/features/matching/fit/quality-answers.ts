import type { AccountEvidence } from "./evidence.ts";
import type { Answer } from "./part.ts";

/**
 * What an account's quality score says; nothing where there is none: it was not asked for by the buyer, and unknown is not zero.
 *
 * @example
 * import { qualityAnswers } from "./quality-answers.ts";
 * qualityAnswers({ quality: undefined }); // => []
 */
export function qualityAnswers({ quality }: Pick<AccountEvidence, "quality">): Answer[] {
  if (quality === undefined) return [];
  const { score, least, most, asOf, formula, grade } = quality;
  const reason = {
    text: `Quality is ${Math.round(score)} of 100, ${Math.round(least)} to ${Math.round(most)} by what is not known`,
    source: `the quality score (${formula})`,
    observed_on: asOf,
    grade,
    quotes: [],
  };
  return [{ kind: "known", score, offBy: Math.max(score - least, most - score), reason }];
}
