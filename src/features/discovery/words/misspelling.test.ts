import fc from "fast-check";
import { expect, test } from "vitest";
import { lettersWrong, wordMatch } from "../query/words.ts";
import { misspellingOf } from "./misspelling.ts";

/** Words of few letters, of one to four bytes each, so that many are near each other. */
const letter = fc.constantFrom("a", "b", "é", "я", "ß", "अ", "𐐨");
const word = fc.array(letter, { minLength: 1, maxLength: 40 }).map((letters) => letters.join(""));
const change = fc.record({ at: fc.nat(40), without: fc.nat(2), add: fc.array(letter, { maxLength: 2 }) });

function changed(from: string, { at, without, add }: { at: number; without: number; add: string[] }): string {
  const letters = Array.from(from);
  letters.splice(at % (letters.length + 1), without, ...add);
  return letters.join("");
}

test("a word is near another one exactly where the two compared letter by letter are", () => {
  let near = 0;
  fc.assert(
    fc.property(word, fc.array(change, { maxLength: 3 }), (sought, changes) => {
      const other = changes.reduce(changed, sought);
      const most = lettersWrong(sought);
      if (most === 0 || other === "") return;
      const bytes = new TextEncoder().encode(`x${other}x`);
      const is = misspellingOf(sought, most)(bytes, 1, bytes.length - 1);
      if (is) near++;
      if (wordMatch(sought, other) === 2) return; // a beginning may be near or not
      expect(is).toBe(wordMatch(sought, other) > 0);
    }),
    { seed: 3, numRuns: 5_000 },
  );
  expect(near).toBeGreaterThan(700);
});
