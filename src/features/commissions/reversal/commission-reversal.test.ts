import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commissionReversal, stillCountedMinor, type CommissionLine } from "./commission-reversal.ts";
import type { ChargedLine, ChargedOrder, CommissionAdjustment } from "./adjusted-order.ts";

const charged = (lineId: string | null, chargedMinor: bigint, quantity = 1n): ChargedLine => ({ lineId, chargedMinor, quantity });
const earnedOn = (lineId: string | null, baseMinor: bigint, amountMinor: bigint): CommissionLine => ({
  lineId,
  covers: [{ lineId, baseMinor }],
  baseMinor,
  amountMinor,
});
const adjustment = (changes: Partial<CommissionAdjustment>): CommissionAdjustment => ({
  kind: "refund",
  source: "shopify",
  effectiveMinor: null,
  lines: [],
  disputeId: null,
  atMs: 0,
  ...changes,
});
const refund = (effectiveMinor: bigint | null): CommissionAdjustment => adjustment({ effectiveMinor });
const lineRefund = (lineId: string, amountMinor: bigint | null, quantity: bigint | null = null): CommissionAdjustment =>
  adjustment({ effectiveMinor: amountMinor, lines: [{ lineId, amountMinor, quantity }] });
const dispute = (kind: "opened" | "won" | "lost", changes: Partial<CommissionAdjustment> = {}): CommissionAdjustment =>
  adjustment({ kind: `dispute_${kind}`, disputeId: "d1", ...changes });

/** 100.00 at 20 %, 50.00 at 10 %, and 10.00 shipping that earned nothing. */
const order: ChargedOrder = { totalMinor: 16_000n, lines: [charged("a", 10_000n, 2n), charged("b", 5_000n)] };
const lines = [earnedOn("a", 10_000n, 2_000n), earnedOn("b", 5_000n, 500n)];

function takenBack(adjustments: readonly CommissionAdjustment[], before: readonly bigint[] = [0n, 0n]): readonly bigint[] {
  return commissionReversal({ lines, order, adjustments, reversedMinor: before }).linesMinor;
}

describe("refunds", () => {
  test("E1 a refund of one line takes back at that line's own rate, not the order's", () => {
    expect(takenBack([lineRefund("a", 5_000n)])).toEqual([1_000n, 0n]);
    expect(takenBack([lineRefund("b", 5_000n)])).toEqual([0n, 500n]);
  });

  test("E1 a refund of one of two pieces takes back half, a refund of a line without amount or pieces all of it", () => {
    expect(takenBack([lineRefund("a", null, 1n)])).toEqual([1_000n, 0n]);
    expect(takenBack([lineRefund("a", null, 9n)])).toEqual([2_000n, 0n]);
    expect(takenBack([lineRefund("a", null)])).toEqual([2_000n, 0n]);
  });

  test("E1 an amount without lines is spread over all that was charged, shipping included", () => {
    expect(takenBack([refund(8_000n)])).toEqual([1_000n, 250n]);
  });

  test("E1 what no line was named for is spread over what named lines left", () => {
    expect(takenBack([lineRefund("a", 10_000n), refund(3_000n)])).toEqual([2_000n, 250n]);
  });

  test("E2 several refunds come to the same as one, and never to more than was earned", () => {
    const first = takenBack([refund(5_333n)]);
    const both = takenBack([refund(5_333n), refund(5_333n)], first);
    const sumOfTwo = first.map((amount, index) => amount + (both[index] ?? 0n));
    expect(sumOfTwo).toEqual(takenBack([refund(10_666n)]));
    const all = [refund(9_000n), refund(9_000n), lineRefund("a", 10_000n)];
    expect(takenBack(all)).toEqual([2_000n, 500n]);
    expect(takenBack([...all, refund(9_000n)], [2_000n, 500n])).toEqual([0n, 0n]);
  });

  test("E2 a fixed amount is taken back in proportion, and for a lead without any base with the whole", () => {
    const fixedLines = [
      {
        lineId: null,
        covers: [
          { lineId: "a", baseMinor: 10_000n },
          { lineId: "b", baseMinor: 5_000n },
        ],
        baseMinor: 15_000n,
        amountMinor: 900n,
      },
    ];
    const of = (adjustments: CommissionAdjustment[]) =>
      commissionReversal({ lines: fixedLines, order, adjustments, reversedMinor: [0n] }).totalMinor;
    expect(of([lineRefund("b", 5_000n)])).toBe(300n);
    const lead = { lines: [earnedOn(null, 0n, 500n)], order: { totalMinor: 0n, lines: [charged(null, 0n)] }, reversedMinor: [0n] };
    expect(commissionReversal({ ...lead, adjustments: [adjustment({ kind: "cancellation" })] }).totalMinor).toBe(500n);
    expect(commissionReversal({ ...lead, adjustments: [refund(100n)] }).totalMinor).toBe(0n);
  });

  test("E2 an order that cost less than its lines add up to is taken back whole when its total is", () => {
    const cheaper = { ...order, totalMinor: 12_000n };
    const of = (adjustments: CommissionAdjustment[]) =>
      commissionReversal({ lines, order: cheaper, adjustments, reversedMinor: [0n, 0n] }).linesMinor;
    expect(of([refund(12_000n)])).toEqual([2_000n, 500n]);
    expect(of([refund(6_000n)])).toEqual([1_000n, 250n]);
    expect(of([lineRefund("b", 5_000n)])).toEqual([250n, 500n]);
  });

  test("E3 a commission paid out already is taken back just the same: the answer knows no payouts", () => {
    expect(commissionReversal({ lines, order, adjustments: [refund(null)], reversedMinor: [0n, 0n] }).totalMinor).toBe(2_500n);
  });

  test("E5 refunds known before the commission was made take effect at once, in whatever order they came", () => {
    const known = [lineRefund("a", 5_000n), refund(1_000n), dispute("opened", { effectiveMinor: 2_000n })];
    expect(takenBack(known.toReversed())).toEqual(takenBack(known));
    expect(takenBack([adjustment({ kind: "cancellation" })])).toEqual([2_000n, 500n]);
  });

  test("one refund reported by two channels counts once, and the lines that either names are believed", () => {
    const bySource = [
      adjustment({ source: "stripe", effectiveMinor: 5_000n }),
      adjustment({ source: "shopify", effectiveMinor: 0n, lines: [{ lineId: "b", amountMinor: 5_000n, quantity: null }] }),
      adjustment({ source: "file", effectiveMinor: 0n, lines: [{ lineId: "b", amountMinor: 5_000n, quantity: 1n }] }),
    ];
    expect(takenBack(bySource)).toEqual([0n, 500n]);
  });

  test("where less money was given back than the named lines cost, the lines share it", () => {
    const withFee = adjustment({
      effectiveMinor: 7_500n,
      lines: [
        { lineId: "a", amountMinor: null, quantity: null },
        { lineId: "b", amountMinor: null, quantity: null },
      ],
    });
    expect(takenBack([withFee])).toEqual([1_000n, 250n]);
  });

  test("nothing known takes nothing back, and a line that the order lacks is a broken promise", () => {
    expect(takenBack([])).toEqual([0n, 0n]);
    expect(() => commissionReversal({ lines: [earnedOn("z", 1n, 1n)], order, adjustments: [], reversedMinor: [0n] })).toThrow("line z");
  });
});

