import { markovAttribution, MODELS, ruleCredit, shapleyAttribution, WHOLE_PPB, type Journey } from "@vouch/stats";
import { DAY_MS } from "../../../kernel/civil.ts";
import { streamsOf } from "../world/streams.ts";
import { keptMinor } from "../world/truth.ts";
import type { World, WorldOrder } from "../world/world.ts";
import { give, noCredit, type Credited, type LensId } from "./lens.ts";

/** How long before an order a touch counts, in days: the window of most programs. */
export const windowDays = 30;

/** A touch in the form that the rule models take. */
interface Seen {
  readonly id: string;
  readonly atMs: number;
  readonly isDirect: boolean;
  /** The creator's place in the cast; undefined for other channels. */
  readonly creator: number | undefined;
  readonly channel: string;
}

/** What the shop could see of an order within the window, oldest first. */
const seenBefore = ({ cast }: World, order: WorldOrder): Seen[] =>
  order.touches
    .filter(({ atMs }) => order.atMs - atMs < windowDays * DAY_MS)
    .map(({ atMs, post, channel }, at) => {
      const creator = post === undefined ? undefined : cast.posts[post]!.creator;
      return {
        id: String(100 + at),
        atMs,
        isDirect: channel === "direct",
        creator,
        channel: creator === undefined ? channel : `creator ${creator}`,
      };
    });

/** An order with what was seen of it and what was kept of its payment. */
interface Viewed {
  readonly order: WorldOrder;
  readonly seen: readonly Seen[];
  readonly minor: number;
}

function byRule(viewed: readonly Viewed[], creators: number, rule: (typeof MODELS)[number]["rule"]): Credited {
  const credited = noCredit(creators);
  for (const { seen, minor } of viewed) {
    const outcome = ruleCredit(rule, seen);
    if (outcome.kind === "unattributed") continue;
    for (const { touch, sharePpb } of outcome.credits) {
      const share = sharePpb / WHOLE_PPB;
      if (touch.creator !== undefined) give(credited, touch.creator, { orders: share, minor: share * minor });
    }
  }
  return credited;
}

/** Journeys of those who ordered, one by one, and of those who did not, a row a channel. */
function journeysOf({ cast, idleClicks, idleVisits }: World, viewed: readonly Viewed[]): Journey[] {
  const idle = new Map<string, number>(idleVisits);
  for (const { post } of idleClicks) {
    const name = `creator ${cast.posts[post]!.creator}`;
    idle.set(name, (idle.get(name) ?? 0) + 1);
  }
  return [
    ...viewed.map(({ seen, minor }) => ({ channels: seen.map(({ channel }) => channel), conversions: 1, value: minor })),
    ...[...idle].map(([channel, nulls]) => ({ channels: [channel], nulls })),
  ];
}

/** What both data-driven models give: credit a channel. */
type ByChannel = ReturnType<typeof markovAttribution> | ReturnType<typeof shapleyAttribution>;

function ofCreators(outcome: ByChannel, creators: number): Credited {
  const credited = noCredit(creators);
  if (outcome.kind !== "attributed") return credited;
  const { byConversions, byValue, channels } = outcome;
  for (let creator = 0; creator < creators; creator++) {
    const at = channels.indexOf(`creator ${creator}`);
    const minor = byValue.kind === "credited" ? (byValue.credit[at] ?? 0) : 0;
    if (at !== -1) give(credited, creator, { orders: byConversions.credit[at]!, minor });
  }
  return credited;
}

function byCode(viewed: readonly Viewed[], creators: number): Credited {
  const credited = noCredit(creators);
  for (const { order, minor } of viewed) if (order.code !== undefined) give(credited, order.code.creator, { orders: 1, minor });
  return credited;
}

/** Answers stand for those who gave none: each counts as many orders as there are for one answer. */
function byAnswer(viewed: readonly Viewed[], creators: number): Credited {
  const credited = noCredit(creators);
  const answered = viewed.filter(({ order }) => order.answer !== undefined);
  const weight = answered.length === 0 ? 0 : viewed.length / answered.length;
  for (const { order, minor } of answered)
    if (typeof order.answer === "number") give(credited, order.answer, { orders: weight, minor: weight * minor });
  return credited;
}

/**
 * What every lens says of a world: all of them see the same orders, and each only its own kind of evidence.
 *
 * Markov and Shapley are told of those who did not buy, too. Shapley shares conversion rates, exact up to 20 channels; beyond, orders of
 * channels are drawn from the world's seed.
 *
 * @param world as `marketWorld` gives it.
 * @returns credit by lens and creator.
 */
export function countedBy(world: World): ReadonlyMap<LensId, Credited> {
  const creators = world.cast.creators.length;
  const viewed = world.orders.map((order): Viewed => ({ order, seen: seenBefore(world, order), minor: Number(keptMinor(order)) }));
  const journeys = journeysOf(world, viewed);
  const generator = streamsOf(world.seed)("id", -1);
  return new Map<LensId, Credited>([
    ...MODELS.map(({ id, rule }) => [id, byRule(viewed, creators, rule)] as const),
    ["markov", ofCreators(markovAttribution(journeys), creators)],
    ["shapley", ofCreators(shapleyAttribution(journeys, { worth: "conversion-rate", generator }), creators)],
    ["code", byCode(viewed, creators)],
    ["survey", byAnswer(viewed, creators)],
  ]);
}
