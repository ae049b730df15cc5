import { endOfUnit, precedes, type StatedTime } from "../../../kernel/time.ts";
import { isInWindow, isValidAt } from "./pay-limits.ts";
import type { PayCode, PayCreator, PayEnrollment, PayOrder, PayProgram, PayTouch } from "./pay-evidence.ts";
import type { PayReasonCode } from "./pay-reason.ts";
import type { PayRule } from "./pay-rule.ts";

/** The people, programs and touches that a decision chooses among. */
export interface PayField {
  readonly order: PayOrder;
  readonly touches: readonly PayTouch[];
  readonly creators: readonly PayCreator[];
  readonly programs: readonly PayProgram[];
  readonly enrollments: readonly PayEnrollment[];
  /** The workspace's IANA zone. */
  readonly zone: string;
}

/** Why a touch is not paid, in a code and in words that follow "Ana is not paid: ". */
export interface Refusal {
  readonly code: PayReasonCode;
  readonly words: string;
}

/** A touch and what keeps it from being paid; null where nothing does. */
export interface JudgedTouch {
  readonly touch: PayTouch;
  readonly creator: PayCreator;
  readonly refusal: Refusal | null;
}

const refusal = (code: PayReasonCode, words: string): Refusal => ({ code, words });

/**
 * Every touch with what keeps it, by itself, from being paid. Codes' policies, which compare touches, come later.
 *
 * The first fault found is named, in the order: kind, person, time, program, window, link or code, self purchase, personal code,
 * standing.
 *
 * @param field the order and all that surrounds it; the order of the touches does not matter and is kept.
 * @returns one entry a touch of a known creator.
 */
export function judgedTouches(field: PayField): JudgedTouch[] {
  const creators = new Map(field.creators.map((creator) => [creator.creatorId, creator]));
  return field.touches.flatMap((touch) => {
    const creator = creators.get(touch.creatorId);
    return creator === undefined ? [] : [{ touch, creator, refusal: refusalOf(field, touch, creator) }];
  });
}

function refusalOf(field: PayField, touch: PayTouch, creator: PayCreator): Refusal | null {
  return kindRefusal(touch) ?? timeRefusal(field, touch) ?? codeRefusal(field, touch) ?? creatorRefusal(field, touch, creator);
}

function kindRefusal({ kind, visitorClass }: PayTouch): Refusal | null {
  if (kind === "survey" || kind === "claim") return refusal("kind_not_paid", `a ${kind} alone pays nobody`);
  if (visitorClass === null || visitorClass === "human") return null;
  return refusal("not_a_person", `the ${kind} was not a person's but of class ${visitorClass}`);
}

function timeRefusal(field: PayField, touch: PayTouch): Refusal | null {
  const { order, programs, zone } = field;
  if (!touch.isOnOrder && !precedes(touch.atMs, order, zone))
    return refusal("touch_after_order", `the ${touch.kind} does not precede the order`);
  const program = programs.find((one) => one.programId === touch.programId);
  if (program === undefined) return refusal("no_program", noProgramWords(field, touch));
  const days = program.rule.windowDays[windowKind(touch.kind)];
  if (!touch.isOnOrder && !isInWindow(touch.atMs, order, days, zone)) {
    return refusal("outside_window", `the ${touch.kind} lies outside the program's window of ${days} days`);
  }
  const isOff = touch.linkOffAtMs !== null && touch.atMs >= touch.linkOffAtMs;
  return isOff ? refusal("link_was_off", "the link was switched off when it was clicked") : null;
}

/** Programs are known by those who take part in them, with the rule in force when the order was placed. */
function noProgramWords({ enrollments }: PayField, { kind, programId, creatorId }: PayTouch): string {
  if (programId === null) return `the ${kind} belongs to no program`;
  const takesPart = enrollments.some((one) => one.programId === programId && one.creatorId === creatorId);
  return takesPart
    ? `the ${kind}'s program had ended or had no pay rule yet when the order was placed`
    : `the creator does not take part in the ${kind}'s program`;
}

const windowKind = (kind: PayTouch["kind"]): "link" | "code" | "visit" => (kind === "click" ? "link" : kind === "code" ? "code" : "visit");

function codeRefusal(field: PayField, { code, isOnOrder }: PayTouch): Refusal | null {
  if (code === null) return null;
  if (code.purpose === "personal_use") return refusal("personal_code", `code ${code.text} is for personal use`);
  return isOnOrder ? validityRefusal(field, code) : null;
}

function validityRefusal({ order, zone }: PayField, { text, validFromMs, validUntilMs, disabledAtMs }: PayCode): Refusal | null {
  const isValidUntil = (toMs: number | null): boolean => isValidAt(order, validFromMs, toMs, zone);
  if (!isValidUntil(null)) return refusal("code_not_yet_valid", `code ${text} was not valid yet`);
  if (!isValidUntil(disabledAtMs)) return refusal("code_disabled", `code ${text} was switched off before the order`);
  return isValidUntil(validUntilMs) ? null : refusal("code_expired", `code ${text} had expired before the order`);
}

