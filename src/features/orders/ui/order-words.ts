/** The channels by which orders come, in words. */
const sources: Readonly<Record<string, string>> = {
  api: "API",
  shopify: "Shopify",
  shopify_csv: "Shopify export",
  csv: "imported file",
  stripe_invoice: "Stripe invoice",
  stripe_checkout: "Stripe checkout",
  stripe_payment: "Stripe payment",
  stripe_link: "Stripe payment link",
  stripe_csv: "Stripe export",
  browser: "browser event",
};
export const sourceText = (source: string): string => sources[source] ?? source.replaceAll("_", " ");

const kinds: Readonly<Record<string, string>> = {
  order: "Order",
  lead: "Lead",
  sign_up: "Sign-up",
  install: "Install",
  rsvp: "Reply",
  booking: "Booking",
};
/** What an order is called: "Order 1042", "Lead 77". An id that begins with # keeps it. */
export const orderTitle = (kind: string, externalId: string): string => `${kinds[kind] ?? "Order"} ${externalId}`;

type Amount = { readonly amount: string };

/** What refunds made of a paid order, which stays paid: what it is called beside its status; null while nothing went back. */
export function refundState(order: { readonly status: string; readonly total: Amount; readonly refunded: Amount }): string | null {
  if (order.status !== "paid" || BigInt(order.refunded.amount) === 0n) return null;
  return BigInt(order.refunded.amount) >= BigInt(order.total.amount) ? "refunded" : "partly_refunded";
}

const adjustments: Readonly<Record<string, string>> = {
  refund: "Refund",
  refund_failed: "Refund failed",
  cancellation: "Cancellation",
  dispute_opened: "Dispute opened",
  dispute_won: "Dispute won",
  dispute_lost: "Dispute lost",
};
export const adjustmentText = (kind: string): string => adjustments[kind] ?? kind.replaceAll("_", " ");

const accounts: Readonly<Record<string, string>> = {
  commission_expense: "Commission expense",
  creator_pending: "on hold",
  creator_payable: "payable",
  exchange_clearing: "Exchange clearing",
};
/** An account of the ledger: whose, and which. */
export const accountText = ({ kind, creator }: { readonly kind: string; readonly creator: { readonly name: string } | null }): string =>
  creator === null ? (accounts[kind] ?? kind) : `${creator.name}, ${accounts[kind] ?? kind}`;

/** Why money moved, from the name of the step. */
export function stepText(step: string): string {
  if (step === "earned") return "Earned";
  if (step === "matured") return "Hold over";
  if (step === "superseded") return "Replaced";
  return step.startsWith("reversed-") ? "Taken back" : step;
}

const flags: Readonly<Record<string, string>> = {
  total_mismatch: "The sender’s total is not the sum of its parts.",
  amount_unknown: "The amount is not known.",
  currency_changed: "A later version came in another currency.",
  refund_in_other_currency: "A refund came in another currency and could not be taken off.",
};
export const flagText = (flag: string): string => flags[flag] ?? flag.replaceAll("_", " ");

const novelties: Readonly<Record<string, string>> = {
  stated: "The sender says so",
  first_order: "Their first order here",
  earlier_order: "An earlier order of theirs is here",
  no_customer: "The order names no customer",
};
/** Why a customer counts as new, as returning, or as neither. */
export const noveltyReason = (reason: string): string => novelties[reason] ?? reason.replaceAll("_", " ");

/** Whether a customer bought here before. */
export function noveltyText(isNew: boolean | null): string {
  if (isNew === null) return "Not known";
  return isNew ? "New" : "Returning";
}
