import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../../test/builders.ts";
import { keepCards } from "../../discovery/cards/service.ts";
import { likelyPairDifference } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

const keptPairs = async () =>
  Number(
    (await sql<{ n: bigint }>`select count(*) as n from creator_likely_pairs where workspace_id = ${w.id}`.execute(t.ctx.db)).rows[0]!.n,
  );

const names = ["Emma Jones", "emma-jones", "Lena Krug", "Ana"];
const emails = ["a@example.com", "A@example.com", "b@example.com"];
const step = fc.oneof(
  fc.record({ kind: fc.constant("name" as const), of: fc.nat(5), name: fc.constantFrom(...names) }),
  fc.record({ kind: fc.constant("email" as const), of: fc.nat(5), email: fc.constantFrom(null, ...emails) }),
  fc.record({ kind: fc.constant("handle" as const), of: fc.nat(5), platform: fc.constantFrom("instagram", "tiktok", "x"), at: fc.nat(2) }),
  fc.record({ kind: fc.constant("archive" as const), of: fc.nat(5), isArchived: fc.boolean() }),
  fc.record({ kind: fc.constant("merge" as const), of: fc.nat(5), into: fc.nat(5) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Does what may be refused, such as a handle that another creator has. */
function change(all: readonly Made[], one: Step): Promise<unknown> {
  const url = `/v1/creators/${all[one.of]!.id}`;
  if (one.kind === "name") return w.call("PATCH", url, { name: one.name });
  if (one.kind === "email") return w.call("PATCH", url, { email: one.email });
  if (one.kind === "handle") return w.call("POST", `${url}/accounts`, { platform: one.platform, handle: `some.handle${one.at}` });
  if (one.kind === "archive") return w.call("POST", `${url}/${one.isArchived ? "archive" : "restore"}`);
  return w.call("POST", `/v1/creators/${all[one.into]!.id}/merge`, { duplicate_id: all[one.of]!.id, reason: "" });
}

test("whatever happens to creators, the pairs that are kept are those that come of all creators at once", async () => {
  let mostPairs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), async (lots) => {
      w = await t.makeWorkspace();
      const all = [];
      for (let at = 0; at < 6; at++) all.push(await makeCreator(w, { name: names[at % names.length]! }));
      for (const lot of lots) {
        for (const one of lot) await change(all, one);
        await keepCards(t.ctx);
        expect(await likelyPairDifference(w.ctx)).toBeUndefined();
        mostPairs = Math.max(mostPairs, await keptPairs());
      }
    }),
    { numRuns: 15 },
  );
  expect(mostPairs).toBeGreaterThan(3);
}, 120_000);

test("of many with one name the first fifty are held against each other, and when one of them goes the next takes the place", async () => {
  const all = [];
  for (let at = 0; at < 52; at++) all.push(await makeCreator(w, { name: "Anna Smith" }));
  await keepCards(t.ctx);
  expect([await keptPairs(), await likelyPairDifference(w.ctx)]).toEqual([1_225, undefined]);
  await must(w, "POST", `/v1/creators/${all[3]!.id}/erase`, { reason: "asked for" });
  expect(await keptPairs()).toBe(1_225 - 49);
  await keepCards(t.ctx);
  expect([await keptPairs(), await likelyPairDifference(w.ctx)]).toEqual([1_225, undefined]);
}, 60_000);

test("a pair that is kept otherwise than it is, or that is missing, is found", async () => {
  const [a, b] = [await makeCreator(w, { name: "Emma Jones" }), await makeCreator(w, { name: "Emma Jones" })];
  await keepCards(t.ctx);
  expect(await likelyPairDifference(w.ctx)).toBeUndefined();
  await sql`delete from creator_likely_pairs where workspace_id = ${w.id}`.execute(t.ctx.db);
  const difference = await likelyPairDifference(w.ctx);
  expect(difference).toContain(a.id);
  expect(difference).toContain(b.id);
});
