import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { campaignReturn, paybackOn, type Measured } from "./campaign-return.ts";
import { conversionInto } from "./conversion.ts";
import type { OrderCell } from "./order-cell.ts";

const half = 500_000_000n;
const all = 1_000_000_000n;

interface Sold {
  readonly shares?: Readonly<Record<string, bigint>>;
  readonly day?: string;
  readonly currency?: string;
  readonly keptMinor?: bigint;
  /** What is left after the goods; missing: not known. */
  readonly marginMinor?: bigint;
  readonly times?: number;
}

function cell(scope: string | null, share: bigint, sold: Sold): OrderCell {
  const { day = "2026-05-01", currency = "EUR", keptMinor = 10_000n, marginMinor, times = 1 } = sold;
  const count = BigInt(times);
  const isCosted = marginMinor !== undefined;
  return {
    day,
    scope,
    currency,
    isCarried: false,
    ordersPpb: share * count,
    firstsPpb: 0n,
    unknownNovelty: 0,
    totalPpb: keptMinor * share * count,
    keptPpb: keptMinor * share * count,
    costedMarginPpb: (marginMinor ?? 0n) * share * count,
    costedOrders: isCosted ? times : 0,
    uncostedKeptPpb: isCosted ? 0n : keptMinor * share * count,
    uncostedOrders: isCosted ? 0 : times,
    squares: times * ((Number(keptMinor) * Number(share)) / 1e9) ** 2,
    largestMinor: keptMinor,
  };
}

/** Orders as the database adds them up: for each creator, and for all together. */
function sold(...list: readonly Sold[]): Measured["orders"] {
  const cells = new Map<string | undefined, OrderCell[]>();
  for (const each of list) {
    const shares = Object.entries(each.shares ?? { ana: all });
    const whole = shares.reduce((sum, [, share]) => sum + share, 0n);
    for (const [creator, share] of [...shares, [undefined, whole] as const])
      cells.set(creator, [...(cells.get(creator) ?? []), cell(creator ?? null, share, each)]);
  }
  return cells;
}

const earned = (...list: readonly { creatorId: string; day: string; amountMinor: bigint }[]): Measured["commissions"] => {
  const cells = list.map((each) => ({ ...each, currency: "EUR" }));
  const creators = new Set(list.map(({ creatorId }) => creatorId));
  const own = [...creators].map((creator) => [creator, cells.filter((each) => each.creatorId === creator)] as const);
  return new Map<string | undefined, typeof cells>([[undefined, cells], ...own]);
};

const data = (more: Partial<Measured> = {}): Measured => ({
  orders: new Map(),
  commissions: new Map(),
  costs: [],
  marginRate: undefined,
  converted: conversionInto("EUR", []).converted,
  ...more,
});
const fee = (amountMinor: bigint, creatorId: string | null = null) => ({ creatorId, kind: "fee" as const, currency: "EUR", amountMinor });
const ever = { beforeOn: undefined, scope: undefined };

