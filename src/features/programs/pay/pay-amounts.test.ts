import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fixed,
  forAll,
  makePayGroup,
  makePayLine,
  makePayOrder,
  makePayProgram,
  makePayRule,
  NOTHING,
  percent,
} from "../../../../test/make-pay.ts";
import { payAmounts, type PayAmounts } from "./pay-amounts.ts";
import { cappedLines, type CapInput } from "./pay-cap.ts";
import { exchangeBetween, type ExchangeRate } from "./pay-exchange.ts";

const rate = (from: string, to: string, text: string): ExchangeRate => ({ from, to, rate: text, onDay: "2024-05-31", source: "bank" });
const earned = ({ lines }: PayAmounts) => lines.map((line) => [line.lineId, line.groupId, line.amountMinor]);
const twoLines = [makePayLine("a", { sku: "S1" }), makePayLine("b", { sku: "S2", listMinor: 333n })];

describe("what an order earns", () => {
  test("at order level there is one amount over all lines, with the part of each", () => {
    const { lines } = payAmounts(makePayOrder({ lines: twoLines }), makePayProgram(), []);
    expect(lines).toEqual([
      {
        lineId: null,
        groupId: null,
        covers: [
          { lineId: "a", baseMinor: 10_000n },
          { lineId: "b", baseMinor: 333n },
        ],
        baseMinor: 10_333n,
        value: percent("0.1"),
        beforeCapMinor: 1_033n,
        amountMinor: 1_033n,
        currency: "EUR",
        exchange: null,
      },
    ]);
  });

  test("at line level each line finds its own group and is rounded by itself", () => {
    const groups = [makePayGroup("shoes", { conditions: { skus: ["S2"] }, values: forAll(percent("0.15")) })];
    const amounts = payAmounts(makePayOrder({ lines: twoLines }), makePayProgram({ level: "line", groups }), []);
    expect(earned(amounts)).toEqual([
      ["a", null, 1_000n],
      ["b", "shoes", 50n],
    ]);
  });

  test("a fixed amount is paid once an order or once a line", () => {
    const rule = { otherwise: forAll(fixed("500", "EUR")) };
    expect(earned(payAmounts(makePayOrder({ lines: twoLines }), makePayProgram(rule), []))).toEqual([[null, null, 500n]]);
    expect(earned(payAmounts(makePayOrder({ lines: twoLines }), makePayProgram({ ...rule, level: "line" }), []))).toEqual([
      ["a", null, 500n],
      ["b", null, 500n],
    ]);
  });

  test("E10 an order over zero earns no fixed amount, a lead over zero does", () => {
    const program = makePayProgram({ otherwise: forAll(fixed("500", "EUR")) });
    expect(earned(payAmounts(makePayOrder({ itemsMinor: 0n }), program, []))).toEqual([[null, null, 0n]]);
    expect(earned(payAmounts(makePayOrder({ kind: "lead", itemsMinor: 0n }), program, []))).toEqual([[null, null, 500n]]);
  });

  test("a line whose group pays nothing stands in the list with zero", () => {
    const groups = [makePayGroup("sale", { conditions: { skus: ["S1"] }, values: forAll(NOTHING) })];
    expect(earned(payAmounts(makePayOrder({ lines: twoLines }), makePayProgram({ level: "line", groups }), []))).toEqual([
      ["a", "sale", 0n],
      ["b", null, 33n],
    ]);
  });

  test("a rate that is none is refused, not read as zero", () => {
    expect(() => payAmounts(makePayOrder(), makePayProgram({ otherwise: forAll(percent("12.5")) }), [])).toThrow("12.5");
  });
});

describe("E8 the currency of earnings", () => {
  test("E8 a percentage is in the order's currency, zero-decimal ones included", () => {
    const { currency, lines } = payAmounts(makePayOrder({ currency: "JPY", itemsMinor: 1_005n }), makePayProgram(), []);
    expect([currency, lines[0]?.amountMinor]).toEqual(["JPY", 101n]);
  });

  test("E8 a fixed amount stays in its own currency when the program names none", () => {
    const { currency, lines, isRateUnknown } = payAmounts(makePayOrder(), makePayProgram({ otherwise: forAll(fixed("500", "USD")) }), []);
    expect([currency, lines[0]?.amountMinor, isRateUnknown]).toEqual(["USD", 500n, false]);
  });

  test("E8 a program's currency is reached at the rate of the day, which is kept, and rounded once", () => {
    const program = makePayProgram({ otherwise: forAll(percent("0.125")) }, { currency: "USD" });
    const { currency, lines } = payAmounts(makePayOrder({ itemsMinor: 999n }), program, [rate("EUR", "USD", "1.0845")]);
    expect(currency).toBe("USD");
    expect(lines[0]).toMatchObject({
      amountMinor: 135n,
      exchange: { rate: "1.0845", onDay: "2024-05-31", source: "bank", isInverse: false },
    });
  });

  test("E8 the opposite rate is turned round exactly", () => {
    const { lines } = payAmounts(makePayOrder(), makePayProgram({}, { currency: "USD" }), [rate("USD", "EUR", "0.8")]);
    expect(lines[0]).toMatchObject({ amountMinor: 1_250n, exchange: { rate: "0.8", isInverse: true } });
  });

  test("E8 an unknown rate leaves the amount in its own currency and is flagged", () => {
    const amounts = payAmounts(makePayOrder(), makePayProgram({}, { currency: "USD" }), []);
    expect(amounts).toMatchObject({ currency: "EUR", isRateUnknown: true, apart: [] });
    expect(amounts.lines[0]).toMatchObject({ amountMinor: 1_000n, currency: "EUR", exchange: null });
  });

  test("E8 lines of two currencies are brought into the order's, and without a rate never summed", () => {
    const groups = [makePayGroup("bounty", { conditions: { skus: ["S2"] }, values: forAll(fixed("500", "USD")) })];
    const program = makePayProgram({ level: "line", groups });
    const order = makePayOrder({ lines: twoLines });
    expect(earned(payAmounts(order, program, [rate("USD", "EUR", "0.9")]))).toEqual([
      ["a", null, 1_000n],
      ["b", "bounty", 450n],
    ]);
    const unknown = payAmounts(order, program, []);
    expect(earned(unknown)).toEqual([["a", null, 1_000n]]);
    expect(unknown.apart).toMatchObject([{ lineId: "b", amountMinor: 500n, currency: "USD" }]);
    expect(unknown.isRateUnknown).toBe(true);
  });

  test("E8 a rate of zero or nonsense is refused", () => {
    expect(() => exchangeBetween([rate("EUR", "USD", "0")], "EUR", "USD")).toThrow(RangeError);
    expect(() => exchangeBetween([rate("EUR", "USD", "1,1")], "EUR", "USD")).toThrow(RangeError);
  });
});

