import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  at,
  DAY_MS,
  fixed,
  forAll,
  makePayClick,
  makePayCreator,
  makePayEnrollment,
  makePayGroup,
  makePayInput,
  makePayLine,
  makePayOrder,
  makePayProgram,
  makeUsedCode,
  NOTHING,
  ORDER_AT_MS,
  percent,
} from "../../../../test/make-pay.ts";
import { decidePay, type PayDecision, type PayInput } from "./pay-decision.ts";

const decided = (changes: Partial<PayInput>): PayDecision => decidePay(makePayInput(changes));
const reasonOf = (decision: PayDecision): string => `${decision.kind} ${decision.reason.code}: ${decision.reason.text}`;
const winnerOf = (decision: PayDecision): string | undefined => (decision.kind === "pay" ? decision.creatorId : undefined);

describe("one clear case", () => {
  const decision = decided({ touches: [makePayClick("ana")] });

  test("the last click is paid, with its amount, due day and reason", () => {
    expect(decision).toMatchObject({ kind: "pay", creatorId: "ana", programId: "launch", touchId: "click-ana", via: "link" });
    expect(decision).toMatchObject({ amountMinor: 1_000n, currency: "EUR", holdUntilMs: at("2024-06-30T12:00:00Z"), flags: [], cap: null });
    expect(reasonOf(decision)).toBe("pay last_click: paid to Ana: last click, 3 days before the order");
  });

  test("E15 the terms are a snapshot: another version of the rule changes neither them nor the amount", () => {
    const rule = {
      ruleId: "rule-1",
      ruleVersion: 1,
      level: "order",
      holdDays: 30,
      windowDays: { link: 30, code: 30, visit: 30 },
      cap: null,
    };
    expect(decision).toMatchObject({ terms: { programId: "launch", ...rule, codePolicy: null, zone: "UTC", rates: [] } });
    const later = decided({
      touches: [makePayClick("ana")],
      programs: [makePayProgram({ otherwise: forAll(percent("0.2")), holdDays: 7 }, { ruleId: "rule-2", ruleVersion: 2 })],
    });
    expect(later).toMatchObject({ amountMinor: 2_000n, terms: { ruleId: "rule-2", ruleVersion: 2 } });
    expect(decision).toMatchObject({ amountMinor: 1_000n, terms: { ruleVersion: 1 } });
  });

  test("a visit is paid like a click", () => {
    const visit = decided({ touches: [makePayClick("ana", { kind: "visit" })] });
    expect(reasonOf(visit)).toBe("pay last_visit: paid to Ana: last visit, 3 days before the order");
    expect(visit).toMatchObject({ via: "visit" });
  });

  test("without any touch nobody is paid", () => {
    expect(reasonOf(decided({}))).toBe(
      "none no_creator_touch: nobody is paid: no creator's touch and no creator's code precedes the order",
    );
  });
});

describe("E18 only paid orders earn", () => {
  test.each([
    ["pending", "none order_not_paid: nobody is paid: the order is not paid yet"],
    ["cancelled", "none order_cancelled: nobody is paid: the order was cancelled"],
    ["test", "none order_is_test: nobody is paid: the order is a test"],
  ] as const)("E18 E25 an order that is %s pays nobody", (status, reason) => {
    expect(reasonOf(decided({ order: makePayOrder({ status }), touches: [makePayClick("ana")] }))).toBe(reason);
  });

  test("E18 an order rejected first and completed later earns when it is paid", () => {
    const touches = [makePayClick("ana")];
    expect(decided({ order: makePayOrder({ status: "cancelled" }), touches }).kind).toBe("none");
    expect(decided({ order: makePayOrder({ status: "paid" }), touches }).kind).toBe("pay");
  });
});

