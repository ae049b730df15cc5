import { expect, test } from "vitest";
import { summaryParts } from "./pay-rule-section.tsx";

test("each part of a rule's sentence can be read alone", () => {
  const sentence =
    "8 % of items after discount; 12 % for new customers; Serums (category Serum; code ANA10): 15 %; 20 % for new customers; held 30 days";
  expect(summaryParts(sentence)).toEqual([
    "8 % of items after discount; 12 % for new customers",
    "Serums (category Serum; code ANA10): 15 %; 20 % for new customers",
    "held 30 days",
  ]);
});
