import { expect, test } from "vitest";
import { publicFaults } from "../query/found-query.ts";
import { conditionOf, fields, toggled, type Draft, type Rule } from "./find-query.ts";
import { draftFrom, draftOfCondition, draftText } from "./kept-filter.ts";

test("rules become conditions, and those that are not filled in ask for nothing", () => {
  const draft: Draft = {
    join: "and",
    rules: [
      { field: "country", op: "not", values: ["DE"] },
      { field: "followers", op: "is", from: "1000" },
      { field: "er_followers", op: "unknown" },
      { field: "last_post_on", op: "is", to: "2026-05-01" },
      { field: "audience:countries", op: "is", value: "DE", from: "0.2" },
      { field: "has_email", op: "is", value: "true" },
      { field: "followers", op: "is" },
      { field: "platform", op: "is", values: [] },
    ],
  };
  expect(conditionOf(draft)).toEqual({
    and: [
      { not: { field: "country", in: ["DE"] } },
      { field: "followers", from: 1000 },
      { known: "er_followers", is: false },
      { field: "last_post_on", to: "2026-05-01" },
      { audience: "countries", value: "DE", from: 0.2 },
      { field: "has_email", is: true },
    ],
  });
  expect(conditionOf({ ...draft, rules: draft.rules.slice(6) })).toBeUndefined();
});

test("one of several rules is an or, and lists that are left out count all the same", () => {
  const draft: Draft = {
    join: "or",
    rules: [
      { field: "tier", op: "is", values: ["nano"] },
      { field: "has_worked", op: "known" },
    ],
  };
  expect(conditionOf(draft, ["lst_1"])).toEqual({
    and: [
      {
        or: [
          { field: "tier", in: ["nano"] },
          { known: "has_worked", is: true },
        ],
      },
      { not: { field: "list", in: ["lst_1"] } },
    ],
  });
});

test("whatever a rule can say is a condition that the API takes", () => {
  const filled = { values: ["x"], value: "true", currency: "EUR" };
  for (const [field, { kind }] of Object.entries(fields)) {
    if (field === "list" || field === "program") continue;
    const range = kind === "day" ? { from: "2026-01-01" } : { from: "0.5", to: "1" };
    for (const op of ["is", "not", "known", "unknown"] as const)
      expect([field, op, publicFaults(conditionOf({ join: "or", rules: [{ field, op, ...filled, ...range }] }))]).toEqual([field, op, []]);
  }
});

test("a count that is pressed narrows to its value, and pressed again no more", () => {
  const once = toggled({ join: "and", rules: [] }, "country", "DE");
  const twice = toggled(once, "country", "FR");
  expect(conditionOf(twice)).toEqual({ and: [{ field: "country", in: ["DE", "FR"] }] });
  expect(toggled(toggled(twice, "country", "DE"), "country", "FR").rules).toEqual([]);
});

test("a filter comes back from its address, and a broken address asks for nothing", () => {
  const draft: Draft = { join: "or", rules: [{ field: "quality", op: "is", from: "50" }] };
  expect(draftFrom(draftText(draft))).toEqual(draft);
  for (const text of [
    undefined,
    "{",
    "[]",
    '{"rules":[{"field":"nothing","op":"is"}]}',
    '{"join":"and","rules":[{"field":"city","op":"is","values":[1]}]}',
    '{"join":"and","rules":[{"join":"xor","rules":[]}]}',
    `${'{"join":"or","rules":['.repeat(12)}${"]}".repeat(12)}`,
  ])
    expect(draftFrom(text).rules).toEqual([]);
});

test("a kept search opens with the rules it was made of, and one that the page cannot say does not", () => {
  const drafts: Draft[] = [
    {
      join: "and",
      rules: [
        { field: "followers", op: "not", from: "10", to: "20" },
        { field: "audience:ages", op: "is", value: "18-24", from: "0.3" },
      ],
    },
    {
      join: "or",
      rules: [
        { field: "country", op: "is", values: ["DE", "FR"] },
        { field: "audience:genders", op: "unknown" },
        { field: "quality", op: "known" },
      ],
    },
    {
      join: "and",
      rules: [
        { field: "price", op: "is", to: "5000", currency: "EUR" },
        { field: "has_email", op: "is", value: "true" },
      ],
    },
  ];
  for (const draft of drafts) expect(draftFrom(draftOfCondition(conditionOf(draft))?.filter)).toEqual(draft);
  expect(draftOfCondition(null)).toEqual({});
  expect(draftOfCondition({ and: [{ and: [] }] })).toBeUndefined();
  expect(draftOfCondition({ or: [{ field: "shoe_size", from: 1 }] })).toBeUndefined();
});

const country = (...values: string[]): Rule => ({ field: "country", op: "is", values });

test("groups within groups become nested conditions, and a group that is not filled in asks for nothing", () => {
  const draft: Draft = {
    join: "and",
    rules: [
      { field: "followers", op: "is", from: "1000" },
      { join: "or", rules: [country("DE"), { join: "and", rules: [country("FR"), { field: "has_email", op: "is", value: "true" }] }] },
      {
        join: "none",
        rules: [
          { field: "tier", op: "is", values: ["mega"] },
          { field: "quality", op: "unknown" },
        ],
      },
      { join: "none", rules: [] },
    ],
  };
  const condition = conditionOf(draft);
  expect(publicFaults(condition)).toEqual([]);
  expect(condition).toEqual({
    and: [
      { field: "followers", from: 1000 },
      {
        or: [
          { field: "country", in: ["DE"] },
          {
            and: [
              { field: "country", in: ["FR"] },
              { field: "has_email", is: true },
            ],
          },
        ],
      },
      {
        not: {
          or: [
            { field: "tier", in: ["mega"] },
            { known: "quality", is: false },
          ],
        },
      },
    ],
  });
  const filled = { ...draft, rules: draft.rules.slice(0, 3) };
  expect(draftFrom(draftOfCondition(condition)?.filter)).toEqual(filled);
  expect(draftFrom(draftText(draft))).toEqual(draft);
  expect(conditionOf({ join: "none", rules: [country("DE")] })).toEqual({ and: [{ not: { or: [{ field: "country", in: ["DE"] }] } }] });
});

test("a condition of another program opens as groups that find the same: not both is one of the opposites", () => {
  const read = (condition: unknown) => conditionOf(draftFrom(draftOfCondition(condition)?.filter));
  const [one, other] = [
    { field: "country", in: ["DE"] },
    { known: "quality", is: true },
  ];
  expect(read(one)).toEqual({ and: [one] });
  expect(read({ not: { not: one } })).toEqual({ and: [one] });
  expect(read({ not: { and: [one, other] } })).toEqual({ and: [{ or: [{ not: one }, { known: "quality", is: false }] }] });
  expect(read({ not: { or: [one, { not: other }] } })).toEqual({ and: [{ not: { or: [one, { known: "quality", is: false }] } }] });
});

test("a count that is pressed beside a group of what is not wanted stands beside that group", () => {
  const draft: Draft = { join: "none", rules: [country("US")] };
  expect(toggled(draft, "country", "DE")).toEqual({ join: "and", rules: [draft, country("DE")] });
});
