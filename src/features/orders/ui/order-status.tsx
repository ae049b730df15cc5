import { Status } from "../../../web/kit/value/status.tsx";
import { refundState } from "./order-words.ts";

/** Where an order stands, and beside it what refunds made of it. */
export function OrderStatus({ order }: { readonly order: Parameters<typeof refundState>[0] }) {
  const refunded = refundState(order);
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Status value={order.status} />
      {refunded !== null && <Status value={refunded} />}
    </span>
  );
}
