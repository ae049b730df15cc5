import { expect, test } from "vitest";
import { refundState } from "./order-words.ts";

const of = (status: string, refunded: string, total = "5890") =>
  refundState({ status, total: { amount: total }, refunded: { amount: refunded } });

test("a paid order is called refunded, or partly so, beside its status", () => {
  expect([of("paid", "0"), of("paid", "1"), of("paid", "5889"), of("paid", "5890")]).toEqual([
    null,
    "partly_refunded",
    "partly_refunded",
    "refunded",
  ]);
});

test("one that is not paid, and one that cost nothing, is not", () => {
  expect([of("cancelled", "5890"), of("pending", "10"), of("paid", "0", "0")]).toEqual([null, null, null]);
});
