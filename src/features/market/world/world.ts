import { poissonVariate, type Generator } from "@vouch/stats";
import { DAY_MS } from "../../../kernel/civil.ts";
import type { Dials, OtherChannel } from "../dials/dials.ts";
import { anywayOrders, interestedPeople, leadsOf, toldTime, type Interested, type Lead, type Told } from "./arrivals.ts";
import { amountsOf, basket, refundOf, type Amounts, type BasketLine, type Refund } from "./basket.ts";
import { castOf, type Cast } from "./cast.ts";
import { checkoutOf, type UsedCode } from "./code.ts";
import { costsOf, type Cost } from "./costs.ts";
import { repeatDays } from "./habit.ts";
import { exposures, pathOf, type PathTouch } from "./path.ts";
import { streamsOf, weightedPlace } from "./streams.ts";

/** What somebody answered to where they heard of the brand: a creator's place in the cast, or something else. */
export type Answer = number | "other";

/** An order, with all that is true of it. */
export interface WorldOrder extends Amounts {
  /** From 1 in the order of time. */
  readonly number: number;
  /** From 1; the same for all orders of one person. */
  readonly customer: number;
  readonly atMs: number;
  /** Places in the dials. */
  readonly region: number;
  readonly age: number;
  /** The post without which it would not have come, the customer's first order included; undefined: it would have come anyway. */
  readonly cause: number | undefined;
  readonly isRepeat: boolean;
  readonly isInStore: boolean;
  readonly lines: readonly BasketLine[];
  readonly refund: Refund | undefined;
  readonly code: UsedCode | undefined;
  /** What the shop could see before it, oldest first; empty in a store, unless an address was left before. */
  readonly touches: readonly PathTouch[];
  /** Undefined when nobody answered. */
  readonly answer: Answer | undefined;
}

/** A click on a creator's link that led to no order. */
export interface IdleClick {
  /** Whose it is, as a lead has it. */
  readonly key: number;
  readonly post: number;
  readonly atMs: number;
  readonly region: number;
}

/** A business as it truly was. */
export interface World extends Told {
  readonly dials: Dials;
  readonly seed: number;
  readonly cast: Cast;
  /** Oldest first. */
  readonly orders: readonly WorldOrder[];
  readonly idleClicks: readonly IdleClick[];
  /** Oldest first. */
  readonly leads: readonly Lead[];
  /** Visits by other ways that led to no order, a count a channel of the dials. */
  readonly idleVisits: ReadonlyMap<OtherChannel, number>;
  readonly costs: readonly Cost[];
}

type Streams = ReturnType<typeof streamsOf>;

/** An order before anything but its time and cause is known. */
interface Bare {
  /** Tells it from all other orders, and stays the same when a dial brings more of them. */
  readonly key: number;
  readonly customer: number;
  readonly atMs: number;
  readonly region: number;
  readonly age: number;
  readonly brought: Interested | undefined;
  readonly isRepeat: boolean;
}

interface Of extends Told {
  readonly dials: Dials;
  readonly cast: Cast;
  readonly streams: Streams;
}

/** More than anybody places. */
const mostOrders = 4096;

/** First orders with their cause, then those of customers who come back. */
function bareOrders(of: Of, interested: readonly Interested[]): Bare[] {
  const { dials, streams, toMs } = of;
  const caused = interested.flatMap((one) => (one.boughtAtMs === undefined ? [] : [{ ...one, atMs: one.boughtAtMs, brought: one }]));
  const anyway = anywayOrders(dials, streams).map((one) => ({ ...one, brought: undefined }));
  return [...caused, ...anyway].flatMap(({ key, atMs, region, age, brought }, index) => {
    const bare: Bare = { key: key * mostOrders, customer: index + 1, atMs, region, age, brought, isRepeat: false };
    const days = repeatDays(streams("habit", key), dials.customers.habit, (toMs - atMs) / DAY_MS);
    const again = days.map((after, at) => ({ key: bare.key + at + 1, atMs: Math.floor(atMs + after * DAY_MS), isRepeat: true }));
    return [bare, ...again.map((one) => ({ ...bare, ...one }))];
  });
}