function creatorRefusal(field: PayField, touch: PayTouch, creator: PayCreator): Refusal | null {
  const { order, touches, zone } = field;
  if (isBuyer(order, creator)) return refusal("self_purchase", "the buyer is the creator");
  const isOwn = ({ creatorId, code, isOnOrder }: PayTouch): boolean =>
    isOnOrder && creatorId === creator.creatorId && code?.purpose === "personal_use" && validityRefusal(field, code) === null;
  if (touches.some(isOwn)) return refusal("personal_code", "the creator's own code for personal use is on the order");
  const program = field.programs.find((one) => one.programId === touch.programId);
  const fault = standingFault({
    creator,
    enrollments: field.enrollments.filter((one) => one.creatorId === creator.creatorId && one.programId === touch.programId),
    afterEnd: program?.rule.afterEnd ?? "nothing_pays",
    touchAtMs: touch.isOnOrder ? order.atMs : touch.atMs,
    order,
    zone,
  });
  return fault === undefined ? null : refusal(fault.code, `${creator.name} ${fault.words}`);
}

/** Why a creator may not earn, in a code and in words that follow the creator's name. */
export interface StandingFault {
  readonly code: "not_enrolled" | "creator_paused" | "creator_banned" | "enrollment_ended";
  readonly words: string;
}

/** What a creator's standing is judged by. */
export interface StandingInput {
  readonly creator: PayCreator;
  /** The creator's, in the program in question; they follow each other and do not overlap. */
  readonly enrollments: readonly PayEnrollment[];
  readonly afterEnd: PayRule["afterEnd"];
  readonly touchAtMs: number;
  readonly order: StatedTime;
  readonly zone: string;
}

const SEVERITY = { active: 0, paused: 1, banned: 2 } as const;

/** Of changes at one instant the most severe holds, so that their order does not matter. */
function statusAt(creator: PayCreator, atMs: number): "active" | "paused" | "banned" {
  const effective = creator.statuses.filter((change) => change.effectiveAtMs <= atMs);
  const latest = effective
    .toSorted((one, other) => one.effectiveAtMs - other.effectiveAtMs || SEVERITY[one.status] - SEVERITY[other.status])
    .at(-1);
  return latest?.status ?? "active";
}

/**
 * What keeps a creator from earning for a touch and an order, or undefined where nothing does.
 *
 * The rule: a creator earns who takes part in the program and is active both when the touch happens and when the order is placed.
 * Paused or banned at either time: nothing, also for a click made before. Enrollment ended between the two: the program's rule says
 * whether the earlier touch still pays. What was earned before a ban or an end stays earned; it is decided by its own order's time.
 * An order stated to the second or the day is judged at the end of that unit, an end or start of enrollment falling into it in the
 * creator's favour.
 *
 * @param input the creator, the enrollments in the program, and the two times; a code on the order has the order's time as touch.
 */
export function standingFault(input: StandingInput): StandingFault | undefined {
  const { creator, touchAtMs, order, zone } = input;
  const latestMs = order.precision === "ms" ? order.atMs : endOfUnit(order.atMs, order.precision, zone) - 1;
  for (const status of [statusAt(creator, latestMs), statusAt(creator, touchAtMs)]) {
    if (status === "banned") return { code: "creator_banned", words: "is banned" };
    if (status === "paused") return { code: "creator_paused", words: "is paused" };
  }
  return enrollmentFault(input, latestMs);
}

function enrollmentFault({ enrollments, touchAtMs, order, afterEnd }: StandingInput, latestMs: number): StandingFault | undefined {
  const untilMs = touchAtMs === order.atMs ? latestMs : touchAtMs;
  const isStarted = ({ startedAtMs }: PayEnrollment): boolean => startedAtMs <= untilMs;
  const lastsPast = (atMs: number, { endedAtMs }: PayEnrollment): boolean => endedAtMs === null || atMs < endedAtMs;
  const started = enrollments.filter(isStarted);
  if (started.length === 0) return { code: "not_enrolled", words: "did not take part in the program" };
  const wasIn = started.some((one) => lastsPast(touchAtMs, one));
  const isIn = enrollments.some((one) => one.startedAtMs <= latestMs && lastsPast(order.atMs, one));
  if (wasIn && (isIn || afterEnd === "earlier_touches_pay")) return undefined;
  return { code: "enrollment_ended", words: "had ended the program" };
}

const isBuyer = ({ buyerEmailHash }: PayOrder, { emailHash }: PayCreator): boolean =>
  buyerEmailHash !== null && buyerEmailHash === emailHash;
