import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bringingOrders, campaignOrders, type CampaignOrder, type PersonOrder, type TouchedOrder } from "./campaign-orders.ts";
import { campaignReturn, paybackMs, type Measured } from "./campaign-return.ts";
import { orderMargin } from "./order-margin.ts";
import { conversionInto } from "./conversion.ts";

const half = 500_000_000n;
const all = 1_000_000_000n;

let counted = 0;
const person = (more: Partial<PersonOrder> = {}): PersonOrder => ({
  id: `o${++counted}`,
  atMs: 0,
  isOrder: true,
  currency: "EUR",
  keptMinor: 10_000n,
  totalMinor: 10_000n,
  netMinor: 8_000n,
  goodsMinor: null,
  isFirst: true,
  personId: null,
  ...more,
});
const touched = (shares: Record<string, bigint>, more: Partial<PersonOrder> = {}): TouchedOrder => ({
  ...person(more),
  sharesPpb: new Map(Object.entries(shares)),
});
const data = (more: Partial<Measured> = {}): Measured => ({
  orders: [],
  commissions: [],
  costs: [],
  marginRate: undefined,
  converted: conversionInto("EUR", []).converted,
  ...more,
});
const fee = (amountMinor: bigint, creatorId: string | null = null) => ({ creatorId, kind: "fee", currency: "EUR", amountMinor });
const ever = { beforeMs: Infinity, scope: undefined };
const orders = (...list: readonly TouchedOrder[]): CampaignOrder[] => campaignOrders(list, []);

describe("which orders count", () => {
  test("later orders of a customer whose first one the campaign brought, by the shares of that first one", () => {
    const first = touched({ ana: half }, { id: "first", atMs: 1, personId: "p" });
    const later = [person({ id: "first", personId: "p", atMs: 1 }), person({ id: "later", personId: "p", atMs: 9, isFirst: false })];
    expect(campaignOrders([first], later).map(({ id, isCarried, sharesPpb }) => [id, isCarried, sharesPpb.get("ana")])).toEqual([
      ["first", false, half],
      ["later", true, half],
    ]);
  });

  test("none of a customer who bought before, of whom nobody knows, or whom the campaign has no share in", () => {
    const not = [
      touched({ ana: all }, { personId: "returning", isFirst: false }),
      touched({ ana: all }, { personId: "unknown", isFirst: null }),
      touched({ ana: 0n }, { personId: "another's" }),
    ];
    expect(bringingOrders(not).size).toBe(0);
  });
});

