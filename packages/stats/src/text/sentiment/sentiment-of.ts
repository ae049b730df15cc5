import { applyContrast } from "./contrast.ts";
import { readingOf, type Reading } from "./reading.ts";
import { roundedToEven } from "./rounded.ts";
import { valenceAt } from "./valence.ts";

/** How good or bad a text sounds. */
export interface Sentiment {
  /** All of it in one number, from -1 to 1 at four decimals; the authors call 0.05 and more positive, -0.05 and less negative. */
  readonly compound: number;
  /** The share of positive words, in [0, 1] at three decimals; the three shares add up to one but for rounding, and are 0 without words. */
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
}

/** Up to four exclamation marks raise by 0.292 each, two or three question marks by 0.18 each, more of them by 0.96 together. */
function emphasis({ exclamations, questions }: Reading): number {
  const asked = questions > 3 ? 0.96 : questions > 1 ? questions * 0.18 : 0;
  return Math.min(exclamations, 4) * 0.292 + asked;
}

/** Sums of the good and the bad, each word as one more than its valence so that it weighs against a neutral one; and how many say nothing. */
function tally(valences: readonly number[]): { good: number; bad: number; neutral: number; sum: number } {
  let [good, bad, neutral, sum] = [0, 0, 0, 0];
  for (const valence of valences) {
    sum += valence;
    if (valence > 0) good += valence + 1;
    else if (valence < 0) bad += valence - 1;
    else neutral++;
  }
  return { good, bad: Math.abs(bad), neutral, sum };
}

/**
 * The sentiment of a short English text by the rules and words of VADER, equal to the Python package in every digit.
 *
 * Words have a valence from people's ratings; negation, boosters, capitals, "but", idioms and punctuation change it, and the sum s becomes
 * compound = s / sqrt(s^2 + 15). It reads words, not meaning: irony, other languages and long texts are beyond it. The authors' own tweets
 * correlate with people at 0.87; take means over many comments, and show no single score as a fact about its writer.
 *
 * What the Python package does is kept, also where it surprises: only the straight apostrophe makes a contraction; an emoji is looked up by
 * one code point, so that a sequence counts as its parts, a variation selector hides the last word of its name, and a word right behind it
 * sticks to it; idioms and "kind of" count from the fourth token on; "so" or "this" right before a word raises it by a quarter where three
 * tokens come before; every "?" and "!" counts, those of addresses too; "but" changes the first of several equal valences; the text is
 * compared as it is written, so that composed and decomposed letters are different words.
 *
 * Time: linear in the length, some microseconds for a tweet; the words are unpacked at the first call, in some milliseconds.
 *
 * @param text any string, also with lone surrogates; HTML entities stay what they are.
 * @see Hutto and Gilbert (2014), VADER: a parsimonious rule-based model for sentiment analysis of social media text, ICWSM
 * @example
 * import { sentimentOf } from "./sentiment-of.ts";
 * sentimentOf("VADER is smart, handsome, and funny."); // => { compound: 0.8316, positive: 0.746, neutral: 0.254, negative: 0 }
 * sentimentOf("Not good at all").compound; // => -0.3412
 * sentimentOf(""); // => { compound: 0, positive: 0, neutral: 0, negative: 0 }
 */
export function sentimentOf(text: string): Sentiment {
  const reading = readingOf(text);
  const valences = reading.words.map((_, at) => valenceAt(reading, at));
  if (valences.length === 0) return { compound: 0, positive: 0, neutral: 0, negative: 0 };
  const but = reading.lower.indexOf("but");
  if (but >= 0) applyContrast(valences, but);
  const raised = emphasis(reading);
  const { good, bad, neutral, sum } = tally(valences);
  const score = sum + Math.sign(sum) * raised;
  const positive = good > bad ? good + raised : good;
  const negative = bad > good ? bad + raised : bad;
  const total = positive + negative + neutral;
  return {
    compound: roundedToEven(score / Math.sqrt(score * score + 15), 4),
    positive: roundedToEven(positive / total, 3),
    neutral: roundedToEven(neutral / total, 3),
    negative: roundedToEven(negative / total, 3),
  };
}