describe("E21 time", () => {
  const windowed = (atMs: number) => decided({ touches: [makePayClick("ana", { atMs })] });

  test("E21 the window's boundary is exact: 30 days ago to the millisecond is outside, a millisecond later inside", () => {
    expect(reasonOf(windowed(ORDER_AT_MS - 30 * DAY_MS))).toBe(
      "none outside_window: Ana is not paid: the click lies outside the program's window of 30 days",
    );
    expect(windowed(ORDER_AT_MS - 30 * DAY_MS + 1).kind).toBe("pay");
  });

  test("E21 the window depends on the kind of touch", () => {
    const programs = [makePayProgram({ windowDays: { link: 30, code: 2, visit: 1 } })];
    const twoDays = { atMs: ORDER_AT_MS - 2 * DAY_MS };
    expect(winnerOf(decided({ programs, touches: [makePayClick("ana", twoDays)] }))).toBe("ana");
    expect(winnerOf(decided({ programs, touches: [makePayClick("ana", { ...twoDays, kind: "visit" })] }))).toBeUndefined();
    expect(winnerOf(decided({ programs, touches: [makeUsedCode("ana", {}, { ...twoDays, isOnOrder: false })] }))).toBeUndefined();
  });

  test("E21 a touch at the order's very millisecond does not count, one before does", () => {
    expect(reasonOf(windowed(ORDER_AT_MS))).toBe("none touch_after_order: Ana is not paid: the click does not precede the order");
    expect(windowed(ORDER_AT_MS - 1).kind).toBe("pay");
    expect(windowed(ORDER_AT_MS + 1).kind).toBe("none");
  });

  test("E21 a touch of the same second counts when the order is stated to the second", () => {
    const order = makePayOrder({ precision: "s" });
    expect(decided({ order, touches: [makePayClick("ana", { atMs: ORDER_AT_MS + 999 })] }).kind).toBe("pay");
    expect(decided({ order, touches: [makePayClick("ana", { atMs: ORDER_AT_MS + 1_000 })] }).kind).toBe("none");
  });

  test("E21 new customers only: a returning one who came by another creator pays nobody", () => {
    const programs = [makePayProgram({ otherwise: { newCustomer: percent("0.2"), returningCustomer: NOTHING } })];
    const by = (customer: "new" | "returning" | "unknown") =>
      decided({ programs, order: makePayOrder({ customer }), touches: [makePayClick("ben")] });
    expect(by("new")).toMatchObject({ amountMinor: 2_000n });
    expect(reasonOf(by("returning"))).toBe(
      "none customer_not_paid_for: Ben is not paid: the customer is returning and program Launch does not pay for such customers",
    );
    expect(reasonOf(by("unknown"))).toContain("the customer is not known to be new");
  });

  test("E21 a customer of unknown novelty is paid for as a returning one, flagged", () => {
    const programs = [makePayProgram({ otherwise: { newCustomer: percent("0.2"), returningCustomer: percent("0.05") } })];
    const decision = decided({ programs, order: makePayOrder({ customer: "unknown" }), touches: [makePayClick("ben")] });
    expect(decision).toMatchObject({ amountMinor: 500n, flags: ["customer_unknown"] });
    expect(decision.reason.text).toContain("the customer counts as returning, because it is not known to be new");
  });
});

