import { expect, test } from "vitest";
import { openTestApp } from "../../../test/app.ts";
import { loadSample } from "./service.ts";
import { sampleCreators } from "./sample-story.ts";
import { tellStory } from "./told/service.ts";

const end = Date.parse("2026-05-01T00:00:00Z");

test("the story is the same at any time, only moved, oldest first, with nothing after the end, and every order is the market's", () => {
  const { story, world } = tellStory(end);
  const later = tellStory(end + 12_345_678).story;
  expect(later.orders.map(({ atMs, ...order }) => ({ ...order, atMs: atMs - 12_345_678 }))).toEqual(story.orders);
  const times = story.orders.map((order) => order.atMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(Math.max(...times, ...story.touches.map((touch) => touch.atMs))).toBeLessThan(end);
  const paid = ({ lines, codeDiscountMinor }: (typeof story.orders)[number]): bigint =>
    lines.reduce((sum, { itemMinor, quantity }) => sum + itemMinor * quantity, -codeDiscountMinor);
  expect(story.orders.map(paid)).toEqual(world.orders.map(({ totalMinor }) => totalMinor));
  expect(new Set(story.orders.map(({ status }) => status))).toEqual(new Set(["paid", "pending", "cancelled"]));
  expect(world.cast.creators.map(({ platform }) => platform)).toEqual(sampleCreators.map(({ platform }) => platform));
});

test("the sample brand comes in by the doors of real data and is attributed and paid like any other", async () => {
  const t = await openTestApp();
  try {
    const owner = await t.ctx.people.create({ email: "olga@example.com", name: "Olga", password: "correct horse battery" });
    await loadSample(t.ctx, owner.id, { edgeHost: "127.0.0.1:4601", shopUrl: "http://127.0.0.1:4600/sample-shop" });
    await t.settle();
    const [decided] = await t.ctx.db
      .selectFrom("pay_decisions")
      .select((e) => [e.fn.countAll<bigint>().as("n")])
      .where("outcome", "=", "pay")
      .execute();
    const [failed] = await t.ctx.db
      .selectFrom("outbox")
      .select((e) => [e.fn.countAll<bigint>().as("n")])
      .execute();
    expect(decided!.n).toBeGreaterThan(50n);
    expect(failed!.n).toBe(0n);
  } finally {
    await t.close();
  }
});
