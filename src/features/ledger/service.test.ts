import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { addExchangeRates, book, findExchangeRate, loadCreatorBalances, type NewPosting } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
});
afterAll(() => t.close());

const earned = (creatorId: string, id: string, amountMinor: bigint, currency = "EUR"): NewPosting => ({
  source: { kind: "commission", id, step: "earned" },
  moves: [{ from: { kind: "commission_expense" }, to: { kind: "creator_pending", creatorId }, amountMinor, currency }],
  memo: "earned",
});

describe("booking", () => {
  test("a cause is booked once, however often and however many at once it is sent", async () => {
    const [creator, cause] = [t.ctx.newId(), t.ctx.newId()];
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => book(w.ctx, earned(creator, cause, 1500n))));
    expect(outcomes.filter((outcome) => outcome.kind === "booked")).toHaveLength(1);
    expect(new Set(outcomes.map((outcome) => outcome.postingId)).size).toBe(1);
    expect(await loadCreatorBalances(w.ctx, [creator])).toEqual([
      { creatorId: creator, currency: "EUR", pendingMinor: 1500n, payableMinor: 0n },
    ]);
  });

  test("balances are the sums of transfers, never mixed between currencies, and may be negative", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ amount: fc.bigInt(1n, 10n ** 12n), back: fc.boolean(), currency: fc.constantFrom("EUR", "JPY", "KWD") }), {
          minLength: 1,
          maxLength: 8,
        }),
        async (moves) => {
          const creator = t.ctx.newId();
          const expected = new Map<string, bigint>();
          for (const { amount, back, currency } of moves) {
            const [from, to] = [{ kind: "commission_expense" } as const, { kind: "creator_pending", creatorId: creator } as const];
            const move = { from: back ? to : from, to: back ? from : to, amountMinor: amount, currency };
            await book(w.ctx, { source: { kind: "test", id: t.ctx.newId(), step: "moved" }, moves: [move], memo: "" });
            expected.set(currency, (expected.get(currency) ?? 0n) + (back ? -amount : amount));
          }
          const balances = await loadCreatorBalances(w.ctx, [creator]);
          expect(new Map(balances.map((balance) => [balance.currency, balance.pendingMinor]))).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("the day of a booking is the workspace's, not the server's", async () => {
    t.clock.set("2026-05-31T22:30:00Z");
    await book(w.ctx, earned(t.ctx.newId(), t.ctx.newId(), 1n));
    const [line] = ((await w.call("GET", "/v1/ledger/lines?limit=1")).body as { data: { booked_on: string }[] }).data;
    expect(line!.booked_on).toBe("2026-06-01");
  });

  test("the application can neither change nor delete a transfer", async () => {
    await expect(sql`update transfers set amount_minor = 1`.execute(t.ctx.db)).rejects.toThrow("permission denied");
    await expect(sql`delete from postings`.execute(t.ctx.db)).rejects.toThrow("permission denied");
  });
});

describe("months", () => {
  test("a month that goes on cannot be closed", async () => {
    t.clock.set("2026-06-10T12:00:00Z");
    expect((await w.call("POST", "/v1/ledger/closed-months", { month: "2026-06" })).status).toBe(409);
  });

  test("a closed month takes nothing", async () => {
    t.clock.set("2026-07-01T00:00:00Z");
    expect((await w.call("POST", "/v1/ledger/closed-months", { month: "2026-06" })).status).toBe(201);
    t.clock.set("2026-06-30T12:00:00Z");
    await expect(book(w.ctx, earned(t.ctx.newId(), t.ctx.newId(), 1n))).rejects.toThrow("The month of 2026-06-30 is closed");
    t.clock.set("2026-07-02T00:00:00Z");
    expect((await book(w.ctx, earned(t.ctx.newId(), t.ctx.newId(), 1n))).kind).toBe("booked");
  });
});

describe("E8 rates of exchange", () => {
  test("the newest rate on or before the day counts, with its source; without one there is none", async () => {
    await addExchangeRates(w.ctx, [
      { base: "USD", quote: "EUR", rate: "0.92", on: "2026-05-01", source: "ECB" },
      { base: "USD", quote: "EUR", rate: "0.93", on: "2026-05-08", source: "ECB" },
    ]);
    expect(await findExchangeRate(w.ctx, { base: "USD", quote: "EUR", on: "2026-05-07" })).toMatchObject({
      rate: "0.920000000000",
      on: "2026-05-01",
      source: "ECB",
    });
    expect(await findExchangeRate(w.ctx, { base: "USD", quote: "EUR", on: "2026-04-30" })).toBeUndefined();
    expect(await findExchangeRate(w.ctx, { base: "EUR", quote: "USD", on: "2026-05-09" })).toBeUndefined();
  });

  test("a day's rate is never changed", async () => {
    const again = await w.call("POST", "/v1/exchange-rates", {
      rates: [{ base: "USD", quote: "EUR", rate: "0.5", on: "2026-05-01", source: "wrong" }],
    });
    expect(again.body).toEqual({ added: 0, unchanged: 1 });
    expect(await findExchangeRate(w.ctx, { base: "USD", quote: "EUR", on: "2026-05-01" })).toMatchObject({ source: "ECB" });
  });
});