describe("a return", () => {
  test("is (revenue − cost) ÷ cost and revenue ÷ cost, over the creators' shares of what was not refunded", () => {
    const shares = { ana: half, ben: half / 2n };
    const one = campaignReturn(data({ orders: sold({ shares, keptMinor: 8_000n }), costs: [fee(2_000n)] }), ever);
    // 80.00 × 0.75 = 60.00 for 20.00
    expect(one).toMatchObject({ revenueMinor: 6_000n, costMinor: 2_000n, roi: "2", revenuePerSpent: "3", ordersPpb: 750_000_000n });
  });

  test("is not known without any cost, and a kind of cost that nobody entered is missing rather than zero", () => {
    const back = campaignReturn(data({ orders: sold({}) }), ever);
    expect([back.roi, back.interval, back.kinds]).toEqual([undefined, undefined, []]);
  });

  test("of a creator has their own costs and commissions only; the whole has everything", () => {
    const commissions = earned({ creatorId: "ana", day: "2026-05-01", amountMinor: 100n });
    const known = data({ orders: sold({ shares: { ana: half, ben: half } }), commissions, costs: [fee(1_000n, "ana"), fee(50n)] });
    const cost = (scope: string | undefined) => campaignReturn(known, { beforeOn: undefined, scope }).costMinor;
    expect([cost("ana"), cost("ben"), cost(undefined)]).toEqual([1_100n, 0n, 1_150n]);
  });

  test("over a span has the orders and commissions before its end, and every entered cost", () => {
    const commissions = earned({ creatorId: "ana", day: "2026-05-05", amountMinor: 70n });
    const known = data({ orders: sold({ day: "2026-05-01" }, { day: "2026-05-05" }), commissions, costs: [fee(30n)] });
    const at = (beforeOn: string) => campaignReturn(known, { beforeOn, scope: undefined });
    const [short, long] = [at("2026-05-05"), at("2026-05-06")];
    expect([short.revenueMinor, short.costMinor, long.revenueMinor, long.costMinor]).toEqual([10_000n, 30n, 20_000n, 100n]);
  });

  test("converts at stated rates, and is unknown as a whole where one is missing", () => {
    const orders = sold({}, { currency: "USD" });
    const rate = { base: "USD", quote: "EUR", rate: "0.9", on: "2026-05-01", source: "ECB" };
    const [known, unknown] = [conversionInto("EUR", [rate]), conversionInto("EUR", [])];
    const back = (converted: Measured["converted"]) => campaignReturn(data({ orders, costs: [fee(1_000n)], converted }), ever);
    expect(back(known.converted)).toMatchObject({ revenueMinor: 19_000n, roi: "18" });
    expect(back(unknown.converted)).toMatchObject({ revenueMinor: undefined, roi: undefined, interval: undefined });
    expect([known.used().rates, unknown.used().missing]).toEqual([[rate], ["USD"]]);
  });

  test("has an interval that holds it, that has width for orders of one amount, and that narrows with more orders", () => {
    const ofMany = (times: number) => campaignReturn(data({ orders: sold({ times }), costs: [fee(BigInt(times) * 5_000n)] }), ever);
    const [few, many] = [ofMany(10), ofMany(1_000)];
    // Garwood: 4.7954 to 18.3904 orders of 100.00 for a cost of 500.00.
    const perSpent = { low: "0.9591", high: "3.6781" };
    expect([few.roi, few.interval]).toEqual(["1", { low: "-0.0409", high: "2.6781", perSpent }]);
    const width = ({ interval }: typeof few) => Number(interval!.high) - Number(interval!.low);
    expect(width(many)).toBeLessThan(width(few) / 5);
  });

  test("of commissions alone has no interval: they rise and fall with the orders", () => {
    const commissions = earned({ creatorId: "ana", day: "2026-05-01", amountMinor: 1_000n });
    const back = campaignReturn(data({ orders: sold({}), commissions }), ever);
    expect([back.roi, back.interval]).toEqual(["9", undefined]);
  });

  test("creators' revenues add up to the whole's, but for a cent each", () => {
    const amounts = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 1_000_000n }), fc.bigInt({ min: 0n, max: half })), { maxLength: 20 });
    fc.assert(
      fc.property(amounts, (list) => {
        const known = data({
          orders: sold(...list.map(([keptMinor, share]) => ({ shares: { ana: share, ben: half - share }, keptMinor }))),
        });
        const revenue = (scope: string | undefined) => campaignReturn(known, { beforeOn: undefined, scope }).revenueMinor!;
        const difference = revenue(undefined) - revenue("ana") - revenue("ben");
        expect(difference >= -1n && difference <= 1n).toBe(true);
      }),
    );
  });
});

describe("a margin", () => {
  test("of a campaign is not known as long as that of one order is not", () => {
    const orders = sold({ marginMinor: 7_000n }, {});
    const margin = (marginRate: Measured["marginRate"]) => campaignReturn(data({ orders, marginRate }), ever).margin;
    expect(margin(undefined)).toEqual({ amountMinor: undefined, basis: "unit_costs", unknownOrders: 1 });
    expect(margin({ num: 1n, den: 2n })).toEqual({ amountMinor: 12_000n, basis: "both", unknownOrders: 0 });
  });
});

describe("the payback", () => {
  const days = ["2026-05-10", "2026-05-20", "2026-05-30"];
  const orders = sold(...days.map((day) => ({ day })));

  test("is on the day by whose end everything entered and the commissions so far are covered", () => {
    const commissions = earned(...days.map((day) => ({ creatorId: "ana", day, amountMinor: 1_000n })));
    expect(paybackOn(data({ orders, costs: [fee(18_000n)], commissions }), undefined, "revenue")).toBe("2026-05-20");
    expect(paybackOn(data({ orders, costs: [fee(18_001n)], commissions }), undefined, "revenue")).toBe("2026-05-30");
    expect(paybackOn(data({ orders, costs: [fee(27_001n)], commissions }), undefined, "revenue")).toBeUndefined();
  });

  test("by margin comes later, and where nothing was spent there is none", () => {
    const marginRate = { num: 1n, den: 2n };
    expect(paybackOn(data({ orders, costs: [fee(10_000n)], marginRate }), undefined, "margin")).toBe("2026-05-20");
    expect(paybackOn(data({ orders }), undefined, "revenue")).toBeUndefined();
  });
});