describe("lines that cost nothing", () => {
  const free: ChargedOrder = { totalMinor: 1_000n, lines: [charged("gift", 0n, 2n), charged("a", 1_000n)] };
  const of = (adjustments: CommissionAdjustment[], changed: ChargedOrder = free) =>
    commissionReversal({ lines: [earnedOn("gift", 4_000n, 400n)], order: changed, adjustments, reversedMinor: [0n] }).totalMinor;

  test("E1 go by pieces, and with the whole order", () => {
    expect(of([lineRefund("gift", null, 1n)])).toBe(200n);
    expect(of([lineRefund("gift", null, 7n)])).toBe(400n);
    expect(of([lineRefund("gift", null)])).toBe(400n);
    expect(of([refund(500n)])).toBe(0n);
    expect(of([refund(1_000n)])).toBe(400n);
    expect(of([lineRefund("gift", null, 1n)], { totalMinor: 1_000n, lines: [charged("gift", 0n, 0n)] })).toBe(400n);
  });

  test("a fixed amount over lines that all cost nothing goes by each line alike", () => {
    const covers = [
      { lineId: "gift", baseMinor: 0n },
      { lineId: "more", baseMinor: 0n },
    ];
    const nothing: ChargedOrder = { totalMinor: 0n, lines: [charged("gift", 0n), charged("more", 0n)] };
    const input = { lines: [{ lineId: null, covers, baseMinor: 0n, amountMinor: 500n }], order: nothing, reversedMinor: [0n] };
    expect(commissionReversal({ ...input, adjustments: [lineRefund("gift", null)] }).totalMinor).toBe(250n);
  });
});

