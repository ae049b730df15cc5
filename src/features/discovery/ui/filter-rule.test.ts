import { expect, test } from "vitest";
import { choicesFor } from "./filter-rule.tsx";

const germany = [{ value: "DE", name: "Germany" }];

test("values that were counted are offered; before, those that are the same everywhere, and nobody writes a code", () => {
  expect(choicesFor("country", { country: germany })).toEqual(germany);
  expect(choicesFor("country", {})).toContainEqual({ value: "NO", name: "Norway" });
  expect(choicesFor("language", {})).toContainEqual({ value: "de", name: "German" });
  expect(choicesFor("platform", {})).toContainEqual({ value: "tiktok", name: "TikTok" });
  expect(choicesFor("decision", {})).toContainEqual({ value: "approve", name: "Approved" });
});

test("the state of an account is chosen by name although it is never counted", () => {
  expect(choicesFor("account_state", { country: germany })).toContainEqual({ value: "private", name: "Private" });
});

test("a workspace's own values are waited for, and what has no list is written", () => {
  for (const field of ["list", "program", "tier", "category"]) expect(choicesFor(field, {})).toBe("coming");
  expect(choicesFor("city", {})).toBeUndefined();
});
