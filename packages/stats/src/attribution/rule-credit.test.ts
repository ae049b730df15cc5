import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstTouch, lastNonDirect, lastTouch, linear, positionBased, ruleCredit, timeDecay, type CreditOutcome } from "./rule-credit.ts";
import { MODELS, type RuleModel } from "./rule-models.ts";

const DAY_MS = 86_400_000;

/** Touches a, b, c ... one day apart; a "-" stands for a direct visit. */
const touchesOf = (pattern: string) =>
  Array.from(pattern, (character, index) => ({ id: String.fromCharCode(97 + index), atMs: index * DAY_MS, isDirect: character === "-" }));

const shares = (outcome: CreditOutcome<unknown>): number[] =>
  outcome.kind === "credited" ? outcome.credits.map((credit) => credit.sharePpb) : [];

const millions = (...values: number[]): number[] => values.map((value) => value * 1_000_000);

const anyTouches = fc.uniqueArray(fc.record({ id: fc.uuid(), atMs: fc.integer({ min: 0, max: 400 * DAY_MS }), isDirect: fc.boolean() }), {
  selector: (touch) => touch.id,
  minLength: 1,
  maxLength: 60,
});
const anyRule = fc.oneof(
  fc.constantFrom(...MODELS.map((model) => model.rule)),
  fc.record({
    kind: fc.constant("position" as const),
    firstPpb: fc.integer({ min: 1, max: 500_000_000 }),
    lastPpb: fc.integer({ min: 0, max: 500_000_000 }),
  }),
  fc.record({ kind: fc.constant("time_decay" as const), halfLifeMs: fc.integer({ min: 1, max: 90 * DAY_MS }) }),
  fc.record({
    kind: fc.constant("time_decay_stepped" as const),
    stepMs: fc.integer({ min: 1, max: 90 * DAY_MS }),
    factor: fc.double({ min: 0.01, max: 1, noNaN: true }),
  }),
  fc.constant({ kind: "position_decay" as const }),
);

describe("known answers", () => {
  test("first touch", () => {
    expect(shares(firstTouch(touchesOf("xxx")))).toEqual(millions(1000, 0, 0));
  });

  test("last touch, also when it is direct", () => {
    expect(shares(lastTouch(touchesOf("xx-")))).toEqual(millions(0, 0, 1000));
  });

  test.each([
    ["xxx", [0, 0, 1000]],
    ["xx-", [0, 1000, 0]],
    ["x--", [1000, 0, 0]],
    ["---", [0, 0, 1000]],
  ])("last non-direct touch of %s", (pattern, expected) => {
    expect(shares(lastNonDirect(touchesOf(pattern)))).toEqual(millions(...expected));
  });

  test("a touch that does not say it is direct is not", () => {
    expect(shares(lastNonDirect([{ id: "a", atMs: 1 }]))).toEqual(millions(1000));
  });

  test.each([
    ["x", millions(1000)],
    ["xx", millions(500, 500)],
    ["xxx", [333_333_334, 333_333_333, 333_333_333]],
    ["xxxx", millions(250, 250, 250, 250)],
  ])("linear over %s", (pattern, expected) => {
    expect(shares(linear(touchesOf(pattern)))).toEqual(expected);
  });

  test.each([
    ["x", millions(1000)],
    ["xx", millions(500, 500)],
    ["xxx", millions(400, 200, 400)],
    ["xxxx", millions(400, 100, 100, 400)],
    ["xxxxx", [400_000_000, 66_666_667, 66_666_667, 66_666_666, 400_000_000]],
  ])("position 40/20/40 over %s: two touches 50/50, one all", (pattern, expected) => {
    expect(shares(positionBased(touchesOf(pattern)))).toEqual(expected);
  });

  test("position with other ends: two touches share in the ends' proportion, and ends that take all leave nothing between", () => {
    const ends = { firstPpb: 300_000_000, lastPpb: 100_000_000 };
    expect(shares(positionBased(touchesOf("xx"), ends))).toEqual(millions(750, 250));
    expect(shares(positionBased(touchesOf("xxx"), ends))).toEqual(millions(300, 600, 100));
    expect(shares(positionBased(touchesOf("xxx"), { firstPpb: 1_000_000_000, lastPpb: 0 }))).toEqual(millions(1000, 0, 0));
  });

  test("time decay: weights 1/4, 1/2, 1 when the touches lie one half-life apart", () => {
    expect(shares(timeDecay(touchesOf("xxx"), DAY_MS))).toEqual([142_857_143, 285_714_286, 571_428_571]);
  });

  test("time decay is smooth: half a half-life weighs the square root of a half", () => {
    const [older, newer] = shares(timeDecay(touchesOf("xx"), 2 * DAY_MS));
    expect([older, newer]).toEqual([414_213_562, 585_786_438]);
  });

  test("time decay has a half-life of seven days unless told otherwise", () => {
    const touches = [
      { id: "a", atMs: 0 },
      { id: "b", atMs: 7 * DAY_MS },
    ];
    expect(shares(timeDecay(touches))).toEqual([333_333_333, 666_666_667]);
  });

  test("time decay of touches years apart still sums to one and does not vanish", () => {
    const touches = [
      { id: "a", atMs: 0 },
      { id: "b", atMs: 3_650 * DAY_MS },
    ];
    expect(shares(timeDecay(touches))).toEqual(millions(0, 1000));
  });
});

