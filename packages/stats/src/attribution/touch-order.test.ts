import fc from "fast-check";
import { expect, test } from "vitest";
import { inTouchOrder } from "./touch-order.ts";

test("E14 the order of the input does not matter", () => {
  const touches = fc.uniqueArray(fc.record({ id: fc.string({ maxLength: 3 }), atMs: fc.integer({ min: 0, max: 3 }) }), {
    selector: (touch) => touch.id,
  });
  const shuffled = touches.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(inTouchOrder(other)).toEqual(inTouchOrder(one));
    }),
  );
});

test("equal times go by id, by code units and not by language", () => {
  const order = inTouchOrder(["b", "a", "B", "10", "9", "a"].map((id) => ({ id, atMs: 7 }))).map((touch) => touch.id);
  expect(order).toEqual(["10", "9", "B", "a", "a", "b"]);
});

test("the list given is left as it was", () => {
  const touches = Object.freeze([
    { id: "b", atMs: 2 },
    { id: "a", atMs: 1 },
  ]);
  expect(inTouchOrder(touches)).not.toBe(touches);
  expect(touches[0]?.id).toBe("b");
});

test("a touch without a time is refused, not sorted somewhere", () => {
  expect(() => inTouchOrder([{ id: "a", atMs: Number.NaN }])).toThrow("time");
});
