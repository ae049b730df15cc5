import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { IdText } from "../../../web/kit/value/id-text.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { noveltyReason, noveltyText, sourceText } from "./order-words.ts";
import type { Story } from "./story.ts";

const isZero = ({ amount }: { readonly amount: string }): boolean => amount === "0";

function amounts({ order }: Story) {
  return [
    { label: "Items", value: <Money value={order.items} /> },
    ...(isZero(order.discount)
      ? []
      : [{ label: "Discount", value: <Money value={{ ...order.discount, amount: `-${order.discount.amount}` }} /> }]),
    ...(isZero(order.shipping) ? [] : [{ label: "Shipping", value: <Money value={order.shipping} /> }]),
    ...(isZero(order.tax) ? [] : [{ label: order.tax_included ? "Tax, included" : "Tax", value: <Money value={order.tax} /> }]),
    { label: "Total", value: <Money value={order.total} /> },
    ...(isZero(order.refunded)
      ? []
      : [
          { label: "Refunded", value: <Money value={{ ...order.refunded, amount: `-${order.refunded.amount}` }} /> },
          { label: "Kept", value: <Money value={order.kept} /> },
        ]),
  ];
}

/** What the order came to, and what else is known of it. */
export function OrderFacts({ story }: { readonly story: Story }) {
  const { order } = story;
  return (
    <>
      <Card title="Amounts">
        <KeyValueList entries={amounts(story)} />
      </Card>
      <Card title="Details">
        <KeyValueList
          entries={[
            { label: "Customer", value: noveltyText(order.is_new_customer) },
            { label: "Because", value: noveltyReason(order.novelty_reason) },
            { label: "Codes", value: order.codes.length === 0 ? "None" : order.codes.join(", ") },
            { label: "Store", value: order.store.name },
            { label: "Came by", value: sourceText(order.source) },
            { label: "Arrived", value: <DateTime at={order.received_at} /> },
            ...order.references.map((reference) => ({
              label: reference.kind.replaceAll("_", " "),
              value: <IdText value={reference.value} what={`${reference.kind} id`} isShort />,
            })),
            { label: "Order id", value: <IdText value={order.id} what="order id" isShort /> },
          ]}
        />
      </Card>
    </>
  );
}