test("decay in steps halves at each whole step before the last touch, and not before", () => {
  const touches = [0, 1, 10, 11].map((atMs, at) => ({ id: `${at}`, atMs }));
  const outcome = ruleCredit({ kind: "time_decay_stepped", stepMs: 10, factor: 0.5 }, touches);
  expect(shares(outcome)).toEqual([166_666_667, 166_666_667, 333_333_333, 333_333_333]);
});

test("position decay rises evenly to the last touch", () => {
  expect(shares(ruleCredit({ kind: "position_decay" }, touchesOf("xxxx")))).toEqual(millions(100, 200, 300, 400));
});

describe("every rule", () => {
  test("no touch gives the explicit outcome unattributed", () => {
    for (const { rule } of MODELS) expect(ruleCredit(rule, [])).toEqual({ kind: "unattributed" });
  });

  test("E14 shares are whole, not negative, and sum to exactly one billion", () => {
    fc.assert(
      fc.property(anyRule, anyTouches, (rule, touches) => {
        const parts = shares(ruleCredit(rule, touches));
        expect(parts.length).toBe(touches.length);
        expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
        expect(parts.reduce((total, part) => total + part, 0)).toBe(1_000_000_000);
      }),
    );
  });

  test("the order of the input does not matter, also with equal times", () => {
    const withShuffle = anyTouches.chain((list) => {
      const coarse = list.map((touch) => ({ ...touch, atMs: touch.atMs - (touch.atMs % (100 * DAY_MS)) }));
      return fc.tuple(fc.constant(coarse), fc.shuffledSubarray(coarse, { minLength: coarse.length }));
    });
    fc.assert(
      fc.property(anyRule, withShuffle, (rule, [one, other]) => {
        expect(ruleCredit(rule, other)).toEqual(ruleCredit(rule, one));
      }),
    );
  });

  test("moving all touches by the same time changes no share", () => {
    fc.assert(
      fc.property(anyRule, anyTouches, fc.integer({ min: 0, max: 10 ** 12 }), (rule, touches, shiftMs) => {
        const moved = touches.map((touch) => ({ ...touch, atMs: touch.atMs + shiftMs }));
        expect(shares(ruleCredit(rule, moved))).toEqual(shares(ruleCredit(rule, touches)));
      }),
    );
  });

  test("under time decay a later touch never gets less than an earlier one", () => {
    fc.assert(
      fc.property(anyTouches, fc.integer({ min: 1, max: 90 * DAY_MS }), (touches, halfLifeMs) => {
        const parts = shares(timeDecay(touches, halfLifeMs));
        expect(parts.every((part, index) => index === 0 || part >= (parts[index - 1] ?? 0) - 1)).toBe(true);
      }),
    );
  });

  test("the touches come back as they were given, with the caller's own fields", () => {
    const touch = { id: "a", atMs: 1, channel: "creator" };
    const outcome = linear([touch]);
    expect(outcome.kind === "credited" && outcome.credits[0]?.touch).toBe(touch);
  });

  test.each<RuleModel>([
    { kind: "time_decay", halfLifeMs: 0 },
    { kind: "time_decay", halfLifeMs: Number.NaN },
    { kind: "time_decay", halfLifeMs: Number.POSITIVE_INFINITY },
    { kind: "time_decay_stepped", stepMs: 0, factor: 0.5 },
    { kind: "time_decay_stepped", stepMs: Infinity, factor: 0.5 },
    { kind: "time_decay_stepped", stepMs: 1, factor: 0 },
    { kind: "time_decay_stepped", stepMs: 1, factor: 1.1 },
    { kind: "position", firstPpb: 0, lastPpb: 0 },
    { kind: "position", firstPpb: 600_000_000, lastPpb: 600_000_000 },
    { kind: "position", firstPpb: -1, lastPpb: 2 },
    { kind: "position", firstPpb: 0.5, lastPpb: 2 },
  ])("refuses the parameters %j", (rule) => {
    expect(() => ruleCredit(rule, touchesOf("xx"))).toThrow(RangeError);
  });
});

test("the models have the ids that reports store, each once", () => {
  expect(MODELS.map((model) => model.id)).toEqual(["first", "last", "last_non_direct", "linear", "position_40_20_40", "time_decay_7d"]);
  for (const model of MODELS) expect(model.name).not.toBe("");
});
