import { expect, test } from "vitest";
import { nextSort } from "./column.ts";

test("a first press sorts from the largest, a second from the smallest", () => {
  const first = nextSort(undefined, "revenue");
  expect(first).toEqual({ key: "revenue", direction: "descending" });
  expect(nextSort(first, "revenue").direction).toBe("ascending");
  expect(nextSort({ key: "revenue", direction: "ascending" }, "revenue").direction).toBe("descending");
});

test("another column begins anew", () => {
  expect(nextSort({ key: "revenue", direction: "descending" }, "orders")).toEqual({ key: "orders", direction: "descending" });
});
