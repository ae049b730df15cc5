import { expect, test } from "vitest";
import { walkthroughSales } from "../../../../test/geo-walkthrough.ts";
import { marketRanking, type AskedMarkets, type MarketRanking } from "./market-ranking.ts";

const asked: AskedMarkets = {
  days: 15,
  sizes: [2],
  left_out: [],
  history_from_on: null,
  most_share: 0.5,
  direction: "gain",
  alpha: 0.1,
  missing: "refused",
};
const before = walkthroughSales().filter(({ day }) => day < "2021-04-01");

function ranked(changes: Partial<AskedMarkets> = {}, report: (share: number) => void = () => {}): MarketRanking {
  const found = marketRanking({ cells: before, unit: "count", asked: { ...asked, ...changes } }, report);
  if (found.kind === "refused") throw new RangeError(found.reason);
  return found.ranking;
}

test("sets of the walkthrough's cities are ranked with their share, correlation, least lift, and what waiting costs", () => {
  const shares: number[] = [];
  const { sets, fitted, regions, history_days } = ranked({}, (share) => shares.push(share));
  expect([regions, history_days, fitted >= sets.length, sets.length]).toEqual([40, 90, true, 20]);
  const [best] = sets;
  expect(best!.regions).toHaveLength(2);
  expect(best!.least_lift).toBeGreaterThan(0);
  // What the others would forgo: the least lift of their own sales, which are (1 - share) / share times those of the treated.
  expect(best!.holdout_cost! / best!.least_total!).toBeCloseTo((1 - best!.share) / best!.share, 10);
  const total = (names: readonly string[]) =>
    before.filter(({ region }) => names.includes(region)).reduce((sum, { sales }) => sum + sales, 0);
  const all = before.reduce((sum, { sales }) => sum + sales, 0);
  expect(best!.share).toBeCloseTo(total(best!.regions) / all, 12);
  expect(best!.correlation).toBeGreaterThan(0.5);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  expect(shares.length).toBeGreaterThan(100);
});

test("regions that take no part are in no set, and no set has more than the largest share", () => {
  const { sets } = ranked({ left_out: ["chicago"], most_share: 0.05 });
  expect(sets.every((set) => !set.regions.includes("chicago") && set.share <= 0.05)).toBe(true);
});

test("what cannot be ranked is refused in words", () => {
  const reason = (changes: Partial<AskedMarkets>, cells = before) => {
    const found = marketRanking({ cells, unit: "count", asked: { ...asked, ...changes } }, () => {});
    return found.kind === "refused" ? found.reason : "ranked";
  };
  expect(reason({ most_share: 0.001 })).toContain("No set of regions has a size that is asked for");
  expect(reason({ days: 80 })).toContain("105 days of history are needed for a treatment of 80");
  expect(reason({}, before.slice(1))).toContain("Sales are missing that others have");
});
