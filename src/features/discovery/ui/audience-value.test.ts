import { expect, test } from "vitest";
import { audienceChoices } from "./audience-value.tsx";

test("an audience is asked for by the names of countries and languages, and kept as the codes that sources tell", () => {
  expect(audienceChoices("countries", "")).toContainEqual({ value: "DE", label: "Germany", detail: "DE" });
  expect(audienceChoices("languages", "")).toContainEqual({ value: "de", label: "German", detail: "de" });
  expect(audienceChoices("languages", "")!.map(({ value }) => value)).not.toContain("iw");
  expect(audienceChoices("cities", "Berlin")).toBeUndefined();
});

test("what was asked for in other words before is kept and shown as it stands", () => {
  expect(audienceChoices("countries", "Deutschland")![0]).toMatchObject({ value: "Deutschland", label: "Deutschland" });
  expect(audienceChoices("countries", "DE")).toHaveLength(audienceChoices("countries", "")!.length);
});
