import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixtureText, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import { correlation } from "../../summary/moments.ts";
import { applyContrast } from "./contrast.ts";
import { roundedToEven } from "./rounded.ts";
import { sentimentOf } from "./sentiment-of.ts";

const compoundOf = (text: string): number => sentimentOf(text).compound;

describe("the authors' tweets", () => {
  const rated = tableRows(fixtureText("sentiment/tweets-vader-reference.tsv"), "\t").map((row) => ({
    rating: Number(row[1]),
    compound: compoundOf(row[6] ?? ""),
  }));

  test("the score correlates with people's ratings as the Python package's does", () => {
    const r = correlation(
      rated.map(({ rating }) => rating),
      rated.map(({ compound }) => compound),
    );
    expect(r.kind === "correlated" && r.r).toBeCloseTo(referenceNumber("sentiment.python_vader_head.tweets.r"), 6);
  });

  test("precision, recall and F1, weighted by the classes of the ratings' signs, are the Python package's", () => {
    const classed = rated.map(({ rating, compound }) => ({
      truth: Math.sign(rating),
      found: compound >= 0.05 ? 1 : compound <= -0.05 ? -1 : 0,
    }));
    const perClass = [-1, 0, 1].map((of) => {
      const [truths, finds] = [classed.filter(({ truth }) => truth === of), classed.filter(({ found }) => found === of)];
      const hits = truths.filter(({ found }) => found === of).length;
      const [precision, recall] = [hits / Math.max(1, finds.length), hits / Math.max(1, truths.length)];
      const f1 = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall);
      return { precision, recall, f1, weight: truths.length / classed.length };
    });
    const weighted = (of: "precision" | "recall" | "f1"): number => perClass.reduce((sum, one) => sum + one.weight * one[of], 0);
    expect(weighted("precision")).toBeCloseTo(referenceNumber("sentiment.python_vader_head.tweets.weighted_P"), 3);
    expect(weighted("recall")).toBeCloseTo(referenceNumber("sentiment.python_vader_head.tweets.weighted_R"), 3);
    expect(weighted("f1")).toBeCloseTo(referenceNumber("sentiment.python_vader_head.tweets.weighted_F1"), 3);
  });
});

describe("what the Python package does is kept, also where it surprises", () => {
  test.each<[string, string, number]>([
    ["the straight apostrophe makes a contraction", "We don't love it", -0.5216],
    ["the curly apostrophe makes none", "We don’t love it", 0.6369],
    ["an emoji counts by its name", "great ❤", 0.8519],
    ["a variation selector hides the last word of the name", "great ❤\ufe0f", 0.6249],
    ["a word right behind an emoji sticks to it", "so 😀good", 0.4201],
    ["a word after a space does not", "so 😀 good", 0.7146],
    ["an idiom counts from the fourth token on", "it was the bomb", 0.6124],
    ["an idiom before that does not", "the bomb went", -0.4939],
    ["so before a word raises twice where three tokens come before", "a b c so good", 0.5777],
    ["but changes the first of equal valences", "good but good bad ok fine love", 0.8968],
    ["marks in an address count", "http://x.yz/?a=b!&c=d? nice", 0.5349],
    ["no turns the word of the lexicon after it", "no good", -0.3412],
    ["no reaches over or", "no bad or good", 0.1139],
    ["the file separator is a space", "good\u001cbad", -0.1531],
    ["the byte order mark is none", "good\ufeffbad", 0],
    ["capitals say nothing where all is in capitals", "ALL GOOD", 0.4404],
    ["capitals raise where something is not", "ALL GOOD THINGS ok", 0.7034],
    ["a lone surrogate is a word like any other", "Love \ud800 it", 0.6369],
  ])("%s: %j", (_, text, compound) => {
    expect(compoundOf(text)).toBe(compound);
  });
});

describe("laws", () => {
  test("any string has a compound in [-1, 1] and shares that add up to one", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (text) => {
        const { compound, positive, neutral, negative } = sentimentOf(text);
        expect(Math.abs(compound)).toBeLessThanOrEqual(1);
        const whole = positive + neutral + negative;
        expect(whole === 0 || Math.abs(whole - 1) <= 0.0015 + 1e-9).toBe(true);
      }),
    );
  });

  test("contrast changes what a search from the start for each valence would change", () => {
    const searched = (valences: number[], but: number): number[] => {
      for (let at = 0; at < valences.length; at++) {
        const first = valences.indexOf(valences[at] ?? 0);
        if (first !== but) valences[first] = (valences[first] ?? 0) * (first < but ? 0.5 : 1.5);
      }
      return valences;
    };
    const valence = fc.constantFrom(0, 1, 1.5, 2, 0.5, 0.75, 2.25, 3, -1, -2, -0.5, 3.375);
    fc.assert(
      fc.property(fc.array(valence, { maxLength: 60 }), fc.array(valence, { maxLength: 60 }), (before, after) => {
        const valences = [...before, 0, ...after];
        const expected = searched([...valences], before.length);
        applyContrast(valences, before.length);
        expect(valences).toEqual(expected);
      }),
    );
  });

  test("a number is rounded by its exact value, ties to the even decimal", () => {
    expect([0.03125, 0.09375, -0.03125, 1.00005, 0.00005].map((value) => roundedToEven(value, 4))).toEqual([
      0.0312, 0.0938, -0.0312, 1.0001, 0.0001,
    ]);
    expect([0.0625, 0.1875, 0.3125, 1.0005].map((value) => roundedToEven(value, 3))).toEqual([0.062, 0.188, 0.312, 1]);
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: -4_999, max: 4_999 }), (whole, rest) => {
        expect(roundedToEven((whole + rest / 10_000) / 10_000, 4)).toBe(whole / 10_000 + 0);
      }),
    );
  });
});

describe("hostile texts take linear time", () => {
  const many = 300_000;
  test.each<[string, string, number]>([
    ["one word", "a".repeat(2 * many), 0],
    ["punctuation alone", "?!".repeat(many), 0],
    ["spaces alone", " \t".repeat(many), 0],
    ["equal words around a but", `${"good ".repeat(many / 2)}but ${"good ".repeat(many / 2)}`, 1],
    ["valences that halve into each other", `${"sweet ok fine good great love ".repeat(many / 8)}but bad`, 1],
    ["negations alone", "not never n't ".repeat(many / 4), 0],
    ["emoji alone", "😀".repeat(many), 0.9999],
    ["lone surrogates", "\ud800".repeat(many), 0],
    ["combining marks", `e${"\u0301".repeat(many)}`, 0],
  ])("%s", (_, text, least) => {
    expect(compoundOf(text)).toBeGreaterThanOrEqual(least);
  });
});