describe("E10 E11 subscriptions", () => {
  const bond = { creatorId: "ana", programId: "launch", touchId: "click-ana", touchAtMs: ORDER_AT_MS - 100 * DAY_MS };
  const renewal = makePayOrder({ orderId: "order-9", renewalNumber: 3 });

  test("E10 a free trial pays nothing and names the winner, to whom the paid renewal then goes", () => {
    const trial = decided({ order: makePayOrder({ itemsMinor: 0n, renewalNumber: 0 }), touches: [makePayClick("ana")] });
    expect(reasonOf(trial)).toBe("none nothing_to_pay_on: Ana is not paid: the order's base is 0.00 EUR");
    expect(trial).toMatchObject({ winner: { creatorId: "ana", programId: "launch", touchId: "click-ana", via: "link" } });
    const programs = [makePayProgram({ recurrence: { kind: "first_orders", count: 1 } })];
    expect(decided({ programs, order: makePayOrder({ renewalNumber: 1 }), bond })).toMatchObject({
      kind: "pay",
      creatorId: "ana",
      amountMinor: 1_000n,
    });
  });

  test("E11 a renewal goes to who won the first order, beyond every window and against later clicks and codes", () => {
    const decision = decided({ order: renewal, bond, touches: [makePayClick("ben"), makeUsedCode("cleo")] });
    expect(reasonOf(decision)).toBe("pay renewal: paid to Ana: renewal 3 of a subscription that began with Ana");
    expect(decision).toMatchObject({ via: "subscription", touchId: "click-ana", assists: [] });
  });

  test("E11 a renewal whose first order nobody won is decided by its own touches", () => {
    expect(winnerOf(decided({ order: renewal, touches: [makePayClick("ben")] }))).toBe("ben");
  });

  test("E17 a banned creator's renewals pay nobody, not the next one", () => {
    const creators = [makePayCreator("ana", { statuses: [{ status: "banned", effectiveAtMs: 0 }] }), makePayCreator("ben")];
    const enrollments = [makePayEnrollment("ana", { startedAtMs: 0 }), makePayEnrollment("ben")];
    const decision = decided({ order: renewal, bond, creators, enrollments, touches: [makePayClick("ben")] });
    expect(reasonOf(decision)).toBe("none creator_banned: Ana is not paid for the renewal: Ana is banned");
  });

  test("E25 a creator's own subscription pays nothing", () => {
    const creators = [makePayCreator("ana", { emailHash: "h1" })];
    const enrollments = [makePayEnrollment("ana", { startedAtMs: 0 })];
    expect(reasonOf(decided({ order: { ...renewal, buyerEmailHash: "h1" }, bond, creators, enrollments }))).toContain("self_purchase");
  });

  test("E11 the recurrence ends what a customer earns, and the reason says how", () => {
    const earned = [{ orderId: "order-0", programId: "launch", atMs: at("2024-02-29T12:00:00Z") }];
    const by = (recurrence: { kind: "months" | "first_orders"; count: number }, programId = "launch") =>
      reasonOf(
        decided({
          programs: [makePayProgram({ recurrence })],
          earned: earned.map((one) => ({ ...one, programId })),
          touches: [makePayClick("ana")],
        }),
      );
    expect(by({ kind: "months", count: 3 })).toBe(
      "none recurrence_over: Ana is not paid: the program pays for 3 months from the customer's first earning order only",
    );
    expect(by({ kind: "first_orders", count: 1 })).toContain("the program pays for the customer's first 1 earning order only");
    expect(by({ kind: "first_orders", count: 1 }, "other")).toContain("pay last_click");
    expect(by({ kind: "months", count: 4 })).toContain("pay last_click");
  });

  test("what the subscription's creator needs must be given", () => {
    expect(() => decided({ order: renewal, bond: { ...bond, creatorId: "zoe" } })).toThrow("zoe");
  });

  test("E24 a renewal of a subscription whose program has ended pays nobody, and does not fail", () => {
    const decision = decided({ order: renewal, bond: { ...bond, programId: "archived" }, touches: [makePayClick("ben")] });
    expect(reasonOf(decision)).toBe("none no_program: Ana is not paid for the renewal: its program pays no more");
  });
});