describe("a return", () => {
  test("is (revenue − cost) ÷ cost and revenue ÷ cost, over the creators' shares of what was not refunded", () => {
    const one = campaignReturn(
      data({ orders: orders(touched({ ana: half, ben: half / 2n }, { keptMinor: 8_000n })), costs: [fee(2_000n)] }),
      ever,
    );
    // 80.00 × 0.75 = 60.00 for 20.00
    expect(one).toMatchObject({ revenueMinor: 6_000n, costMinor: 2_000n, roi: "2", revenuePerSpent: "3", ordersPpb: 750_000_000n });
  });

  test("is not known without any cost, and a kind of cost that nobody entered is missing rather than zero", () => {
    const back = campaignReturn(data({ orders: orders(touched({ ana: all })) }), ever);
    expect([back.roi, back.interval, back.kinds]).toEqual([undefined, undefined, []]);
  });

  test("of a creator has their own costs and commissions only; the whole has everything", () => {
    const commissions = [{ creatorId: "ana", atMs: 1, currency: "EUR", amountMinor: 100n }];
    const known = data({ orders: orders(touched({ ana: half, ben: half })), commissions, costs: [fee(1_000n, "ana"), fee(50n)] });
    const cost = (scope: string | undefined) => campaignReturn(known, { beforeMs: Infinity, scope }).costMinor;
    expect([cost("ana"), cost("ben"), cost(undefined)]).toEqual([1_100n, 0n, 1_150n]);
  });

  test("over a span has the orders and commissions before its end, and every entered cost", () => {
    const list = orders(touched({ ana: all }, { atMs: 1 }), touched({ ana: all }, { atMs: 5 }));
    const known = data({
      orders: list,
      commissions: [{ creatorId: "ana", atMs: 5, currency: "EUR", amountMinor: 70n }],
      costs: [fee(30n)],
    });
    const at = (beforeMs: number) => campaignReturn(known, { beforeMs, scope: undefined });
    expect([at(5).revenueMinor, at(5).costMinor, at(6).revenueMinor, at(6).costMinor]).toEqual([10_000n, 30n, 20_000n, 100n]);
  });

  test("converts at stated rates, and is unknown as a whole where one is missing", () => {
    const list = orders(touched({ ana: all }), touched({ ana: all }, { currency: "USD" }));
    const rate = { base: "USD", quote: "EUR", rate: "0.9", on: "2026-05-01", source: "ECB" };
    const [known, unknown] = [conversionInto("EUR", [rate]), conversionInto("EUR", [])];
    const back = (converted: Measured["converted"]) => campaignReturn(data({ orders: list, costs: [fee(1_000n)], converted }), ever);
    expect(back(known.converted)).toMatchObject({ revenueMinor: 19_000n, roi: "18" });
    expect(back(unknown.converted)).toMatchObject({ revenueMinor: undefined, roi: undefined, interval: undefined });
    expect([known.used().rates, unknown.used().missing]).toEqual([[rate], ["USD"]]);
  });

  test("has an interval that holds it, that has width for orders of one amount, and that narrows with more orders", () => {
    const ofMany = (count: number) =>
      campaignReturn(
        data({ orders: orders(...Array.from({ length: count }, () => touched({ ana: all }))), costs: [fee(BigInt(count) * 5_000n)] }),
        ever,
      );
    const [few, many] = [ofMany(10), ofMany(1_000)];
    // Garwood: 4.7954 to 18.3904 orders of 100.00 for a cost of 500.00.
    expect([few.roi, few.interval]).toEqual(["1", { low: "-0.0409", high: "2.6781" }]);
    const width = ({ interval }: typeof few) => Number(interval!.high) - Number(interval!.low);
    expect(width(many)).toBeLessThan(width(few) / 5);
  });

  test("of commissions alone has no interval: they rise and fall with the orders", () => {
    const commissions = [{ creatorId: "ana", atMs: 0, currency: "EUR", amountMinor: 1_000n }];
    const back = campaignReturn(data({ orders: orders(touched({ ana: all })), commissions }), ever);
    expect([back.roi, back.interval]).toEqual(["9", undefined]);
  });

  test("creators' revenues add up to the whole's, but for a cent each", () => {
    const amounts = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 1_000_000n }), fc.bigInt({ min: 0n, max: half })), { maxLength: 20 });
    fc.assert(
      fc.property(amounts, (list) => {
        const known = data({
          orders: orders(...list.map(([keptMinor, share]) => touched({ ana: share, ben: half - share }, { keptMinor }))),
        });
        const revenue = (scope: string | undefined) => campaignReturn(known, { beforeMs: Infinity, scope }).revenueMinor!;
        const difference = revenue(undefined) - revenue("ana") - revenue("ben");
        expect(difference >= -1n && difference <= 1n).toBe(true);
      }),
    );
  });
});

describe("a margin", () => {
  test("is what is left after goods, in the proportion that was not refunded, or the brand's rate of the revenue", () => {
    const order = { keptMinor: 5_000n, totalMinor: 10_000n, netMinor: 8_000n, goodsMinor: 3_000n };
    expect(orderMargin(order, undefined)).toEqual({ kind: "unit_costs", marginMinor: 2_500n });
    expect(orderMargin({ ...order, goodsMinor: null }, { num: 4n, den: 10n })).toEqual({ kind: "margin_rate", marginMinor: 2_000n });
    expect(orderMargin({ ...order, goodsMinor: null }, undefined)).toBeUndefined();
  });

  test("of a campaign is not known as long as that of one order is not", () => {
    const list = orders(touched({ ana: all }, { goodsMinor: 1_000n }), touched({ ana: all }));
    const margin = (marginRate: Measured["marginRate"]) => campaignReturn(data({ orders: list, marginRate }), ever).margin;
    expect(margin(undefined)).toEqual({ amountMinor: undefined, basis: "unit_costs", unknownOrders: 1 });
    expect(margin({ num: 1n, den: 2n })).toEqual({ amountMinor: 12_000n, basis: "both", unknownOrders: 0 });
  });
});

describe("the payback", () => {
  const list = orders(touched({ ana: all }, { atMs: 10 }), touched({ ana: all }, { atMs: 20 }), touched({ ana: all }, { atMs: 30 }));

  test("is at the order by which everything entered and the commissions so far are covered", () => {
    const commissions = list.map(({ atMs }) => ({ creatorId: "ana", atMs, currency: "EUR", amountMinor: 1_000n }));
    expect(paybackMs(data({ orders: list, costs: [fee(18_000n)], commissions }), undefined, "revenue")).toBe(20);
    expect(paybackMs(data({ orders: list, costs: [fee(18_001n)], commissions }), undefined, "revenue")).toBe(30);
    expect(paybackMs(data({ orders: list, costs: [fee(27_001n)], commissions }), undefined, "revenue")).toBeUndefined();
  });

  test("by margin comes later, and where nothing was spent there is none", () => {
    const marginRate = { num: 1n, den: 2n };
    expect(paybackMs(data({ orders: list, costs: [fee(10_000n)], marginRate }), undefined, "margin")).toBe(20);
    expect(paybackMs(data({ orders: list }), undefined, "revenue")).toBeUndefined();
  });
});
