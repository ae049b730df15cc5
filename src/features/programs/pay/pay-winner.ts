import { inTouchOrder } from "@vouch/stats";
import { judgedTouches, standingFault, type JudgedTouch, type PayField, type Refusal } from "./pay-candidates.ts";
import { policyWords, spanWords, touchWords, type PayReasonCode } from "./pay-reason.ts";
import type { PayCode, PayCreator, PayProgram, PayTouch, PayWinner } from "./pay-evidence.ts";

/** A touch by another creator than the one who is paid; it helped, and is shown beside the decision. */
export interface PayAssist {
  readonly touchId: string;
  readonly creatorId: string;
  readonly kind: PayTouch["kind"];
  readonly atMs: number;
}

/** The answer to "who": a winner with the program and the words for it, or nobody with the reason. */
export type PayChoice =
  | {
      readonly kind: "winner";
      readonly winner: PayWinner;
      readonly creator: PayCreator;
      readonly program: PayProgram;
      readonly code: PayReasonCode;
      /** What follows "paid to Ana: ". */
      readonly words: string;
      readonly codePolicy: PayCode["policy"] | null;
      readonly assists: readonly PayAssist[];
      /** Sentences without a full stop on assists and codes that did not count, to stand after the first one. */
      readonly remarks: readonly string[];
    }
  | { readonly kind: "nobody"; readonly code: PayReasonCode; readonly text: string };

/** A subscription's creator: who won its first order, whether or not that order earned anything (a free trial does not). */
export interface SubscriptionBond {
  readonly creatorId: string;
  readonly programId: string;
  readonly touchId: string;
  readonly touchAtMs: number;
}

type Judged = JudgedTouch & { readonly id: string; readonly atMs: number };

/**
 * Who is paid for an order, by touches and policies alone; amounts play no part.
 *
 * 1. A renewal goes to the creator who won the subscription's first order, with no new touch and beyond every window, or to nobody.
 * 2. Else a code used on the order whose policy is met. Of several, the one whose creator was clicked last, then the one that the store
 *    lists first.
 * 3. Else the last click, visit or earlier code of any creator; equal times by id.
 *
 * A creator who may not earn is passed over, and the next one is tried. Every other creator with a touch that could have been paid is an
 * assist.
 *
 * @param field the order and all that surrounds it; the order of the touches does not matter.
 * @param bond the subscription's creator where the order is a renewal, else null.
 */
export function payChoice(field: PayField, bond: SubscriptionBond | null): PayChoice {
  if (bond !== null && (field.order.renewalNumber ?? 0) > 0) return bondedChoice(field, bond);
  const judged = inTouchOrder(judgedTouches(field).map((one) => ({ ...one, id: one.touch.id, atMs: one.touch.atMs })));
  const earlier = judged.filter(({ touch, refusal }) => !touch.isOnOrder && refusal === null);
  const onOrder = judged
    .filter(({ touch }) => touch.isOnOrder)
    .map((one) => ({ ...one, refusal: one.refusal ?? policyRefusal(one, earlier) }));
  const chosen = bestCode(onOrder, earlier) ?? earlier.at(-1);
  if (chosen === undefined) return nobody([...judged.filter(({ touch }) => !touch.isOnOrder), ...onOrder]);
  return touchChoice(field, chosen, { earlier, onOrder });
}

const isClick = ({ touch }: Judged): boolean => touch.kind === "click" || touch.kind === "visit";

function policyRefusal({ touch, creator }: Judged, earlier: readonly Judged[]): Refusal | null {
  const clicks = earlier.filter(isClick);
  const { text = "", policy = "always" } = touch.code ?? {};
  if (policy === "if_clicked" && !clicks.some((click) => click.touch.creatorId === touch.creatorId)) {
    return { code: "code_policy_unmet", words: `code ${text} pays only if ${creator.name} was also clicked` };
  }
  const last = clicks.at(-1);
  if (policy !== "if_last" || last === undefined || last.touch.creatorId === touch.creatorId) return null;
  return { code: "code_policy_unmet", words: `code ${text} pays only if last, and ${last.creator.name} was clicked last` };
}

function bestCode(onOrder: readonly Judged[], earlier: readonly Judged[]): Judged | undefined {
  const clickedLast = ({ touch }: Judged): number =>
    earlier.findLastIndex((one) => isClick(one) && one.touch.creatorId === touch.creatorId);
  const position = ({ touch }: Judged): number => touch.code?.position ?? 0;
  return onOrder
    .filter(({ refusal }) => refusal === null)
    .toSorted((one, other) => clickedLast(other) - clickedLast(one) || position(one) - position(other))[0];
}

