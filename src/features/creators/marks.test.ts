import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, makeProgram, must } from "../../../test/builders.ts";
import { parseId } from "../../kernel/ids.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

/** Takes away the notes of a creator and gives when they are due; null: at once. */
async function takeMarks(creatorId: string): Promise<(string | null)[]> {
  const { rows } = await sql<{ due_at: Date | null }>`delete from creator_marks
    where creator_id = ${parseId("cre", creatorId)} returning due_at`.execute(t.ctx.db);
  return rows.map((row) => row.due_at?.toISOString() ?? null);
}

test("whatever changes by what a creator is found is noted in the same transaction", async () => {
  const creator = await makeCreator(w, { name: "Ana", accounts: [{ platform: "instagram", handle: "ana", followers: 5 }] });
  const program = await makeProgram(w);
  const path = `/v1/creators/${creator.id}`;
  expect(await takeMarks(creator.id)).toEqual([null]);
  const account = await must<{ id: string }>(w, "POST", `${path}/accounts`, { platform: "x", handle: "ana" });
  const post = { url: "https://www.instagram.com/p/Cx1abc/", creator_id: creator.id, posted_on: "2026-04-01", is_sponsored: null };
  const once: [string, string, object | undefined][] = [
    ["PATCH", path, { name: "Anna" }],
    ["POST", `${path}/accounts/${account.id}/snapshots`, { followers: 7, observed_on: "2026-05-01" }],
    ["PATCH", `${path}/accounts/${account.id}`, { handle: "anna" }],
    ["POST", `${path}/accounts/${account.id}/archive`, undefined],
    ["POST", `${path}/archive`, undefined],
    ["POST", `${path}/restore`, undefined],
    ["POST", "/v1/posts", post],
  ];
  expect(await takeMarks(creator.id)).toEqual([null]);
  for (const [method, url, body] of once) {
    await must(w, method, url, body);
    expect([url, await takeMarks(creator.id)]).toEqual([url, [null]]);
  }
  await must(w, "POST", `${path}/statuses`, { status: "paused", effective_at: "2026-06-01T00:00:00Z", reason: "" });
  expect(await takeMarks(creator.id)).toEqual(["2026-06-01T00:00:00.000Z"]);
  await must(w, "POST", `/v1/programs/${program.id}/enrollments`, { creator_ids: [creator.id] });
  expect(await takeMarks(creator.id)).toEqual(["2026-05-01T10:00:00.000Z"]);
});
