import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixtureText, tableRows } from "../../../../../test/reference-data.ts";
import { readComment } from "../exports.ts";

const madeUp = tableRows(fixtureText("text/comments.tsv"), "\t").map(([language, question, intent, text = ""]) => ({
  language,
  text,
  labels: [question === "1", intent === "1"],
}));
const labelsOf = (text: string): [boolean, boolean] => {
  const { isQuestion, hasPurchaseIntent } = readComment(text);
  return [isQuestion, hasPurchaseIntent];
};

describe("accuracy", () => {
  test("comments that were made for it in five languages are read as their labels say", () => {
    for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) {
      expect(madeUp.filter(({ text, labels }) => labelsOf(text.normalize(form)).join() !== labels.join())).toEqual([]);
    }
    expect(madeUp.length).toBe(164);
  });

  test("among 247 tweets that were labelled by hand questions are found with the precision and recall that are stated", () => {
    const labels = new Map(tableRows(fixtureText("text/tweet-labels.tsv"), "\t").map(([id, ...of]) => [id, of] as const));
    const tweets = tableRows(fixtureText("sentiment/tweets-vader-reference.tsv"), "\t").filter(([id]) => Number(id) % 17 === 5);
    const judged = tweets.map(([id, , , , , , text = ""]) => ({
      truth: (labels.get(id) ?? ["0", "0"]).map((one) => one === "1"),
      found: labelsOf(text),
    }));
    const count = (of: 0 | 1, truth: boolean, found: boolean): number =>
      judged.filter((one) => one.truth[of] === truth && one.found[of] === found).length;
    expect(tweets.length).toBe(247);
    expect(count(0, true, true) / (count(0, true, true) + count(0, false, true))).toBeGreaterThan(0.91);
    expect(count(0, true, false)).toBe(0);
    expect(count(1, true, true)).toBeGreaterThanOrEqual(2);
    expect(count(1, false, true)).toBeLessThanOrEqual(1);
  });
});

describe("rules", () => {
  test.each([
    ["a mark asks where there is a word", "Berlin?", true],
    ["a mark alone does not", "?!?", false],
    ["nor one inside an address", "see https://a.example/?b=1", false],
    ["a mark in the middle does", "Really? I love it", true],
    ["a mark of another script does", "これは何ですか？", true],
    ["a question word inside a sentence does not", "I know what you did", false],
    ["a name may be called first", "@anna where did you film this", true],
  ])("%s: %s", (_, text, isQuestion) => {
    expect(readComment(text).isQuestion).toBe(isQuestion);
  });

  test.each([
    ["a negation in the words before denies", "I really do not want this", false],
    ["one before the comma does not", "Not kidding, I need this", true],
    ["not being able to wait is no denial", "Can't wait to buy it", true],
    ["capitals, accents and styles of letters do not matter", "𝗪𝗛𝗘𝗥𝗘 did you GET this", true],
    ["what cannot be bought is no wish", "Money can't buy this feeling", false],
  ])("%s: %s", (_, text, hasPurchaseIntent) => {
    expect(readComment(text).hasPurchaseIntent).toBe(hasPurchaseIntent);
  });

  test("the signs are the words that show it, in order", () => {
    const text = "Nice! Where did you get it? I need this";
    const { signs } = readComment(text);
    expect(signs.map(({ shows }) => shows)).toContain("purchase-intent");
    for (const { text: words, start, end } of signs) expect(text.slice(start, end)).toBe(words);
    expect(signs.map(({ start }) => start)).toEqual(signs.map(({ start }) => start).sort((a, b) => a - b));
  });
});

describe("any text", () => {
  test("gets an answer whose signs are inside it and say what it is", () => {
    const piece = fc.constantFrom(...madeUp.map(({ text }) => text), " ", "?", "not ", "\n");
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 6 }), (pieces) => {
        const text = pieces.join("");
        const { isQuestion, hasPurchaseIntent, signs } = readComment(text);
        expect(signs.some(({ shows }) => shows === "question")).toBe(isQuestion);
        expect(signs.some(({ shows }) => shows === "purchase-intent")).toBe(hasPurchaseIntent);
        for (const { start, end } of signs) expect(0 <= start && start < end && end <= text.length).toBe(true);
      }),
    );
  });

  test.each([
    ["a sentence without end", "i want to buy ".repeat(30_000)],
    ["one word", "a".repeat(300_000)],
    ["questions alone", "a?".repeat(150_000)],
    ["starts of questions", "so how what where do you ".repeat(15_000)],
    ["lone surrogates", "\udc00".repeat(300_000)],
  ])("that is hostile takes linear time: %s", (_, text) => {
    expect(typeof readComment(text).isQuestion).toBe("boolean");
  });
});
