import { expect, test } from "vitest";
import { channelFinding, type ChannelRow, type Channels } from "./channels.ts";

const row = (channel: string, name: string, cost: string | null): ChannelRow => ({
  channel,
  name,
  orders: "1",
  revenue: { amount: "1000", currency: "EUR" },
  new_customers: "1",
  new_share: "1",
  unknown_orders: "0",
  cost: null,
  cost_note: "entered",
  cost_per_order: null,
  cost_per_new_customer: cost === null ? null : { amount: cost, currency: "EUR" },
  revenue_per_spent: null,
});
const found = (...rows: ChannelRow[]) => channelFinding({ rows } as Channels);

test("the finding says what a new customer costs, beside the dearest other channel, or what is not known", () => {
  const creators = row("creator", "Creators", "1200");
  expect(found(creators, row("email", "E-mail", "300"), row("paid", "Paid advertising", "2500"))).toBe(
    "A new customer costs €12.00 with creators, €25.00 by paid advertising",
  );
  expect(found(creators, row("email", "E-mail", null))).toBe(
    "A new customer costs €12.00 with creators; what other channels cost is not entered",
  );
  expect(found(row("creator", "Creators", null))).toBe("What a new customer costs with creators is not known");
  expect(found(row("email", "E-mail", "300"))).toBe("No creator touched these orders");
});