describe("amounts in a decision", () => {
  test("E12 the last commission is cut to what the cap leaves, and says so", () => {
    const programs = [makePayProgram({ cap: { money: { amount: "50000", currency: "EUR" }, per: "month" } })];
    const capUsage = [{ creatorId: "ana", programId: "launch", usedMinor: 49_600n }];
    const decision = decided({ programs, capUsage, touches: [makePayClick("ana")] });
    expect(decision).toMatchObject({ amountMinor: 400n, cap: { usedMinor: 49_600n, countedMinor: 400n, isClamped: true } });
    expect(decision.reason.text).toBe("paid to Ana: last click, 3 days before the order; the cap of 500.00 EUR a month left only a part");
  });

  test("E12 when the cap is used up nothing is paid, visibly", () => {
    const programs = [makePayProgram({ cap: { money: { amount: "50000", currency: "EUR" }, per: "all" } })];
    const capUsage = [{ creatorId: "ana", programId: "launch", usedMinor: 50_000n }];
    const decision = decided({ programs, capUsage, touches: [makePayClick("ana")] });
    expect(reasonOf(decision)).toBe("none cap_reached: Ana is not paid: the cap of 500.00 EUR in all is used up");
    expect(decision).toMatchObject({ winner: { creatorId: "ana" } });
  });

  test("E12 a cap whose usage was not given is a broken promise, not an empty cap", () => {
    const programs = [makePayProgram({ cap: { money: { amount: "50000", currency: "EUR" }, per: "all" } })];
    expect(() => decided({ programs, touches: [makePayClick("ana")] })).toThrow("cap");
  });

  test("E8 a missing rate is flagged and the amount stays in its own currency", () => {
    const programs = [makePayProgram({ cap: { money: { amount: "5", currency: "USD" }, per: "day" } }, { currency: "USD" })];
    const capUsage = [{ creatorId: "ana", programId: "launch", usedMinor: 0n }];
    const decision = decided({ programs, capUsage, touches: [makePayClick("ana")] });
    expect(decision).toMatchObject({ amountMinor: 1_000n, currency: "EUR", flags: ["rate_unknown", "cap_rate_unknown"] });
    expect(decision.reason.text).toContain("no rate of exchange is known, so the amount stays in its own currency");
  });

  test("E8 the rates used stand in the terms", () => {
    const rate = { from: "EUR", to: "USD", rate: "1.1", onDay: "2024-05-31", source: "bank" };
    const decision = decided({ programs: [makePayProgram({}, { currency: "USD" })], rates: [rate], touches: [makePayClick("ana")] });
    expect(decision).toMatchObject({ amountMinor: 1_100n, currency: "USD", terms: { rates: [{ ...rate, isInverse: false }] } });
  });

  test("a rule that pays nothing for an order says so", () => {
    const groups = [makePayGroup("sale", { conditions: { categories: ["sale"] }, values: forAll(NOTHING) })];
    const order = makePayOrder({ lines: [makePayLine("a", { category: "sale" })] });
    const programs = [makePayProgram({ groups, otherwise: forAll(NOTHING) })];
    expect(reasonOf(decided({ order, programs, touches: [makePayClick("ana")] }))).toBe(
      "none rule_pays_nothing: Ana is not paid: program Launch pays nothing for this order",
    );
  });

  test("the winning touch decides the program: two programs, each with its own rule", () => {
    const programs = [makePayProgram(), makePayProgram({ otherwise: forAll(fixed("700", "EUR")) }, { programId: "club", name: "Club" })];
    const enrollments = [makePayEnrollment("ana"), makePayEnrollment("ben", { programId: "club" })];
    const touches = [makePayClick("ana"), makePayClick("ben", { programId: "club", atMs: ORDER_AT_MS - DAY_MS })];
    expect(decided({ programs, enrollments, touches })).toMatchObject({ programId: "club", creatorId: "ben", amountMinor: 700n });
  });
});

test("E28 the due day is counted on the zone's calendar", () => {
  const order = makePayOrder({ atMs: at("2024-03-10T11:00:00Z") });
  const touches = [makePayClick("ana", { atMs: at("2024-03-09T11:00:00Z") })];
  expect(decided({ order, touches, zone: "Europe/Berlin" })).toMatchObject({ holdUntilMs: at("2024-04-09T10:00:00Z") });
});

test("E14 the order of the touches in the input does not matter", () => {
  const anyCreator = fc.constantFrom("ana", "ben", "cleo");
  const anyClick = fc
    .tuple(anyCreator, fc.constantFrom("click" as const, "visit" as const), fc.integer({ min: -1, max: 40 }))
    .map(([creatorId, kind, days]) => makePayClick(creatorId, { kind, atMs: ORDER_AT_MS - days * DAY_MS }));
  const anyCode = fc
    .tuple(anyCreator, fc.constantFrom("always" as const, "if_clicked" as const, "if_last" as const), fc.nat(1))
    .map(([creatorId, policy, position]) => makeUsedCode(creatorId, { policy, position }));
  const anyTouches = fc
    .array(fc.oneof(anyClick, anyCode), { maxLength: 8 })
    .map((touches) => touches.map((touch, index) => ({ ...touch, id: `touch-${index}` })));
  const shuffled = anyTouches.chain((touches) =>
    fc.tuple(fc.constant(touches), fc.shuffledSubarray(touches, { minLength: touches.length })),
  );
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(decided({ touches: other })).toEqual(decided({ touches: one }));
    }),
  );
});
