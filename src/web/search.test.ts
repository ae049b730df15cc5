import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "./search.ts";

test("what stands in the address stays text", () => {
  expect(parseSearch("?code=007&on=true&name=Caf%C3%A9+Noir")).toEqual({ code: "007", on: "true", name: "Café Noir" });
});

test("what is not set is not written", () => {
  expect(stringifySearch({ status: "paid", creator: undefined, q: "" })).toBe("?status=paid");
  expect(stringifySearch({})).toBe("");
});

test("an address comes back as it was", () => {
  const search = { q: "a&b=c?", creator: "cre_1" };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});
