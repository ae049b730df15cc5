import { expect, test } from "vitest";
import { slugOf } from "./slug-of.ts";

test("a name becomes an address of small letters, digits and dashes", () => {
  expect(slugOf("Café Noir & Söhne")).toBe("cafe-noir-sohne");
  expect(slugOf("  --Acme 2026!  ")).toBe("acme-2026");
});

test("an address is at most forty characters and does not end in a dash", () => {
  const slug = slugOf("a very long name of a brand that goes on and on");
  expect(slug.length).toBeLessThanOrEqual(40);
  expect(slug).not.toMatch(/-$/);
});

test("a name without any plain letter gives no address", () => {
  expect(slugOf("東京")).toBe("");
});