/** What is said after an order; who was brought by nobody names by chance one whose posts they may have seen. */
function answerOf(source: Generator, bare: Bare, { dials, cast }: Of): Answer | undefined {
  const [answers, knows, which] = [source.uniform(), source.uniform(), source.uniform()];
  if (answers >= dials.survey.answers) return undefined;
  if (bare.brought !== undefined) return knows < dials.survey.recall ? cast.posts[bare.brought.post]!.creator : "other";
  const place = weightedPlace(which, exposures(cast, dials, bare));
  return place !== -1 && knows < dials.survey.guess ? cast.posts[place]!.creator : "other";
}

/** A second before the order. */
const overwriting = (atMs: number): PathTouch => ({ atMs: atMs - 1000, post: undefined, channel: "referral" });

function orderOf(of: Of, bare: Bare, index: number): WorldOrder {
  const { dials, cast, streams } = of;
  const { key, brought, customer, atMs, region, age, isRepeat } = bare;
  const path = streams("path", key);
  const isInStore = path.uniform() < dials.inStore;
  const first = isRepeat ? undefined : brought;
  const broughtBy = first === undefined ? undefined : cast.posts[first.post]!.creator;
  const { code, isOverwritten } = checkoutOf(streams("code", key), { atMs, isInStore, broughtBy }, of);
  const touches = isInStore && first?.isLead !== true ? [] : pathOf(path, { region, atMs, brought: first }, of);
  const lines = basket(streams("basket", key), dials);
  const amounts = amountsOf(lines, dials, code !== undefined);
  return {
    ...{ number: index + 1, customer, atMs, region, age, isRepeat, isInStore, lines, code, ...amounts },
    cause: brought?.post,
    touches: isOverwritten ? [...touches, overwriting(atMs)] : touches,
    refund: refundOf(streams("refund", key), { atMs, ...amounts }, of),
    answer: answerOf(streams("survey", key), bare, of),
  };
}

/**
 * A business from its dials: who speaks, who comes, who buys and why.
 *
 * The same dials and seed give the same world, byte for byte. Each concern draws from a source of its own, so that turning one dial leaves
 * what the others decide as it was. A world of 2,000 orders takes some tens of milliseconds.
 *
 * @param dials the business.
 * @param seed a whole number of at least 0.
 * @param cast who speaks, and when they publish what; missing means as the dials draw it. An experiment says when somebody begins.
 * @returns everything that happened from the first day to the end of the last, and what caused it.
 * @throws {RangeError} when a dial is outside its range.
 */
export function marketWorld(dials: Dials, seed: number, cast: Cast = castOf(dials)): World {
  const of: Of = { dials, cast, streams: streamsOf(seed), ...toldTime(dials) };
  const interested = interestedPeople(of);
  const bare = bareOrders(of, interested).toSorted((a, b) => a.atMs - b.atMs || a.customer - b.customer);
  const visits = dials.channels.map(({ channel, idleVisits }, place) => {
    return [channel, poissonVariate(of.streams("anyway", -1 - place), idleVisits * dials.days)] as const;
  });
  return {
    ...{ dials, seed, cast: of.cast, fromMs: of.fromMs, toMs: of.toMs },
    orders: bare.map((one, index) => orderOf(of, one, index)),
    idleClicks: interested
      .filter(({ clicked, boughtAtMs }) => clicked && boughtAtMs === undefined)
      .map(({ key, post, cameAtMs: atMs, region }) => ({ key, post, atMs, region }))
      .toSorted((a, b) => a.atMs - b.atMs),
    leads: leadsOf(
      interested,
      new Map(bare.flatMap((one) => (one.brought === undefined ? [] : [[one.brought.key, one.customer] as const]))),
    ),
    idleVisits: new Map(visits),
    costs: costsOf(dials, of.cast),
  };
}
