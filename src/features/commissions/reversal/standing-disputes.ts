import { canonicalJson } from "../../../kernel/canonical-json.ts";
import type { CommissionAdjustment } from "./adjusted-order.ts";

const RANK = { dispute_opened: 0, dispute_lost: 1, dispute_won: 2, refund: 0, cancellation: 0 } as const;

const isOpening = ({ kind }: CommissionAdjustment): boolean => kind === "dispute_opened";

/** By time; events of one instant by their text, so that the order of arrival makes no difference. */
const byTime = (one: CommissionAdjustment, other: CommissionAdjustment): number =>
  one.atMs - other.atMs || (canonicalJson(one) < canonicalJson(other) ? -1 : 1);

/** Opened, then lost, then won. */
const byLastWord = (one: CommissionAdjustment, other: CommissionAdjustment): number =>
  RANK[one.kind] - RANK[other.kind] || byTime(one, other);

/** The events, oldest first, with one id for each dispute. */
function paired(events: readonly CommissionAdjustment[]): CommissionAdjustment[] {
  const opened = new Set(events.filter(isOpening).map(({ disputeId }) => disputeId));
  const answers = events.filter((event) => !isOpening(event));
  const answered = new Set(answers.map(({ disputeId }) => disputeId));
  const waiting = events.filter((event) => isOpening(event) && !answered.has(event.disputeId));
  const meant = new Map<string | null, string | null>();
  for (const { disputeId, source } of answers.filter((event) => !opened.has(event.disputeId))) {
    const found = meant.has(disputeId) ? -1 : waiting.findIndex((event) => event.source === source);
    for (const opening of found === -1 ? [] : waiting.splice(found, 1)) meant.set(disputeId, opening.disputeId);
  }
  return events.map((event) => ({ ...event, disputeId: meant.get(event.disputeId) ?? event.disputeId }));
}

/**
 * The disputes of an order that stand: opened or lost, with the amount each was opened for.
 *
 * The last event of each dispute counts; a dispute that was won is over. Some channels give each event an id of its own instead of one to
 * the whole dispute. An outcome whose id no opening has is therefore taken for the oldest open dispute of the same channel that has no
 * outcome yet.
 *
 * @param adjustments everything known of the order, in any order of arrival.
 * @returns one event for each dispute that takes something.
 */
export function standingDisputes(adjustments: readonly CommissionAdjustment[]): CommissionAdjustment[] {
  const events = paired(adjustments.filter(({ kind }) => kind.startsWith("dispute_")).toSorted(byTime)).toSorted(byLastWord);
  const opened = new Map(events.filter(isOpening).map((event) => [event.disputeId, event]));
  const last = new Map(events.map((event) => [event.disputeId, event]));
  return [...last].flatMap(([disputeId, event]) => (event.kind === "dispute_won" ? [] : [opened.get(disputeId) ?? event]));
}
