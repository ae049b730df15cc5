import { expect, test } from "vitest";
import { returnInterval } from "./return-cells.tsx";

const ofInterval = (interval: object | null) => ({ horizons: [{ horizon: "campaign", interval }] as never });

test("the line below a campaign's return says between which ends it lies, and how sure that is", () => {
  const interval = { low: "0.2", high: "1.1", level: "0.95", per_spent: { low: "1.2", high: "2.1" } };
  expect(returnInterval(ofInterval(interval))).toBe("95 % interval of what came back for 1 spent in the campaign’s days: 1.20 to 2.10");
});

test("an interval without an upper end says so, and one that is not known says nothing", () => {
  const interval = { low: "0.2", high: null, level: "0.95", per_spent: { low: "1.2", high: null } };
  expect(returnInterval(ofInterval(interval))).toBe("95 % interval of what came back for 1 spent in the campaign’s days: 1.20 or more");
  expect(returnInterval(ofInterval(null))).toBeUndefined();
});
