import { fixtureText, tableRows } from "../../../../../test/reference-data.ts";
import type { Answers, KnownAnswer } from "../../../../../test/known-answers.ts";
import { sentimentOf } from "./sentiment-of.ts";

const numbersOf = (text: string): number[] => {
  const { compound, positive, neutral, negative } = sentimentOf(text);
  return [compound, positive, neutral, negative];
};
const answerOf = (text: string, expected: readonly number[]): KnownAnswer => ({
  call: `sentimentOf(${JSON.stringify(text)})`,
  expected,
  actual: () => numbersOf(text),
});

const tweets = tableRows(fixtureText("sentiment/tweets-vader-reference.tsv"), "\t");
const madeUp = JSON.parse(fixtureText("sentiment/made-up-texts.json")) as [string, ...number[]][];

export const answers: readonly Answers[] = [
  {
    of: "sentimentOf",
    reference: "Python vaderSentiment, SentimentIntensityAnalyzer().polarity_scores(text): compound, pos, neu, neg",
    data: "sentiment/tweets-vader-reference.tsv, all 4,200 texts",
    tolerance: 0,
    answers: tweets.map(([, , compound, positive, neutral, negative, text = ""]) =>
      answerOf(text, [compound, positive, neutral, negative].map(Number)),
    ),
  },
  {
    of: "sentimentOf",
    reference: "Python vaderSentiment, SentimentIntensityAnalyzer().polarity_scores(text): compound, pos, neu, neg",
    data: "sentiment/made-up-texts.json, rules, emoji, odd spaces and odd letters at random",
    tolerance: 0,
    answers: madeUp.map(([text, ...expected]) => answerOf(text, expected)),
  },
  {
    of: "sentimentOf",
    reference: "Python vaderSentiment, the sentences of its README",
    tolerance: 0,
    answers: [
      answerOf("VADER is smart, handsome, and funny.", [0.8316, 0.746, 0.254, 0]),
      answerOf("VADER is smart, handsome, and funny!", [0.8439, 0.752, 0.248, 0]),
      answerOf("VADER is very smart, handsome, and funny.", [0.8545, 0.701, 0.299, 0]),
      answerOf("VADER is VERY SMART, handsome, and FUNNY.", [0.9227, 0.754, 0.246, 0]),
      answerOf("VADER is VERY SMART, handsome, and FUNNY!!!", [0.9342, 0.767, 0.233, 0]),
      answerOf("VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!", [0.9469, 0.706, 0.294, 0]),
      answerOf("VADER is not smart, handsome, nor funny.", [-0.7424, 0, 0.354, 0.646]),
      answerOf("The book was good.", [0.4404, 0.492, 0.508, 0]),
      answerOf("At least it isn't a horrible book.", [0.431, 0.322, 0.678, 0]),
      answerOf("The book was only kind of good.", [0.3832, 0.303, 0.697, 0]),
      answerOf("The plot was good, but the characters are uncompelling and the dialog is not great.", [-0.7042, 0.094, 0.579, 0.327]),
      answerOf("Today SUX!", [-0.5461, 0, 0.221, 0.779]),
      answerOf("Today only kinda sux! But I'll get by, lol", [0.5249, 0.317, 0.556, 0.127]),
      answerOf("Make sure you :) or :D today!", [0.8633, 0.706, 0.294, 0]),
      answerOf("Catch utf-8 emoji such as 💘 and 💋 and 😁", [0.875, 0.417, 0.583, 0]),
      answerOf("Not bad at all", [0.431, 0.487, 0.513, 0]),
      answerOf("Sentiment analysis has never been good.", [-0.3412, 0, 0.675, 0.325]),
      answerOf("Sentiment analysis has never been this good!", [0.5672, 0.379, 0.621, 0]),
      answerOf("With VADER, sentiment analysis is the shit!", [0.6476, 0.417, 0.583, 0]),
      answerOf("On the other hand, VADER is quite bad ass", [0.802, 0.577, 0.423, 0]),
      answerOf("VADER is such a badass!", [0.4003, 0.402, 0.598, 0]),
      answerOf("Without a doubt, excellent idea.", [0.7013, 0.659, 0.341, 0]),
      answerOf("Roger Dodger is at least compelling as a variation on the theme.", [0.2263, 0.147, 0.853, 0]),
      answerOf("Roger Dodger is one of the least compelling variations on this theme.", [-0.1695, 0, 0.868, 0.132]),
      answerOf("Not such a badass after all.", [-0.2584, 0, 0.711, 0.289]),
    ],
  },
];
