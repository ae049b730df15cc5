const orderSources: Readonly<Record<string, string>> = {
  api: "API",
  shopify: "Shopify webhook",
  shopify_csv: "Shopify export",
  csv: "imported file",
  stripe_invoice: "Stripe invoice",
  stripe_checkout: "Stripe checkout",
  stripe_payment: "Stripe payment",
  stripe_link: "Stripe payment link",
  stripe_csv: "Stripe export",
  browser: "browser event",
};

/**
 * The channels by which orders came, in words.
 *
 * @param sources as orders keep them.
 * @returns for example "orders by API, Shopify webhook".
 * @example
 * import { ordersBy } from "./figures.ts";
 * ordersBy(["shopify", "api"]); // => "orders by API, Shopify webhook"
 */
export function ordersBy(sources: Iterable<string>): string {
  const names = [...new Set([...sources].map((source) => orderSources[source] ?? source))].toSorted();
  return names.length === 0 ? "orders" : `orders by ${names.join(", ")}`;
}

/** The formulas of the figures that several reports show. */
export const formulas = {
  orders: "Paid orders placed in the period, without test orders; an order that arrived by several ways counts once.",
  revenue: "Totals of these orders with tax and shipping, less what was refunded since, whenever that was.",
  newCustomers: "Orders of the period that were their customer's first, as the store says or as earlier orders show.",
  otherConversions: "Paid leads, sign-ups, installs, replies and bookings of the period; they are no orders.",
  refunded: "What was refunded of these orders, whenever that was; it is taken off their revenue.",
  clicks: "Clicks on links, without declared bots, previews, prefetches, HEAD requests and hosting networks.",
  creditedRevenue: "Revenue of each order times the share that the model gives to creators' touches.",
  paidOrders: "Orders of the period for which this creator is paid by the pay rule.",
  paidRevenue: "Totals of these orders with tax and shipping, less what was refunded since.",
  commission: "What these orders earned by the pay rule, less what was taken back since: on hold and payable together.",
  pending: "The part of these commissions that is still on hold.",
  payable: "The part of these commissions whose hold is over.",
  owedPending: "Everything earned and not taken back whose hold is not over, of all time.",
  owedPayable: "Everything earned and not taken back whose hold is over, of all time; below zero is a debt that is carried over.",
  cost: "Commission and the costs entered for the days of the period.",
  roi: "(revenue − cost) ÷ cost",
  revenuePerSpent: "revenue ÷ cost",
} as const;
