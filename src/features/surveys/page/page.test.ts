import fc from "fast-check";
import { expect, test } from "vitest";
import { formPage, sentencePage } from "./page-html.ts";
import { pageKey, parsePageKey } from "./page-key.ts";
import { shownOrder } from "./shown-order.ts";

test("over many viewers each choice stands in each place about equally often", () => {
  const items = ["a", "b", "c", "d"];
  const viewers = 8000;
  const firsts = Array.from({ length: viewers }, (_, seed) => shownOrder(items, seed)[0]);
  for (const item of items) {
    const share = firsts.filter((first) => first === item).length / viewers;
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / viewers));
  }
});

test("a seed tells again what its viewer saw: the same choices in the same order, none lost", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.nat(2 ** 32 - 1), (items, seed) => {
      expect(shownOrder(items, seed)).toEqual(shownOrder(items, seed));
      expect(shownOrder(items, seed).toSorted()).toEqual(items.toSorted());
    }),
  );
});

test("no text can leave its place on the page: question, labels, order and signature are all escaped", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom("question", "label", "order", "signature", "key"), (noise, place) => {
      const text = `${noise}"><script>alert(1)</script>' onx=1`;
      const at = (name: string): string => (place === name ? text : "x");
      const choices = [{ key: at("key"), label: at("label") }];
      const html = formPage({
        key: "k",
        language: "en",
        question: at("question"),
        choices,
        seed: 1,
        order: at("order"),
        signature: at("signature"),
      });
      expect(html).not.toContain("<script");
      expect(html).not.toContain('"><script');
      expect(html.match(/<input/g)).toHaveLength(6);
      expect(sentencePage("en", text)).not.toContain("<script");
    }),
  );
});

test("the key of a page names workspace and survey, and nothing else is a key", () => {
  const at = { workspaceId: "0188bac7-4afa-78aa-bc3b-bd1eef28d881", surveyId: "0188bac7-4afa-78aa-bc3b-bd1eef28d882" };
  expect(parsePageKey(pageKey(at))).toEqual(at);
  fc.assert(fc.property(fc.string(), (text) => parsePageKey(text) === undefined));
});
