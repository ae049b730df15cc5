import type { ArrivingOrder, OrderName, OrderSource } from "../order-document.ts";

/** An order as a channel brings it. */
export interface Arrival {
  readonly order: ArrivingOrder;
  readonly source: OrderSource;
  /** The kept payload it was read from. */
  readonly rawPayloadId?: string | undefined;
  /** Whether a second, different body from this channel is refused instead of recorded as a new version. */
  readonly isStrict?: boolean;
}

/** What became of an arrival. */
export interface RecordedOrder {
  /**
   * `created`: the order is new. `joined`: another channel had brought it, and this is this channel's first version of it. `changed`: a new
   * version of the same channel. `unchanged`: a new version that changes nothing. `duplicate`: this very body was recorded before. `stale`:
   * older than the channel's last version. `conflict`: refused, because the channel is strict and the body differs from the first one.
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
