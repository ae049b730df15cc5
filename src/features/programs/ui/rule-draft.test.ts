import { expect, test } from "vitest";
import { documentOfDraft, draftFaults, draftOfDocument, firstDraft, newGroup, type RuleDocument } from "./rule-draft.ts";

const document: RuleDocument = {
  level: "line",
  base: { discount: "before", tax: true, shipping: false, tip: false, gift_card_payment: true, gift_card_items: false },
  groups: [
    {
      id: "serums",
      name: "Serums",
      conditions: { categories: ["Serum"], customer: "new" },
      values: { new_customer: { kind: "fixed", money: { amount: "500", currency: "USD" } }, returning_customer: { kind: "none" } },
    },
  ],
  otherwise: { new_customer: { kind: "percent", rate: "0.12" }, returning_customer: { kind: "percent", rate: "0.08" } },
  recurrence: { kind: "months", count: 12 },
  window_days: { link: 30, code: 14, visit: 0 },
  hold_days: 0,
  cap: { money: { amount: "250000", currency: "EUR" }, per: "month" },
  after_end: "nothing_pays",
};

test("a published rule becomes a draft and the same rule again", () => {
  expect(documentOfDraft(draftOfDocument(document, "EUR"))).toEqual(document);
  const plain: RuleDocument = { ...document, groups: [], cap: null, recurrence: { kind: "all" } };
  expect(documentOfDraft(draftOfDocument(plain, "EUR"))).toEqual(plain);
});

test("a published rule leaves nothing to be filled in", () => {
  expect(draftFaults(draftOfDocument(document, "EUR"))).toEqual([]);
});

test("a first draft lacks the rate alone", () => {
  expect(draftFaults(firstDraft("EUR"))).toEqual([
    { pointer: "/document/otherwise/returning_customer/rate", detail: "Write the percentage." },
  ]);
});

test("every part that is empty is named at its own place", () => {
  const draft = firstDraft("EUR");
  const group = { ...newGroup([], "EUR"), conditions: { skus: [] } };
  const empty = {
    ...draft,
    groups: [group],
    recurrence: { kind: "first_orders" as const, count: undefined },
    window: { link: undefined, code: 1, visit: 1 },
    holdDays: undefined,
    cap: { ...draft.cap, isOn: true },
  };
  expect(draftFaults(empty).map((fault) => fault.pointer)).toEqual([
    "/document/otherwise/returning_customer/rate",
    "/document/groups/0/name",
    "/document/groups/0/conditions/skus",
    "/document/groups/0/values/returning_customer/rate",
    "/document/recurrence/count",
    "/document/window_days/link",
    "/document/hold_days",
    "/document/cap/money",
  ]);
});

test("a value that both customers share is written for both", () => {
  const draft = firstDraft("EUR");
  const shared = { ...draft, otherwise: { ...draft.otherwise, returning: { ...draft.otherwise.returning, rate: "0.1" } } };
  expect(documentOfDraft(shared).otherwise).toEqual({
    new_customer: { kind: "percent", rate: "0.1" },
    returning_customer: { kind: "percent", rate: "0.1" },
  });
});

test("a new exception takes an id that no other has, also after one was removed", () => {
  const first = newGroup([], "EUR");
  const second = newGroup([first], "EUR");
  expect(new Set([first.id, second.id, newGroup([second], "EUR").id]).size).toBe(3);
});
