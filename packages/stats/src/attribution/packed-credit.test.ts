import fc from "fast-check";
import { expect, test } from "vitest";
import { creditsInto } from "./packed-credit.ts";
import { ruleCredit, type Touch } from "./rule-credit.ts";
import { MODELS } from "./rule-models.ts";
import { inTouchOrder } from "./touch-order.ts";

const anyCustomer = fc.uniqueArray(fc.record({ id: fc.uuid(), atMs: fc.integer({ min: 0, max: 10 ** 10 }), isDirect: fc.boolean() }), {
  selector: (touch) => touch.id,
  maxLength: 30,
});
const anyRule = fc.constantFrom(...MODELS.map((model) => model.rule));

function packed(customers: readonly Touch[][]) {
  const rows = customers.flatMap((touches) => inTouchOrder(touches));
  return { timesMs: Float64Array.from(rows, (row) => row.atMs), isDirect: Uint8Array.from(rows, (row) => Number(row.isDirect === true)) };
}

test("the packed form gives every customer the very parts that the readable form gives", () => {
  fc.assert(
    fc.property(anyRule, fc.array(anyCustomer, { maxLength: 8 }), (rule, customers) => {
      const columns = packed(customers);
      const out = new Int32Array(40);
      const span = { from: 0, to: 0 };
      for (const touches of customers) {
        span.from = span.to;
        span.to += touches.length;
        const count = creditsInto(rule, columns, span, out);
        const outcome = ruleCredit(rule, touches);
        expect(count).toBe(touches.length);
        expect(Array.from(out.subarray(0, count))).toEqual(
          outcome.kind === "credited" ? outcome.credits.map((credit) => credit.sharePpb) : [],
        );
      }
    }),
  );
});

test("a span without touches writes nothing and says so", () => {
  const out = Int32Array.of(7);
  expect(creditsInto({ kind: "linear" }, packed([]), { from: 3, to: 3 }, out)).toBe(0);
  expect(Array.from(out)).toEqual([7]);
});

test("only the span's own places are written", () => {
  const columns = packed([
    [
      { id: "a", atMs: 1 },
      { id: "b", atMs: 2 },
    ],
  ]);
  for (const { rule } of MODELS) {
    const out = Int32Array.of(0, 0, 7);
    creditsInto(rule, columns, { from: 0, to: 2 }, out);
    expect(out[2]).toBe(7);
  }
});

test("a customer with thousands of touches outgrows the working space without harm", () => {
  const touches = Array.from({ length: 5_000 }, (_, index) => ({ id: `${index}`.padStart(5, "0"), atMs: index * 60_000 }));
  const out = new Int32Array(5_000);
  for (const { rule } of MODELS) {
    creditsInto(rule, packed([touches]), { from: 0, to: 5_000 }, out);
    expect(out.reduce((total, part) => total + part, 0)).toBe(1_000_000_000);
  }
});

test("an array too short for the span is refused before anything is written", () => {
  const columns = packed([
    [
      { id: "a", atMs: 1 },
      { id: "b", atMs: 2 },
    ],
  ]);
  expect(() => creditsInto({ kind: "first" }, columns, { from: 0, to: 2 }, new Int32Array(1))).toThrow("shorter");
});
