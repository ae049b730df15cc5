import { MODELS } from "@vouch/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { modelCredits } from "./model-credits.ts";

const touch = fc.record({
  kind: fc.constantFrom("click", "visit", "code"),
  atMs: fc.nat(1e9),
  channel: fc.constantFrom("creator", "direct"),
});
const touches = fc.array(touch, { maxLength: 8 }).map((list) => list.toSorted((a, b) => a.atMs - b.atMs));
const answer = { kind: "survey", atMs: 2e9, channel: "creator" };

test("what a customer said has no share under any model and changes nobody's", () => {
  fc.assert(
    fc.property(touches, (seen) => {
      const alone = modelCredits(seen);
      const withAnswer = modelCredits([...seen, answer]);
      const each = seen.length + 1;
      for (const model of MODELS.keys()) {
        expect(withAnswer.shares.slice(model * each, (model + 1) * each)).toEqual([
          ...alone.shares.slice(model * seen.length, (model + 1) * seen.length),
          0,
        ]);
        expect(withAnswer.unattributed[model]).toBe(alone.unattributed[model]);
      }
    }),
  );
});

test("an order of which nothing is known but an answer is unattributed as a whole", () => {
  expect(modelCredits([answer])).toMatchObject({ shares: MODELS.map(() => 0), unattributed: MODELS.map(() => 1_000_000_000) });
});
