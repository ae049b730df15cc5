import { expect, test } from "vitest";
import { noPairsWords } from "./same-person-words.ts";

test("where every pair was answered it is not said that nobody shares anything", () => {
  expect(noPairsWords({ answered: 1, hasMore: false })).toEqual({
    title: "Every pair is answered",
    says: "1 pair shares an e-mail address, a handle, a link or a name, and is said to be two: somebody said so, or took their merge back.",
  });
  expect(noPairsWords({ answered: 50, hasMore: true }).says).toMatch(/^More than 50 pairs share .*, and are said to be two/);
  expect(noPairsWords({ answered: 0, hasMore: false }).says).toMatch(/^Nobody here shares/);
});