/** Nobody can be paid: the reason is that of the code on the order, else of the latest touch. */
function nobody(judged: readonly Judged[]): PayChoice {
  const latest = judged.at(-1);
  if (latest === undefined || latest.refusal === null)
    return {
      kind: "nobody",
      code: "no_creator_touch",
      text: "nobody is paid: no creator's touch and no creator's code precedes the order",
    };
  return { kind: "nobody", code: latest.refusal.code, text: `${latest.creator.name} is not paid: ${latest.refusal.words}` };
}

function touchChoice(field: PayField, chosen: Judged, all: { earlier: readonly Judged[]; onOrder: readonly Judged[] }): PayChoice {
  const { touch, creator } = chosen;
  const helped = [...all.earlier, ...all.onOrder.filter(({ refusal }) => refusal === null || refusal.code === "code_policy_unmet")];
  const others = helped.filter((one) => one.touch.creatorId !== touch.creatorId);
  return {
    kind: "winner",
    winner: { creatorId: creator.creatorId, programId: touch.programId ?? "", touchId: touch.id, via: viaOf(touch) },
    creator,
    program: programOf(field, touch.programId),
    ...wordsOf(field, touch),
    codePolicy: touch.isOnOrder ? (touch.code?.policy ?? null) : null,
    assists: others.map((one) => ({ touchId: one.id, creatorId: one.touch.creatorId, kind: one.touch.kind, atMs: one.atMs })),
    remarks: [...assistRemarks(field, others), ...codeRemarks(all.onOrder)],
  };
}

const viaOf = ({ kind }: PayTouch): PayWinner["via"] => (kind === "click" ? "link" : kind === "visit" ? "visit" : "code");

function wordsOf({ order }: PayField, touch: PayTouch): { code: PayReasonCode; words: string } {
  const before = `${spanWords(Math.max(0, order.atMs - touch.atMs))} before the order`;
  if (touch.kind === "click") return { code: "last_click", words: `last click, ${before}` };
  if (touch.kind === "visit") return { code: "last_visit", words: `last visit, ${before}` };
  if (!touch.isOnOrder) return { code: "earlier_code", words: `code ${touch.code?.text ?? ""} used ${before}` };
  return { code: "code_used", words: `code ${touch.code?.text ?? ""} used, policy ${policyWords(touch.code?.policy ?? "always")}` };
}

/** One remark for each other creator, about the latest of the creator's touches. */
function assistRemarks({ order }: PayField, others: readonly Judged[]): string[] {
  const latest = new Map(others.map((one) => [one.touch.creatorId, one]));
  return [...latest.values()].map(({ touch, creator }) => {
    const when = touch.isOnOrder ? "on the order" : `${spanWords(Math.max(0, order.atMs - touch.atMs))} earlier`;
    return `${creator.name}'s ${touchWords(touch)} ${when} is an assist`;
  });
}

function codeRemarks(onOrder: readonly Judged[]): string[] {
  return onOrder.flatMap(({ refusal }) => (refusal === null ? [] : [refusal.words]));
}

function programOf(field: PayField, programId: string | null): PayProgram {
  const program = field.programs.find((one) => one.programId === programId);
  if (program === undefined) throw new RangeError(`program ${programId} of the chosen touch was not given`);
  return program;
}

function bondedChoice(field: PayField, bond: SubscriptionBond): PayChoice {
  const { order, zone } = field;
  const creator = field.creators.find((one) => one.creatorId === bond.creatorId);
  if (creator === undefined) throw new RangeError(`creator ${bond.creatorId} of the subscription was not given`);
  const program = field.programs.find((one) => one.programId === bond.programId);
  if (program === undefined)
    return { kind: "nobody", code: "no_program", text: `${creator.name} is not paid for the renewal: its program pays no more` };
  const enrollments = field.enrollments.filter((one) => one.creatorId === bond.creatorId && one.programId === bond.programId);
  const fault = standingFault({ creator, enrollments, afterEnd: program.rule.afterEnd, touchAtMs: bond.touchAtMs, order, zone });
  if (fault !== undefined)
    return { kind: "nobody", code: fault.code, text: `${creator.name} is not paid for the renewal: ${creator.name} ${fault.words}` };
  if (order.buyerEmailHash !== null && order.buyerEmailHash === creator.emailHash) {
    return { kind: "nobody", code: "self_purchase", text: `${creator.name} is not paid: the buyer is the creator` };
  }
  return {
    kind: "winner",
    winner: { creatorId: bond.creatorId, programId: bond.programId, touchId: bond.touchId, via: "subscription" },
    creator,
    program,
    code: "renewal",
    words: `renewal ${order.renewalNumber} of a subscription that began with ${creator.name}`,
    codePolicy: null,
    assists: [],
    remarks: [],
  };
}
