import { isByHand } from "@vouch/redirect";
import { endOfUnit, type TimePrecision } from "../../kernel/time.ts";

/** A contact of a customer with the brand before an order, as evidence keeps it. */
export interface FoundTouch {
  readonly kind: "click" | "visit" | "code" | "survey";
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** creator, paid, organic_search, organic_social, email, referral or direct; what a customer said also word_of_mouth or offline. */
  readonly channel: string;
  readonly creatorId: string | null;
  readonly linkId: string | null;
  readonly codeId: string | null;
  /** The click, visit, code or answer. */
  readonly sourceId: string;
}

/** A click as the edge recorded it. */
export interface ClickEvidence {
  readonly id: string;
  readonly atMs: number;
  readonly linkId: string | null;
  readonly creatorId: string | null;
  readonly visitorClass: string;
}

/** A visit as the edge recorded it; `clickId` is the click that led to it. */
export interface VisitEvidence {
  readonly id: string;
  readonly atMs: number;
  readonly channel: string;
  readonly clickId: string | null;
  readonly visitorClass: string;
}

/** A code that was used on the order and was in force then. */
export interface CodeEvidence {
  readonly id: string;
  readonly creatorId: string;
}

/** What the customer said led to the order. */
export interface AnswerEvidence {
  readonly id: string;
  /** When it was said. */
  readonly atMs: number;
  readonly creatorId: string | null;
  readonly channel: string;
}

/** What the touches of one order are found in. */
export interface TouchEvidence {
  readonly order: { readonly atMs: number; readonly precision: TimePrecision };
  /** IANA; decides where a day ends when the order's time is known to the day only. */
  readonly zone: string;
  readonly clicks: readonly ClickEvidence[];
  /** Clicks that the order itself names: whoever made them bought, whatever their network looked like. */
  readonly namedClickIds: ReadonlySet<string>;
  readonly visits: readonly VisitEvidence[];
  /** Public codes in force, in the order in which they stand on the order. */
  readonly codes: readonly CodeEvidence[];
  /** The answer that counts for the order; null for none, and where nobody knows whom its words mean. */
  readonly answer: AnswerEvidence | null;
}

const noIds: ReadonlySet<string> = new Set();
const isSame = (a: FoundTouch, b: FoundTouch): boolean => a.sourceId === b.sourceId && a.kind === b.kind;
const byTime = (a: FoundTouch, b: FoundTouch): number =>
  a.atMs - b.atMs || (a.sourceId < b.sourceId ? -1 : a.sourceId > b.sourceId ? 1 : 0);

/**
 * The touches of one order, oldest first: those that were seen, over which the reporting models divide its credit, then what the customer said.
 *
 * Counted are clicks and visits that a person made strictly before the order (before the end of its unit of time where that is a second
 * or a day), and the codes used on it, which count as touched at the order's own time, last: with a click later in that unit of time, at
 * the click's. A visit that a counted click led to is the
 * same contact and is left out. A click on a link that belongs to no creator is a referral. The customer's answer counts for the order that it
 * answers, though it comes after it.
 *
 * @param evidence what was recorded; any order, repeats do no harm
 * @returns touches by time, equal times by id, codes after them in their order on the order, the answer last
 * @example
 * import { foundTouches } from "./found-touches.ts";
 * const click = { id: "c", atMs: 5, linkId: "l", creatorId: "ana", visitorClass: "human" };
 * const order = { atMs: 9, precision: "ms" as const };
 * foundTouches({ order, zone: "UTC", clicks: [click], namedClickIds: new Set(), visits: [], codes: [], answer: null }).length // => 1
 */
export function foundTouches(evidence: TouchEvidence): FoundTouch[] {
  const { order, codes, answer } = evidence;
  const seen = byTimeOnce(evidence);
  const lastMs = Math.max(order.atMs, seen.at(-1)?.atMs ?? 0);
  const used = codes.map((code) => codeTouch(code, lastMs));
  return [...seen, ...used, ...(answer === null ? [] : [answerTouch(answer, lastMs)])];
}

/** The clicks and visits that count, each once, oldest first. */
function byTimeOnce({ order, zone, clicks, namedClickIds, visits }: TouchEvidence): FoundTouch[] {
  const endMs = endOfUnit(order.atMs, order.precision, zone);
  const found: FoundTouch[] = [];
  for (const click of clicks) {
    const isCounted = isByHand(click.visitorClass) || (click.visitorClass === "hosting" && namedClickIds.has(click.id));
    if (isCounted && click.atMs < endMs) found.push(clickTouch(click));
  }
  const counted = visits.some((visit) => visit.clickId !== null) ? new Set(found.map((click) => click.sourceId)) : noIds;
  for (const visit of visits) {
    const isOwnContact = visit.clickId === null || !counted.has(visit.clickId);
    if (isOwnContact && isByHand(visit.visitorClass) && visit.atMs < endMs) found.push(visitTouch(visit));
  }
  return found.sort(byTime).filter((touch, index) => index === 0 || !isSame(touch, found[index - 1]!));
}

const clickTouch = ({ id, atMs, creatorId, linkId }: ClickEvidence): FoundTouch => ({
  kind: "click",
  atMs,
  channel: creatorId === null ? "referral" : "creator",
  creatorId,
  linkId,
  codeId: null,
  sourceId: id,
});

const visitTouch = ({ id, atMs, channel }: VisitEvidence): FoundTouch => ({
  kind: "visit",
  atMs,
  channel,
  creatorId: null,
  linkId: null,
  codeId: null,
  sourceId: id,
});

const codeTouch = ({ id, creatorId }: CodeEvidence, atMs: number): FoundTouch => ({
  kind: "code",
  atMs,
  channel: "creator",
  creatorId,
  linkId: null,
  codeId: id,
  sourceId: id,
});

const answerTouch = ({ id, atMs, creatorId, channel }: AnswerEvidence, earliestMs: number): FoundTouch => ({
  kind: "survey",
  atMs: Math.max(atMs, earliestMs),
  channel,
  creatorId,
  linkId: null,
  codeId: null,
  sourceId: id,
});
