import type { TestApp, TestWorkspace } from "./app.ts";
import { plainAmounts } from "./arriving-order.ts";
import { openPayWorld, type Paid, type PayWorld } from "./pay-world.ts";

/** A brand in Berlin with two creators, and four orders of which every figure is known: what tests of reports read. */
export interface ReportWorld extends PayWorld {
  readonly ana: Paid;
  readonly ben: Paid;
  /** Both creators touched it, Ben last: 100.00 EUR, 25.00 refunded, paid to Ben. */
  readonly shared: string;
}

/**
 * Orders in May 2026: one that Ana began and Ben closed (100.00 EUR, of which 25.00 refunded), one of Ana's (50.01 EUR), one nobody
 * touched (30.00 EUR), and one of Ben's in dollars (200.00 USD). The rule pays 10 %, held 30 days. Clicks: Ana 2, Ben 2, and a bot.
 */
export async function openReportWorld(t: TestApp, w: TestWorkspace): Promise<ReportWorld> {
  const world = await openPayWorld(t, w);
  const ana = await world.addCreator("Ana");
  const ben = await world.addCreator("Ben");
  const visitorId = t.ctx.newId();
  const at = (instant: string) => ({ occurredAtMs: Date.parse(instant) });
  await world.click(ana, "2026-05-01T09:00:00Z", { visitorId });
  const last = await world.click(ben, "2026-05-02T09:00:00Z", { visitorId });
  await world.click(ben, "2026-05-02T09:00:01Z", { visitorClass: "declared_bot" });
  const shared = await world.order({ externalId: "1001", visitorId, clickId: last, ...at("2026-05-02T21:59:59.999Z") });
  await world.takeBack({ amountMinor: 2_500n });
  const alone = await world.click(ana, "2026-05-02T10:00:00Z");
  await world.order({ externalId: "1002", clickId: alone, totalMinor: 5_001n, ...at("2026-05-02T22:00:00Z") });
  await world.order({ externalId: "1003", totalMinor: 3_000n, ...at("2026-05-03T12:00:00Z") });
  const dollars = await world.click(ben, "2026-05-03T09:00:00Z");
  await world.order({ externalId: "1004", clickId: dollars, amounts: plainAmounts(20_000n, "USD"), ...at("2026-05-04T12:00:00Z") });
  await world.order({ externalId: "1005", status: "pending", totalMinor: 7_777n, ...at("2026-05-04T12:00:00Z") });
  await world.order({ externalId: "1006", isTest: true, totalMinor: 7_777n, ...at("2026-05-04T12:00:00Z") });
  return { ...world, ana, ben, shared };
}
