import { expect, test } from "vitest";
import { makePayClick, makeUsedCode } from "../../../../test/make-pay.ts";
import { capWords, policyWords, spanWords, touchWords } from "./pay-reason.ts";

test.each([
  [0, "less than a minute"],
  [59_999, "less than a minute"],
  [60_000, "1 minute"],
  [7_199_999, "1 hour"],
  [7_200_000, "2 hours"],
  [86_400_000, "1 day"],
  [30 * 86_400_000, "30 days"],
])("%i milliseconds are %s", (spanMs, words) => {
  expect(spanWords(spanMs)).toBe(words);
});

test("touches are named by their kind, codes by their text", () => {
  expect(touchWords(makePayClick("ana"))).toBe("click");
  expect(touchWords(makePayClick("ana", { kind: "survey" }))).toBe("mention in the survey");
  expect(touchWords(makeUsedCode("ana"))).toBe("code ANA10");
});

test("policies and caps read as words", () => {
  expect(["always", "if_clicked", "if_last"].map((policy) => policyWords(policy as never))).toEqual([
    "always",
    "only if also clicked",
    "only if last",
  ]);
  expect(capWords({ money: { amount: "5000", currency: "JPY" }, per: "day" })).toBe("5000 JPY a day");
});
