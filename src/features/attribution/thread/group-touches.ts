import { codesInForce, type DatedCode } from "../codes-in-force.ts";
import { foundTouches, type AnswerEvidence, type ClickEvidence, type FoundTouch, type VisitEvidence } from "../found-touches.ts";
import { touchWindow } from "../touch-window.ts";
import type { ReadOrder, Seen } from "./evidence.ts";

/** The orders of one person, or one order of nobody known, with all that may have led to any of them. */
export interface OrderGroup {
  readonly orders: readonly ReadOrder[];
  readonly clicks: readonly Seen<ClickEvidence>[];
  readonly visits: readonly Seen<VisitEvidence>[];
  /** The clicks that these orders name, whenever and by whomever they were made. */
  readonly namedClicks: readonly ClickEvidence[];
  /** Whether the person is known by a browser; one that only an order names is evidence for that order alone. */
  readonly isKnown: (visitor: number) => boolean;
}

/** What holds for every order of the workspace. */
export interface GroupRules {
  /** IANA. */
  readonly zone: string;
  readonly codes: ReadonlyMap<string, readonly DatedCode[]>;
  /** By order, what its customer said. */
  readonly answers: ReadonlyMap<string, AnswerEvidence>;
}

const byAge = (a: { atMs: number }, b: { atMs: number }): number => a.atMs - b.atMs;
const bySeen = (a: Seen<{ atMs: number }>, b: Seen<{ atMs: number }>): number => byAge(a.evidence, b.evidence);

/** The first place in a list by time that is not before an instant. */
function placeOf(list: readonly Seen<{ readonly atMs: number }>[], atMs: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]!.evidence.atMs < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function within<E extends { readonly atMs: number }>(sorted: readonly Seen<E>[], order: ReadOrder, isKnown: OrderGroup["isKnown"]): E[] {
  const { fromMs, beforeMs } = touchWindow(order.atMs);
  const found: E[] = [];
  for (let at = placeOf(sorted, fromMs), end = placeOf(sorted, beforeMs); at < end; at++) {
    const { visitor, evidence } = sorted[at]!;
    if (visitor === order.visitor || isKnown(visitor)) found.push(evidence);
  }
  return found;
}

/** The clicks that an order and the person's earlier orders name, asked for order by order. An order at the very same time is not earlier. */
function namesOf(sorted: readonly ReadOrder[]): (order: ReadOrder) => ReadonlySet<string> {
  const before = new Set<string>();
  let added = 0;
  return (order) => {
    for (; sorted[added]!.atMs < order.atMs; added++) if (sorted[added]!.clickId !== null) before.add(sorted[added]!.clickId!);
    return new Set(order.clickId === null ? before : [order.clickId, ...before]);
  };
}

/**
 * The touches of each order of a group: what `foundTouches` finds in the evidence of that order.
 *
 * @param group in any order
 * @param rules the workspace's zone, by text every code that it may mean, and by order what its customer said
 * @param give is called with each order and its touches, the oldest order first
 */
export function groupTouches(
  group: OrderGroup,
  { zone, codes, answers }: GroupRules,
  give: (order: ReadOrder, touches: FoundTouch[]) => void,
): void {
  const orders = group.orders.toSorted(byAge);
  const [clicks, visits] = [group.clicks.toSorted(bySeen), group.visits.toSorted(bySeen)];
  const named = new Map(group.namedClicks.map((click) => [click.id, click]));
  const names = namesOf(orders);
  for (const order of orders) {
    const namedClickIds = names(order);
    const namedClicks = [...namedClickIds].flatMap((id) => named.get(id) ?? []);
    const found = foundTouches({
      order,
      zone,
      clicks: [...within(clicks, order, group.isKnown), ...namedClicks],
      namedClickIds,
      visits: within(visits, order, group.isKnown),
      codes: codesInForce(order, codes),
      answer: answers.get(order.id) ?? null,
    });
    give(order, found);
  }
}
