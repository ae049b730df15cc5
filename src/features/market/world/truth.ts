import type { World } from "./world.ts";

/** Orders, and what was paid for them less what went back, in minor units of the business's currency. */
export interface Worth {
  readonly orders: number;
  readonly revenueMinor: bigint;
}

/** What is true of a world and nobody in it can see. */
export interface Truth {
  /** Orders that would not have come without a post, by the place of its creator, repeat orders of customers so won included. */
  readonly byCreator: readonly Worth[];
  /** The same by post. */
  readonly byPost: readonly Worth[];
  /** Orders that would have come anyway. */
  readonly anyway: Worth;
  readonly all: Worth;
}

const nothing: Worth = { orders: 0, revenueMinor: 0n };

const plus = (a: Worth, b: Worth): Worth => ({ orders: a.orders + b.orders, revenueMinor: a.revenueMinor + b.revenueMinor });

/**
 * What was left of an order's payment, in minor units.
 *
 * @param order what was paid and what went back.
 */
export const keptMinor = ({ totalMinor, refund }: World["orders"][number]): bigint => totalMinor - (refund?.amountMinor ?? 0n);

/**
 * What the creators of a world truly caused. Parts add up to the whole, to the minor unit.
 *
 * @param world as `marketWorld` gives it.
 */
export function truthOf({ cast, orders }: World): Truth {
  const byPost = cast.posts.map(() => nothing);
  let anyway = nothing;
  for (const order of orders) {
    const worth = { orders: 1, revenueMinor: keptMinor(order) };
    if (order.cause === undefined) anyway = plus(anyway, worth);
    else byPost[order.cause] = plus(byPost[order.cause]!, worth);
  }
  const byCreator = cast.creators.map((_, creator) =>
    byPost.filter((_worth, post) => cast.posts[post]!.creator === creator).reduce(plus, nothing),
  );
  return { byCreator, byPost, anyway, all: byPost.reduce(plus, anyway) };
}
