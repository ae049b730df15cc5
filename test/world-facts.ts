import type { MarketFacts } from "../src/features/market/fit/market-facts.ts";
import type { World, WorldOrder } from "../src/features/market/world/world.ts";
import { DAY_MS } from "../src/kernel/civil.ts";

const lookbackDays = 90;
const mostDays = 30;

/** What a shop would see of one order of a world. */
interface Seen {
  readonly atMs: number;
  readonly isFirst: boolean;
  readonly isKnown: boolean;
  readonly clicks: readonly { readonly creator: number; readonly atMs: number }[];
  readonly coded: number | undefined;
  readonly said: number | "other" | undefined;
  readonly isOverwritten: boolean;
  readonly wonAtMs: number;
}

function seenOrders({ orders, cast }: World): Seen[] {
  const won = new Map<number, number>();
  for (const { customer, atMs } of orders) won.set(customer, Math.min(atMs, won.get(customer) ?? atMs));
  const touches = new Map<number, WorldOrder["touches"][number][]>();
  for (const order of orders) touches.set(order.customer, [...(touches.get(order.customer) ?? []), ...order.touches]);
  // Whatever the same browser did before, also on its way to another order.
  const clicksOf = ({ customer, atMs: orderedAtMs }: WorldOrder) =>
    (touches.get(customer) ?? []).flatMap(({ post, atMs }) =>
      post === undefined || atMs >= orderedAtMs || atMs < orderedAtMs - lookbackDays * DAY_MS
        ? []
        : [{ creator: cast.posts[post]!.creator, atMs }],
    );
  return orders.map((order) => ({
    ...{ atMs: order.atMs, isFirst: !order.isRepeat, isKnown: !order.isInStore, clicks: clicksOf(order), coded: order.code?.creator },
    ...{ said: order.answer, wonAtMs: won.get(order.customer)! },
    isOverwritten: order.code !== undefined && order.touches.some((t) => t.channel === "referral" && t.atMs >= order.atMs - 60_000),
  }));
}

const part = (all: readonly Seen[], are: (one: Seen) => boolean) => ({ of: all.length, are: all.filter(are).length });
const dayOf = (atMs: number): number => Math.floor(atMs / DAY_MS);

function delaysOf(first: readonly Seen[], toMs: number): MarketFacts["delays"] {
  const days = first.flatMap(({ atMs, clicks, coded, said }) => {
    const agreed = clicks.filter(({ creator }) => creator === coded || creator === said).map((click) => click.atMs);
    const at = Math.max(...agreed);
    return agreed.length > 0 && at < toMs - mostDays * DAY_MS && at >= atMs - mostDays * DAY_MS ? [(atMs - at) / DAY_MS] : [];
  });
  return { mostDays, count: days.length, meanDays: days.length === 0 ? null : days.reduce((sum, one) => sum + one, 0) / days.length };
}

/** What a shop could see of a world, worked out from the world itself: what the database must find in what was sent. */
export function worldFacts(world: World): MarketFacts {
  const { cast, fromMs, toMs, idleClicks } = world;
  const seen = seenOrders(world);
  const clickTimes = idleClicks.map(({ atMs }) => atMs).concat(seen.flatMap(({ clicks }) => clicks.map(({ atMs }) => atMs)));
  const codeTimes = seen.filter(({ coded }) => coded !== undefined).map(({ atMs }) => atMs);
  const workMs = [cast.posts.map(({ atMs }) => atMs), clickTimes, codeTimes]
    .flat()
    .reduce((least, atMs) => Math.min(least, atMs), Infinity);
  const first = seen.filter(({ isFirst, isOverwritten }) => isFirst && !isOverwritten);
  const old = seen.filter(({ wonAtMs, atMs }) => wonAtMs < workMs && atMs >= workMs);
  const answers = seen.filter(({ said }) => said !== undefined).map(({ atMs }) => atMs);
  const asked = seen.filter(({ atMs }) => atMs > (answers[0] ?? Infinity) && atMs < (answers.at(-1) ?? 0));
  const clicked = ({ clicks }: Seen, creator: unknown): boolean => clicks.some((click) => click.creator === creator);
  const quietFrom = dayOf(seen[0]!.atMs) + 1;
  const quiet = Array.from({ length: Math.max(0, dayOf(workMs) - quietFrom) }, (_, at) => quietFrom + at);
  return {
    ...{ from: new Date(fromMs).toISOString().slice(0, 10), to: new Date(toMs).toISOString().slice(0, 10), lookbackDays, hasVisits: true },
    ...{ orders: seen.length, days: dayOf(toMs - 1) - dayOf(seen[0]!.atMs) + 1, firstOrders: seen.filter(({ isFirst }) => isFirst).length },
    quiet: quiet.map((epochDay) => ({
      ...{ epochDay, unknownOrders: 0 },
      firstOrders: seen.filter(({ isFirst, atMs }) => isFirst && dayOf(atMs) === epochDay).length,
    })),
    creators: cast.creators.length,
    followers: cast.creators.map(({ followers }) => followers),
    posts: cast.creators.map((_, at) => cast.posts.filter(({ creator }) => creator === at).length),
    answered: part(asked, ({ said }) => said !== undefined),
    coded: part(
      first.filter((one) => clicked(one, one.said)),
      ({ said, coded }) => said === coded,
    ),
    recalled: part(
      first.filter((one) => one.said !== undefined && clicked(one, one.coded)),
      ({ said, coded }) => said === coded,
    ),
    unlinked: part(
      first.filter(({ isKnown, said, coded }) => isKnown && said !== undefined && said === coded),
      (one) => !clicked(one, one.said),
    ),
    leaked: part(
      old.filter(({ isOverwritten }) => !isOverwritten),
      ({ coded }) => coded !== undefined,
    ),
    guessed: part(
      old.filter(({ said }) => said !== undefined),
      ({ said }) => said !== "other",
    ),
    overwritten: part(
      seen.filter(({ isKnown, atMs }) => isKnown && atMs >= workMs),
      ({ isOverwritten }) => isOverwritten,
    ),
    delays: delaysOf(first, toMs),
  };
}
