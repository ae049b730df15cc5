import { subscriptionsWorth, type SubscriptionOrders, type SubscriptionsWorth } from "./subscriptions.ts";

/** Orders of known customers, a column a field, and whether a creator had a part in each. */
export interface CohortOrders extends SubscriptionOrders {
  readonly isCreators: readonly boolean[];
}

/** How many orders there are, and how many of them belong to a subscription. */
export interface SubscriptionShare {
  readonly orders: number;
  readonly of_subscriptions: number;
}

/** How many orders until the last day belong to a subscription. */
export function subscriptionShare({ days, untilDay, subscriptions }: CohortOrders): SubscriptionShare {
  const isIn = (at: number): boolean => days[at]! <= untilDay;
  const orders = days.filter((_, at) => isIn(at)).length;
  return { orders, of_subscriptions: subscriptions.filter((subscription, at) => subscription !== null && isIn(at)).length };
}

/** Whether customers stay by contract: at least half of the orders belong to subscriptions. */
export const isContractual = ({ orders, of_subscriptions }: SubscriptionShare): boolean => orders > 0 && 2 * of_subscriptions >= orders;

/** The orders of the subscriptions whose first order a creator had a part in, or of those of which none had. */
function ordersOf(input: CohortOrders, isCreators: boolean): CohortOrders {
  const first = new Map<string, { day: number; isCreators: boolean }>();
  input.subscriptions.forEach((subscription, at) => {
    const day = input.days[at]!;
    if (subscription !== null && day < (first.get(subscription)?.day ?? Infinity))
      first.set(subscription, { day, isCreators: input.isCreators[at]! });
  });
  const isOwn = (subscription: string): boolean => first.get(subscription)?.isCreators === isCreators;
  return { ...input, subscriptions: input.subscriptions.map((each) => (each !== null && isOwn(each) ? each : null)) };
}

/** What subscribers are worth: all, those whom creators brought, and the others. */
export function subscribersBy(input: CohortOrders): { readonly [C in "all" | "creators" | "others"]: SubscriptionsWorth | null } {
  return {
    all: subscriptionsWorth(input) ?? null,
    creators: subscriptionsWorth(ordersOf(input, true)) ?? null,
    others: subscriptionsWorth(ordersOf(input, false)) ?? null,
  };
}
