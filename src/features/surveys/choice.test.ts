import { expect, test } from "vitest";
import { choiceKey, repeatedChoice, type Choice } from "./choice.ts";

const ana: Choice = { kind: "creator", creatorId: "ana", channel: null, label: "Ana" };
const ad: Choice = { kind: "channel", creatorId: null, channel: "paid", label: "An ad" };

test("choices repeat by label, whatever its case and blanks, and by creator, whatever the label", () => {
  expect(repeatedChoice([ana, ad])).toBeUndefined();
  expect(repeatedChoice([ana, ad, { ...ad, channel: "email", label: " AN AD" }])).toBe(2);
  expect(repeatedChoice([ana, { ...ana, label: "Ana M." }])).toBe(1);
});

test("a choice whose label or meaning changed is another choice to a page that is still open", () => {
  expect(choiceKey({ ...ad, label: "A poster" })).not.toBe(choiceKey(ad));
  expect(choiceKey({ ...ad, channel: "email" })).not.toBe(choiceKey(ad));
});
