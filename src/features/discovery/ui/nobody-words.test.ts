import { expect, test } from "vitest";
import { nobodyWords } from "./nobody-words.ts";

const asked = { text: "ana", hasFilters: false, leftOut: 0, lists: ["Never again", "Rivals"] };

test("who is found but on a list that is left out is said to be, with the list, before anything is said of filters", () => {
  expect(nobodyWords({ ...asked, hasFilters: true, leftOut: 1 })).toEqual({
    title: "1 is found, and left out",
    says: "Whoever is on “Never again” or “Rivals” is left out of searches.",
  });
});

test("of filters on what is not known is spoken where there are filters, and of words where words alone were asked", () => {
  expect(nobodyWords({ ...asked, hasFilters: true }).says).toContain("is not known");
  const { title, says } = nobodyWords(asked);
  expect(title).toBe("Nobody is found by “ana”");
  expect(says).not.toMatch(/filter|known to/);
  expect(nobodyWords({ ...asked, text: undefined }).title).toBe("Nobody is here yet");
});