describe("disputes", () => {
  test("E4 a dispute takes all back when it opens, and gives all again when it is won", () => {
    expect(takenBack([dispute("opened")])).toEqual([2_000n, 500n]);
    expect(takenBack([dispute("opened"), dispute("won")], [2_000n, 500n])).toEqual([-2_000n, -500n]);
  });

  test("E4 a dispute that is lost takes nothing more", () => {
    expect(takenBack([dispute("opened"), dispute("lost")], [2_000n, 500n])).toEqual([0n, 0n]);
    expect(takenBack([dispute("lost")])).toEqual([2_000n, 500n]);
  });

  test("E4 a dispute and then a refund of one charge are one reversal", () => {
    const half = dispute("opened", { effectiveMinor: 8_000n });
    const first = takenBack([half]);
    expect(first).toEqual([1_000n, 250n]);
    expect(takenBack([half, refund(8_000n)], first)).toEqual([0n, 0n]);
    expect(takenBack([dispute("opened"), refund(null)], [2_000n, 500n])).toEqual([0n, 0n]);
  });

  test("E4 a dispute about what an earlier refund had left takes the rest, and one refund more takes nothing", () => {
    const refunded = adjustment({ effectiveMinor: 6_000n, atMs: 1 });
    const disputed = dispute("opened", { effectiveMinor: 10_000n, atMs: 2 });
    expect(takenBack([refunded, disputed])).toEqual([2_000n, 500n]);
    expect(takenBack([disputed, refunded])).toEqual([2_000n, 500n]);
    expect(takenBack([refunded, disputed, adjustment({ effectiveMinor: 10_000n, atMs: 3 })], [2_000n, 500n])).toEqual([0n, 0n]);
  });

  test("E4 a dispute whose end has an id of its own is over, and the end of one is not the end of another", () => {
    const opened = dispute("opened", { disputeId: "dp-1", effectiveMinor: 8_000n, atMs: 1 });
    const won = dispute("won", { disputeId: "dp-7", atMs: 9 });
    expect(takenBack([won, opened])).toEqual([0n, 0n]);
    const other = dispute("opened", { disputeId: "dp-2", effectiveMinor: 4_000n, atMs: 2 });
    expect(takenBack([won, other, opened])).toEqual([500n, 125n]);
    const named = [dispute("opened", { disputeId: "dp-3", atMs: 3 }), dispute("won", { disputeId: "dp-3", atMs: 4 })];
    expect(takenBack([...named, opened, other, won])).toEqual([500n, 125n]);
    expect(takenBack([opened, { ...won, source: "stripe" }])).toEqual([1_000n, 250n]);
  });

  test("E4 a dispute won after the charge was refunded gives nothing again", () => {
    expect(takenBack([dispute("opened"), refund(null), dispute("won")], [2_000n, 500n])).toEqual([0n, 0n]);
  });

  test("E4 E5 the last word on a dispute counts, however its events arrived", () => {
    expect(takenBack([dispute("won"), dispute("opened")])).toEqual([0n, 0n]);
    const partly = [dispute("lost", { atMs: 9 }), dispute("opened", { effectiveMinor: 8_000n, atMs: 1 })];
    expect(takenBack(partly)).toEqual([1_000n, 250n]);
  });

  test("E4 of two disputes on one order each takes its part", () => {
    const one = dispute("opened", { effectiveMinor: 8_000n });
    const other = dispute("opened", { effectiveMinor: 4_000n, disputeId: "d2" });
    expect(takenBack([one, other])).toEqual([1_500n, 375n]);
    expect(takenBack([one, other, dispute("won")], [1_500n, 375n])).toEqual([-1_000n, -250n]);
  });
});

describe("E12 room in a cap", () => {
  test("E12 a reversal gives back its share of what was counted, all of it in the end", () => {
    expect(stillCountedMinor(499n, 454n, 0n)).toBe(499n);
    expect(stillCountedMinor(499n, 454n, 227n)).toBe(250n);
    expect(stillCountedMinor(499n, 454n, 454n)).toBe(0n);
  });
});

test("E2 E14 whatever is refunded and disputed in whatever order, each line's sum lies between nothing and what it earned", () => {
  const amount = fc.bigInt({ min: 0n, max: 20_000n });
  const named = fc.record({
    lineId: fc.constantFrom("a", "b"),
    amountMinor: fc.option(amount),
    quantity: fc.option(fc.bigInt({ min: 0n, max: 3n })),
  });
  const event = fc.record({
    kind: fc.constantFrom(
      "refund" as const,
      "cancellation" as const,
      "dispute_opened" as const,
      "dispute_won" as const,
      "dispute_lost" as const,
    ),
    source: fc.constantFrom("shopify", "stripe"),
    effectiveMinor: fc.option(amount, { freq: 9 }),
    lines: fc.array(named, { maxLength: 2 }),
    disputeId: fc.constantFrom("d1", "d2"),
    atMs: fc.nat(9),
  });
  const shuffled = fc
    .array(event, { maxLength: 6 })
    .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
  fc.assert(
    fc.property(shuffled, ([events, other]) => {
      let reversed: bigint[] = [0n, 0n];
      for (let count = 1; count <= events.length; count++) {
        const step = takenBack(events.slice(0, count), reversed);
        reversed = reversed.map((before, index) => before + (step[index] ?? 0n));
        expect(reversed.every((total, index) => total >= 0n && total <= (lines[index]?.amountMinor ?? 0n))).toBe(true);
      }
      expect(takenBack(other)).toEqual(reversed);
    }),
  );
});
