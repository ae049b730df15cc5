import type { ArrivingOrder, OrderName, OrderSource } from "../order-document.ts";

/** An order as a channel brings it. */
export interface Arrival {
  readonly order: ArrivingOrder;
  readonly source: OrderSource;
  /** The kept payload it was read from. */
  readonly rawPayloadId?: string | undefined;
  /** The channel may not say two different things of one order: a second body is refused. */
  readonly isStrict?: boolean;
}

/** What became of an arrival. */
export interface RecordedOrder {
  /**
   * `created` the order's first word; `joined` the first word of this channel on an order another one brought; `changed` a channel's new
   * word; `unchanged` a new word that adds nothing; `duplicate` said before; `stale` older than what the channel said last; `conflict`
   * refused, because the channel is strict and the body is another one.
   */
  readonly outcome: "created" | "joined" | "changed" | "unchanged" | "duplicate" | "stale" | "conflict";
  readonly id: string;
  readonly externalId: string;
  readonly status: string;
  readonly version: number;
  /** Only of a conflict: where the bodies differ. */
  readonly differences?: readonly { readonly pointer: string; readonly was: unknown; readonly now: unknown }[];
}

const keysOf = ({ order }: Arrival): string[] => [
  `${order.storeId} order ${order.externalId}`,
  ...order.names.map((name: OrderName) => `${order.storeId} ${name.kind} ${name.value}`),
];

/**
 * Divides arrivals into those that certainly mean different orders and the rest, which must wait for them.
 *
 * @param arrivals in order of arrival.
 * @returns `now`: the first of each order; `later`: those that share an id or a name with an earlier one, in their order.
 */
export function firstOfEach<A extends { readonly arrival: Arrival }>(arrivals: readonly A[]): { now: A[]; later: A[] } {
  const taken = new Set<string>();
  const now: A[] = [];
  const later: A[] = [];
  for (const each of arrivals) {
    const keys = keysOf(each.arrival);
    if (keys.some((key) => taken.has(key))) later.push(each);
    else now.push(each);
    for (const key of keys) taken.add(key);
  }
  return { now, later };
}