describe("E12 caps", () => {
  const lines = payAmounts(makePayOrder({ lines: twoLines }), makePayProgram({ level: "line" }), []).lines;
  const capped = (changes: Partial<CapInput>) =>
    cappedLines({
      cap: { money: { amount: "2000", currency: "EUR" }, per: "month" },
      lines,
      currency: "EUR",
      usedMinor: 0n,
      rates: [],
      orderAtMs: 0,
      zone: "UTC",
      ...changes,
    });
  const amounts = (changes: Partial<CapInput>) => capped(changes).lines.map((line) => line.amountMinor);

  test("E12 with room for all nothing is cut, and all of it counts", () => {
    expect(amounts({ usedMinor: 967n })).toEqual([1_000n, 33n]);
    expect(capped({ usedMinor: 967n }).outcome).toMatchObject({ usedMinor: 967n, countedMinor: 1_033n, isClamped: false, fromMs: 0 });
  });

  test("E12 the last commission is cut to what is left, split over its lines without losing a cent", () => {
    expect(amounts({ usedMinor: 1_500n })).toEqual([484n, 16n]);
    expect(capped({ usedMinor: 1_500n }).outcome).toMatchObject({ countedMinor: 500n, isClamped: true });
    expect(capped({ usedMinor: 1_500n }).lines.map((line) => line.beforeCapMinor)).toEqual([1_000n, 33n]);
  });

  test("E12 without room nothing is left, also when more than the cap was used before", () => {
    expect(amounts({ usedMinor: 2_000n })).toEqual([0n, 0n]);
    expect(amounts({ usedMinor: 9_000n })).toEqual([0n, 0n]);
  });

  test("E12 room given back by a reversal can be earned again", () => {
    expect(amounts({ usedMinor: 2_000n - 1_033n })).toEqual([1_000n, 33n]);
  });

  test("E12 E8 a cap in another currency is measured at the rate of the day", () => {
    const cap = { money: { amount: "500", currency: "USD" }, per: "all" as const };
    const { lines: left, outcome } = capped({ cap, rates: [rate("EUR", "USD", "1.1")] });
    expect(left.reduce((sum, line) => sum + line.amountMinor, 0n)).toBe(454n);
    expect(outcome).toMatchObject({ countedMinor: 499n, isClamped: true, fromMs: null, toMs: null });
  });

  test("E12 E8 without a rate the cap cuts nothing and says that it could not count", () => {
    const cap = { money: { amount: "500", currency: "USD" }, per: "all" as const };
    expect(capped({ cap }).outcome).toMatchObject({ countedMinor: null, isClamped: false });
    expect(amounts({ cap })).toEqual([1_000n, 33n]);
  });

  test("E12 used plus counted never exceeds the cap, in whatever currency", () => {
    const amount = fc.bigInt({ min: 0n, max: 100_000n });
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.constantFrom("EUR", "JPY", "KWD"),
        fc.integer({ min: 1, max: 400_000 }),
        (limit, used, currency, thousandths) => {
          const cap = { money: { amount: limit.toString(), currency }, per: "all" as const };
          const text = `${Math.floor(thousandths / 1_000)}.${(thousandths % 1_000).toString().padStart(3, "0")}`;
          const { outcome, lines: left } = capped({ cap, usedMinor: used, rates: currency === "EUR" ? [] : [rate("EUR", currency, text)] });
          expect(left.every((line) => line.amountMinor >= 0n && line.amountMinor <= line.beforeCapMinor)).toBe(true);
          expect(used + (outcome.countedMinor ?? 0n) <= (used > limit ? used : limit)).toBe(true);
        },
      ),
    );
  });
});

test("E14 the lines of any order sum to the decision, and no line earns more than its rate of its base", () => {
  const line = fc.tuple(fc.uuid(), fc.bigInt({ min: 0n, max: 10n ** 9n })).map(([id, listMinor]) => makePayLine(id, { listMinor }));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), fc.integer({ min: 0, max: 1_000 }), (orderLines, perMille) => {
      const rule = makePayRule({ level: "line", otherwise: forAll(percent((perMille / 1_000).toFixed(3))) });
      const { lines } = payAmounts(makePayOrder({ lines: orderLines }), makePayProgram(rule), []);
      for (const { amountMinor, baseMinor } of lines) {
        const doubled = 2n * (amountMinor * 1_000n - baseMinor * BigInt(perMille));
        expect(doubled <= 1_000n && doubled > -1_000n).toBe(true);
      }
    }),
  );
});
