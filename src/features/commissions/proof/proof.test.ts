import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixed, makePayLine, makePayOrder, makePayProgram, forAll, percent } from "../../../../test/make-pay.ts";
import { payAmounts } from "../../programs/pay/pay-amounts.ts";
import { lineBases } from "../../programs/pay/pay-base.ts";
import { plainJson } from "../../../platform/db/database.ts";
import { bookedFault, type BookedMove } from "./booked-commission.ts";
import { orderBaseMinor } from "./order-base.ts";
import { lineFault, type KeptLine } from "./priced-line.ts";

const amounts = fc.bigInt({ min: 0n, max: 1_000_000n });
const lineOf = fc
  .tuple(fc.record({ listMinor: amounts, taxMinor: amounts, isGiftCard: fc.boolean() }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([line, share]) => ({ ...line, discountMinor: BigInt(Math.floor(Number(line.listMinor) * share)) }));
const baseOf = fc.record({
  discount: fc.constantFrom("before" as const, "after" as const),
  tax: fc.boolean(),
  shipping: fc.boolean(),
  tip: fc.boolean(),
  giftCardPayment: fc.boolean(),
  giftCardItems: fc.boolean(),
});
const restOf = fc.record({
  taxIncluded: fc.boolean(),
  shippingMinor: amounts,
  shippingTaxMinor: amounts,
  tipMinor: amounts,
  giftCardMinor: amounts,
});

test("E9 the proof and the decision come to the same base, whatever counts", () => {
  fc.assert(
    fc.property(fc.array(lineOf, { minLength: 1, maxLength: 5 }), restOf, baseOf, (lines, rest, base) => {
      const order = makePayOrder({
        ...rest,
        lines: lines.map((line, index) => makePayLine(String(index), line)),
        discountMinor: lines.reduce((sum, line) => sum + line.discountMinor, 0n),
        taxMinor: lines.reduce((sum, line) => sum + line.taxMinor, 0n),
      });
      const decided = lineBases(order, base).reduce((sum, line) => sum + line.baseMinor, 0n);
      expect(orderBaseMinor({ ...rest, lines }, base)).toBe(decided);
    }),
  );
});

test("E8 the proof and the decision come to the same amount, in whatever currencies, and a unit more is found", () => {
  const rates = [
    { from: "USD", to: "EUR", rate: "0.917", onDay: "2024-05-31", source: "ECB" },
    { from: "JPY", to: "EUR", rate: "0.0059", onDay: "2024-05-31", source: "ECB" },
  ];
  const values = fc.oneof(
    fc.integer({ min: 0, max: 10_000 }).map((share) => percent((share / 10_000).toFixed(4))),
    fc.tuple(fc.bigInt({ min: 1n, max: 100_000n }), fc.constantFrom("EUR", "USD", "JPY")).map(([minor, of]) => fixed(minor.toString(), of)),
  );
  fc.assert(
    fc.property(amounts, values, fc.constantFrom("EUR", "USD", "JPY"), fc.constantFrom("USD", "JPY"), (minor, value, currency, own) => {
      const program = makePayProgram({ otherwise: forAll(value) }, { currency });
      const { lines, apart } = payAmounts(makePayOrder({ currency: own, itemsMinor: minor }), program, rates);
      for (const line of [...lines, ...apart]) {
        const kept = plainJson(line) as unknown as KeptLine;
        expect(lineFault(kept, own)).toBeUndefined();
        // On a base of zero a lead earns its fixed amount and goods nothing, and the line does not say which it is: both are taken.
        const more = (line.beforeCapMinor + (line.baseMinor === 0n ? 10_000_001n : 1n)).toString();
        expect(lineFault({ ...kept, beforeCapMinor: more, amountMinor: more }, own)).toMatch(/it earned \d+ before any cap instead of \d+/);
      }
    }),
  );
});

describe("what is booked for a commission", () => {
  const commission = { creatorId: "ana", workspaceId: "ws", currency: "EUR", amountMinor: 1_000n, reversalsMinor: [300n, -100n] };
  const move = (step: string, [from, to]: readonly [string, string], minor: bigint): BookedMove => {
    const owner = (kind: string) => (kind === "commission_expense" ? "ws" : "ana");
    return { step, from_kind: from, from_owner: owner(from), to_kind: to, to_owner: owner(to), amount_minor: minor, currency: "EUR" };
  };
  const [expense, hold, due] = ["commission_expense", "creator_pending", "creator_payable"] as const;
  const moves = [
    move("earned", [expense, hold], 1_000n),
    move("reversed-1", [hold, expense], 300n),
    move("matured", [hold, due], 700n),
    move("reversed-2", [expense, due], 100n),
  ];

  test("each transfer follows from what was earned and taken back, before and after the hold", () => {
    expect(bookedFault(commission, moves)).toBeUndefined();
    expect(bookedFault({ ...commission, reversalsMinor: [300n] }, moves)).toContain("reversed-2 moved 100 EUR");
  });

  test.each([
    ["an amount", 0, { amount_minor: 999n }],
    ["a currency", 0, { currency: "USD" }],
    ["an owner", 2, { to_owner: "ben" }],
    ["a direction", 3, { from_kind: due, from_owner: "ana", to_kind: expense, to_owner: "ws" }],
    ["a step", 1, { step: "bonus" }],
  ])("%s that was changed is found", (_what, place, change) => {
    const changed = moves.map((each, index) => (index === place ? { ...each, ...change } : each));
    expect(bookedFault(commission, changed)).toMatch(/its step \S+ moved .* instead of/);
  });

  test("a transfer that is missing, or there twice, is found", () => {
    expect(bookedFault(commission, moves.slice(1))).toContain("its step earned did not move 1000 EUR");
    expect(bookedFault(commission, [...moves, moves[0]!])).toBe("one of its steps has two transfers");
  });
});
