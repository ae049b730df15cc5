import type { components } from "../../../web/api.gen.d.ts";

/** A connection as the API gives it. */
export type Connection = components["schemas"]["Connection"];

interface Sender {
  readonly name: string;
  /** Where in the sender's own pages the address is entered. */
  readonly where: string;
  readonly secret: string;
  readonly events: readonly string[];
}

/** What has to be entered at each sender, and where. */
export const senders: Readonly<Record<Connection["kind"], Sender>> = {
  shopify: {
    name: "Shopify",
    where: "Settings, Notifications, Webhooks: create one for each event below, format JSON, with this address.",
    secret: "Below the list of webhooks Shopify says: “Your webhooks will be signed with …”.",
    events: ["Order creation", "Order payment", "Order update", "Order cancellation", "Refund create", "Dispute create", "Dispute update"],
  },
  stripe: {
    name: "Stripe",
    where: "Developers, Webhooks, Add endpoint: enter this address and choose the events below.",
    secret: "On the endpoint’s page: “Signing secret”, it begins with whsec_.",
    events: [
      "checkout.session.completed",
      "checkout.session.async_payment_succeeded",
      "payment_intent.succeeded",
      "invoice.paid",
      "charge.refunded",
      "refund.failed",
      "charge.dispute.created",
      "charge.dispute.closed",
    ],
  },
};

/** A secret that nobody knows, until the sender's own is entered: Stripe says its secret only after it was given the address. */
export function stopgapSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
