import fc from "fast-check";
import { expect, test } from "vitest";
import { lettersWrong, wordMatch } from "../query/words.ts";
import { intactParts } from "./intact-part.ts";

const letter = fc.constantFrom("a", "b", "c", "é", "𝒳");
const wrongs = fc.array(fc.record({ at: fc.nat(20), kind: fc.constantFrom("replaced", "missing", "too many"), letter }), { maxLength: 2 });

test("whatever a word becomes by wrong letters has one of its parts where it was", () => {
  fc.assert(
    fc.property(fc.array(letter, { minLength: 4, maxLength: 14 }), wrongs, (letters, changes) => {
      const word = letters.join("");
      const wrong = lettersWrong(word) as 1 | 2;
      const changed = [...letters];
      for (const change of changes.slice(0, wrong)) {
        const at = change.at % (changed.length + 1);
        changed.splice(at, change.kind === "too many" ? 0 : 1, ...(change.kind === "missing" ? [] : [change.letter]));
      }
      const other = changed.join("");
      expect(wordMatch(word, other)).toBeGreaterThan(0);
      const { beginning, middle, end } = intactParts(word, wrong);
      expect(beginning + middle + end).toBe(word);
      expect(other.startsWith(beginning) || (middle !== "" && other.includes(middle)) || other.endsWith(end)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
