import fc from "fast-check";
import { expect, test } from "vitest";
import { TextArena } from "../columns/text-arena.ts";
import { lettersWrong } from "../query/words.ts";
import { misspellingOf } from "./misspelling.ts";
import { Spelling } from "./spelling.ts";

const encoder = new TextEncoder();
const letter = fc.constantFrom("a", "b", "c", "d", "1", "7", "é", "東", "𝒳");
const sought = fc.array(letter, { minLength: 4, maxLength: 14 });
const edits = fc.array(fc.record({ at: fc.nat(14), without: fc.nat(1), add: fc.array(letter, { maxLength: 1 }) }), { maxLength: 3 });

test("of words changed at any place exactly those are found that are near letter by letter", () => {
  let near = 0;
  fc.assert(
    fc.property(sought, fc.array(edits, { minLength: 20, maxLength: 20 }), (letters, changes) => {
      const [texts, spelling] = [new TextArena(4, 16), new Spelling()];
      for (const edit of changes) {
        const changed = [...letters];
        for (const { at, without, add } of edit) changed.splice(at % (changed.length + 1), without, ...add);
        const bytes = encoder.encode(changed.join(""));
        spelling.add(texts.add(bytes, 0, bytes.length), bytes, [0, bytes.length]);
      }
      const word = letters.join("");
      const isNear = misspellingOf(word, lettersWrong(word));
      const all = Array.from({ length: texts.count }, (_, at) => at);
      const expected = all.filter((at) => isNear(texts.bytes, texts.starts[at]!, texts.starts[at + 1]!));
      expect(spelling.near(word, lettersWrong(word), texts).toSorted((one, other) => one - other)).toEqual(expected);
      near += expected.length;
    }),
    { seed: 11, numRuns: 1_000 },
  );
  expect(near).toBeGreaterThan(5_000);
});
