import type { components } from "../../../web/api.gen.d.ts";
import type { InputFault } from "../../../web/client/problem.ts";

/** A pay rule as the API takes it. */
export type RuleDocument = components["schemas"]["PayRuleDocument"];
type PayValue = components["schemas"]["PayValue"];
/** When an exception applies, as the API takes it. */
export type Conditions = components["schemas"]["PayConditions"];

/** What is paid, while it is being written: each way of paying keeps its own number. */
export interface ValueDraft {
  readonly kind: PayValue["kind"];
  readonly rate: string | undefined;
  /** Whole minor units as text. */
  readonly amount: string | undefined;
  readonly currency: string;
}

/** What is paid for a new and for a returning customer; where they are the same only `returning` counts. */
export interface ValuesDraft {
  readonly isSame: boolean;
  readonly returning: ValueDraft;
  readonly fresh: ValueDraft;
}

/** An exception while it is being written. */
export interface GroupDraft {
  readonly id: string;
  readonly name: string;
  readonly conditions: Conditions;
  readonly values: ValuesDraft;
}

/** How long one customer goes on earning, while it is being written. */
export interface RecurrenceDraft {
  readonly kind: RuleDocument["recurrence"]["kind"];
  readonly count: number | undefined;
}

/** For how many days each kind of touch can be paid, while it is being written. */
export interface WindowDraft {
  readonly link: number | undefined;
  readonly code: number | undefined;
  readonly visit: number | undefined;
}

/** The most that one creator earns, while it is being written. */
export interface CapDraft {
  readonly isOn: boolean;
  readonly amount: string | undefined;
  readonly currency: string;
  readonly per: NonNullable<RuleDocument["cap"]>["per"];
}

/** A pay rule while it is being written: everything may still be empty. */
export interface RuleDraft {
  readonly level: RuleDocument["level"];
  readonly base: RuleDocument["base"];
  readonly groups: readonly GroupDraft[];
  readonly otherwise: ValuesDraft;
  readonly recurrence: RecurrenceDraft;
  readonly window: WindowDraft;
  readonly holdDays: number | undefined;
  readonly cap: CapDraft;
  readonly afterEnd: RuleDocument["after_end"];
}

/** Where each part of a draft lies in what is sent, for the faults that come back. */
export const draftPointers = {
  level: "/document/level",
  base: "/document/base",
  groups: "/document/groups",
  otherwise: "/document/otherwise",
  recurrence: "/document/recurrence",
  window: "/document/window_days",
  holdDays: "/document/hold_days",
  cap: "/document/cap",
  afterEnd: "/document/after_end",
} as const;

const emptyValue = (currency: string): ValueDraft => ({ kind: "percent", rate: undefined, amount: undefined, currency });

function draftOfValue(value: PayValue, currency: string): ValueDraft {
  const empty = { ...emptyValue(currency), kind: value.kind };
  if (value.kind === "percent") return { ...empty, rate: value.rate };
  return value.kind === "fixed" ? { ...empty, amount: value.money.amount, currency: value.money.currency } : empty;
}

function draftOfValues(values: RuleDocument["otherwise"], currency: string): ValuesDraft {
  const isSame = JSON.stringify(values.new_customer) === JSON.stringify(values.returning_customer);
  return { isSame, returning: draftOfValue(values.returning_customer, currency), fresh: draftOfValue(values.new_customer, currency) };
}

/** A published rule, to be changed. */
export function draftOfDocument(document: RuleDocument, currency: string): RuleDraft {
  const { level, base, groups, otherwise, recurrence, window_days, hold_days, cap, after_end } = document;
  return {
    level,
    base,
    groups: groups.map(({ values, ...group }) => ({ ...group, values: draftOfValues(values, currency) })),
    otherwise: draftOfValues(otherwise, currency),
    recurrence: { kind: recurrence.kind, count: recurrence.kind === "all" ? undefined : recurrence.count },
    window: window_days,
    holdDays: hold_days,
    cap:
      cap === null
        ? { isOn: false, amount: undefined, currency, per: "month" }
        : { isOn: true, amount: cap.money.amount, currency: cap.money.currency, per: cap.per },
    afterEnd: after_end,
  };
}

/** What a first rule starts from: what most programs pay on, with the rate left open. */
export function firstDraft(currency: string): RuleDraft {
  return {
    level: "order",
    base: { discount: "after", tax: false, shipping: false, tip: false, gift_card_payment: true, gift_card_items: false },
    groups: [],
    otherwise: { isSame: true, returning: emptyValue(currency), fresh: emptyValue(currency) },
    recurrence: { kind: "all", count: undefined },
    window: { link: 30, code: 30, visit: 7 },
    holdDays: 30,
    cap: { isOn: false, amount: undefined, currency, per: "month" },
    afterEnd: "earlier_touches_pay",
  };
}

