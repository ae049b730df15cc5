import { expect, test } from "vitest";
import { sortFields } from "../query/creator-query.ts";
import { orders, ordersIn } from "./use-find.ts";

test("the screen offers every order that a search knows, each under a name of its own", () => {
  expect([...new Set(orders.map(({ value }) => value.replace("_asc", "")))].toSorted()).toEqual([...sortFields].toSorted());
  expect(new Set(orders.map(({ label }) => label)).size).toBe(orders.length);
});

test("the order by price says the currency in which prices are compared", () => {
  expect(ordersIn("NOK").flatMap(({ value, label }) => (value === "price" ? [label] : []))).toEqual(["Lowest price in NOK"]);
});
