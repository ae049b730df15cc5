import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must } from "../../../../test/builders.ts";
import { keepCards } from "../cards/service.ts";
import { lookAgain } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Saved {
  id: string;
  found: number | null;
  found_since: number | null;
  looked_at: string | null;
  where: object | null;
}
const messages = async () => (await must<{ data: { message: string }[] }>(w, "GET", "/v1/notices")).data.map(({ message }) => message);
const add = (name: string, country: string) => makeCreator(w, { name, country });
const pass = async () => {
  await keepCards(t.ctx);
  t.clock.advanceMs(300_000);
  await lookAgain(t.ctx);
};

test("an alert tells once whom it finds that it did not find before, and since when", async () => {
  await add("Ana", "DE");
  await add("Ben", "FR");
  await keepCards(t.ctx);
  const where = { field: "country", in: ["DE"] };
  const saved = await must<Saved>(w, "POST", "/v1/creator-searches", { name: "Germany", where, is_alerting: true });
  expect(saved).toMatchObject({ found: 1, found_since: 0, where });
  await pass();
  expect(await messages()).toEqual([]);
  const cleo = await add("Cleo", "DE");
  await add("Dan", "DE");
  await add("Eve", "DE");
  await pass();
  await pass();
  expect(await messages()).toEqual(["“Germany” finds 3 creators it did not find before: Cleo, Dan and 1 more."]);
  const { data } = await must<{ data: { name: string; is_new: boolean; found_at: string }[] }>(
    w,
    "GET",
    `/v1/creator-searches/${saved.id}/finds`,
  );
  expect(data.map(({ name, is_new }) => `${name} ${is_new}`).toSorted()).toEqual(["Ana false", "Cleo true", "Dan true", "Eve true"]);
  expect(data[0]!.found_at).toBe("2026-05-01T10:10:00.000Z");
  await must(w, "PATCH", `/v1/creators/${cleo.id}`, { country: "FR" });
  await pass();
  await must(w, "PATCH", `/v1/creators/${cleo.id}`, { country: "DE" });
  await pass();
  expect(await messages()).toHaveLength(1);
});

test("a search without an alert looks at nobody, and an alert that begins later begins with whom it then finds", async () => {
  const { id, found } = await must<Saved>(w, "POST", "/v1/creator-searches", { name: "France", where: { field: "country", in: ["FR"] } });
  expect(found).toBeNull();
  const before = await messages();
  expect(await must<Saved>(w, "PATCH", `/v1/creator-searches/${id}`, { is_alerting: true })).toMatchObject({ found: 1, found_since: 0 });
  await must(w, "POST", `/v1/creator-searches/${id}/archive`);
  await add("Fay", "FR");
  await pass();
  expect(await messages()).toEqual(before);
  expect((await w.call("GET", `/v1/creator-searches/${id}/finds`)).status).toBe(404);
});

test("the same search sent twice under one key is kept once", async () => {
  const body = { name: "Twice", text: "ana", is_alerting: true };
  const send = () => w.call("POST", "/v1/creator-searches", body, { "idempotency-key": "k1" });
  const [first, again] = [await send(), await send()];
  expect(first.status).toBe(201);
  expect(again.body).toEqual(first.body);
});

test("two who look at once tell of a find once", async () => {
  await must(w, "POST", "/v1/creator-searches", { name: "Spain", where: { field: "country", in: ["ES"] }, is_alerting: true });
  await add("Gil", "ES");
  await keepCards(t.ctx);
  await Promise.all([lookAgain(t.ctx), lookAgain(t.ctx), lookAgain(t.ctx)]);
  expect((await messages()).filter((message) => message.includes("Spain"))).toEqual([
    "“Spain” finds somebody it did not find before: Gil.",
  ]);
});
