import { expect, test } from "vitest";
import { overlapsOf, type PlanSpan } from "./overlaps.ts";

const may: PlanSpan = {
  treated: ["Hesse", "Berlin"],
  left_out: ["Bremen"],
  history_from_on: "2026-03-01",
  from_on: "2026-05-01",
  to_on: "2026-06-01",
  creator_ids: ["cre_1", "cre_2"],
};
const overlaps = (changes: Partial<PlanSpan>) => overlapsOf(may, { name: "Other", plan: { ...may, creator_ids: [], ...changes } });

test("regions that both treat in the same days are named, however they are spelled", () => {
  expect(overlaps({ treated: [" berlin"] })).toEqual([
    "Other treats Berlin in the same days: what either of them did cannot be told apart there.",
  ]);
});

test("regions that are compared with while another experiment treats them are named, those left out are not", () => {
  expect(overlaps({ treated: ["Saxony", "Bremen"] })).toEqual([
    "Other treats Saxony in the same days, which this one compares with: leave them out, or the effect comes out too small.",
  ]);
});

test("an experiment in the history is named, one before it or after both, or of regions that are left out, is not", () => {
  const earlier = { from_on: "2026-04-01", to_on: "2026-05-01" };
  expect(overlaps({ treated: ["Saxony"], ...earlier })).toEqual([
    "Other treated Saxony in the days that this one learns from: begin the history later, or leave them out.",
  ]);
  expect(overlaps({ treated: ["Saxony", "Bremen"], ...earlier })[0]).toContain("Other treated Saxony in the days");
  expect(overlaps({ treated: ["Bremen"], ...earlier })).toEqual([]);
  expect(overlaps({ from_on: "2026-01-01", to_on: "2026-03-01" })).toEqual([]);
  expect(overlaps({ from_on: "2026-06-01", to_on: "2026-07-01" })).toEqual([]);
});

test("creators who work in both in the same days are counted, wherever they do", () => {
  expect(overlaps({ treated: ["Bremen"], creator_ids: ["cre_2", "cre_3"] })).toEqual([
    "A creator works in Other in the same days too: their credit cannot be split between the two.",
  ]);
  expect(overlaps({ treated: ["Bremen"], creator_ids: ["cre_1", "cre_2"] })[0]).toContain("2 creators work in Other");
});