/** An exception with nothing in it yet; its id differs from those of the others. */
export function newGroup(groups: readonly GroupDraft[], currency: string): GroupDraft {
  const isTaken = (id: string) => groups.some((group) => group.id === id);
  let number = groups.length + 1;
  while (isTaken(`exception-${number}`)) number += 1;
  const empty = emptyValue(currency);
  return { id: `exception-${number}`, name: "", conditions: {}, values: { isSame: true, returning: empty, fresh: empty } };
}

function valueOf({ kind, rate, amount, currency }: ValueDraft): PayValue {
  if (kind === "percent") return { kind, rate: rate ?? "" };
  return kind === "fixed" ? { kind, money: { amount: amount ?? "", currency } } : { kind };
}

const valuesOf = ({ isSame, returning, fresh }: ValuesDraft): RuleDocument["otherwise"] => ({
  new_customer: valueOf(isSame ? returning : fresh),
  returning_customer: valueOf(returning),
});

/** The rule that a draft describes. Only one that {@link draftFaults} finds complete can be sent. */
export function documentOfDraft(draft: RuleDraft): RuleDocument {
  const { level, base, groups, otherwise, recurrence, window, holdDays, cap, afterEnd } = draft;
  const { kind, count = 0 } = recurrence;
  return {
    level,
    base,
    groups: groups.map(({ values, ...group }) => ({ ...group, values: valuesOf(values) })),
    otherwise: valuesOf(otherwise),
    recurrence: kind === "all" ? { kind } : { kind, count },
    window_days: { link: window.link ?? 0, code: window.code ?? 0, visit: window.visit ?? 0 },
    hold_days: holdDays ?? 0,
    cap: cap.isOn ? { money: { amount: cap.amount ?? "", currency: cap.currency }, per: cap.per } : null,
    after_end: afterEnd,
  };
}

function valueFaults({ kind, rate, amount }: ValueDraft, pointer: string): InputFault[] {
  if (kind === "percent" && rate === undefined) return [{ pointer: `${pointer}/rate`, detail: "Write the percentage." }];
  return kind === "fixed" && amount === undefined ? [{ pointer: `${pointer}/money`, detail: "Write the amount." }] : [];
}

const valuesFaults = ({ isSame, returning, fresh }: ValuesDraft, pointer: string): InputFault[] => [
  ...valueFaults(returning, `${pointer}/returning_customer`),
  ...(isSame ? [] : valueFaults(fresh, `${pointer}/new_customer`)),
];

function groupFaults(group: GroupDraft, pointer: string): InputFault[] {
  const { conditions } = group;
  const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
  const blank = Object.entries(conditions).filter(([, value]) => isEmpty(value));
  return [
    ...(group.name.trim() === "" ? [{ pointer: `${pointer}/name`, detail: "Give the exception a name." }] : []),
    ...(Object.keys(conditions).length === 0 ? [{ pointer: `${pointer}/conditions`, detail: "Say when it applies." }] : []),
    ...blank.map(([name]) => ({ pointer: `${pointer}/conditions/${name}`, detail: "Write at least one." })),
    ...valuesFaults(group.values, `${pointer}/values`),
  ];
}

const days = [
  { name: "link", pointer: "/window_days/link" },
  { name: "code", pointer: "/window_days/code" },
  { name: "visit", pointer: "/window_days/visit" },
] as const;

/** What is still to be filled in, each at its place in what will be sent. What is wrong with the rest only the server says. */
export function draftFaults(draft: RuleDraft): InputFault[] {
  const { groups, otherwise, recurrence, window, holdDays, cap } = draft;
  const faults: InputFault[] = [
    ...valuesFaults(otherwise, "/otherwise"),
    ...groups.flatMap((group, at) => groupFaults(group, `/groups/${at}`)),
    ...(recurrence.kind !== "all" && recurrence.count === undefined ? [{ pointer: "/recurrence/count", detail: "Write how many." }] : []),
    ...days.filter(({ name }) => window[name] === undefined).map(({ pointer }) => ({ pointer, detail: "Write the days." })),
    ...(holdDays === undefined ? [{ pointer: "/hold_days", detail: "Write the days." }] : []),
    ...(cap.isOn && cap.amount === undefined ? [{ pointer: "/cap/money", detail: "Write the amount." }] : []),
  ];
  return faults.map(({ pointer, detail }) => ({ pointer: `/document${pointer}`, detail }));
}
