import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, makeProgram, must, type Made } from "../../../../test/builders.ts";

let t: TestApp;
let w: TestWorkspace;
let ana: Made;
let program: Made;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
  ana = await makeCreator(w, { name: "Ana" });
  program = await makeProgram(w, { name: "Spring" });
});
afterAll(() => t.close());

interface Enrollment {
  id: string;
  creator_id: string;
  creator_name: string;
  started_at: string;
  ended_at: string | null;
}
const enroll = (ids: readonly string[], more = {}) =>
  w.call("POST", `/v1/programs/${program.id}/enrollments`, { creator_ids: ids, ...more });
const mustEnroll = async (more = {}) => ((await enroll([ana.id], more)).body as { data: Enrollment[] }).data[0]!;
const end = (id: string, body = {}) => w.call("POST", `/v1/programs/${program.id}/enrollments/${id}/end`, body);

test("creators take part from an instant on; who does already stays as enrolled", async () => {
  const ben = await makeCreator(w, { name: "Ben" });
  const first = await mustEnroll({ started_at: "2026-03-01T00:00:00Z" });
  const { data } = (await enroll([ana.id, ben.id, ben.id])).body as { data: Enrollment[] };
  expect(data.map((row) => [row.creator_name, row.started_at])).toEqual([
    ["Ana", "2026-03-01T00:00:00.000Z"],
    ["Ben", "2026-05-01T10:00:00.000Z"],
  ]);
  expect(data[0]!.id).toBe(first.id);
});

test("a part that ended may be followed by another, and the gap stays", async () => {
  const first = await mustEnroll({ started_at: "2026-03-01T00:00:00Z" });
  await end(first.id, { ended_at: "2026-04-01T00:00:00Z" });
  const second = await mustEnroll();
  expect(second.id).not.toBe(first.id);
  const { data } = await must<{ data: Enrollment[] }>(w, "GET", `/v1/enrollments?creator_id=${ana.id}`);
  expect(data.map((row) => row.ended_at)).toEqual([null, "2026-04-01T00:00:00.000Z"]);
  const active = await must<{ data: Enrollment[] }>(w, "GET", `/v1/enrollments?program_id=${program.id}&active=true`);
  expect(active.data.map((row) => row.id)).toEqual([second.id]);
});

test("a part that would reach into a later one is refused", async () => {
  const first = await mustEnroll({ started_at: "2026-03-01T00:00:00Z" });
  await end(first.id, { ended_at: "2026-04-01T00:00:00Z" });
  expect((await enroll([ana.id], { started_at: "2026-02-01T00:00:00Z" })).status).toBe(409);
});

test("one creator enrolled ten times at once takes part once", async () => {
  const replies = await Promise.all(Array.from({ length: 10 }, () => enroll([ana.id])));
  const ids = replies.map((reply) => (reply.body as { data: Enrollment[] }).data[0]!.id);
  expect(new Set(ids).size).toBe(1);
});

test("an end is not before the start, and one in the past is not moved", async () => {
  const part = await mustEnroll({ started_at: "2026-03-01T00:00:00Z" });
  expect((await end(part.id, { ended_at: "2026-02-01T00:00:00Z" })).status).toBe(422);
  expect((await end(part.id, { ended_at: "2026-09-01T00:00:00Z" })).status).toBe(200);
  expect((await end(part.id)).body).toMatchObject({ ended_at: "2026-05-01T10:00:00.000Z" });
  expect((await end(part.id)).status).toBe(200);
  t.clock.advanceMs(1);
  expect((await end(part.id)).status).toBe(409);
});

test("nobody unknown, archived or of another workspace is enrolled, and nobody else with them", async () => {
  const foreign = await makeCreator(await t.makeWorkspace());
  const gone = await makeCreator(w);
  await must(w, "POST", `/v1/creators/${gone.id}/archive`);
  expect((await enroll([ana.id, foreign.id])).status).toBe(404);
  expect((await enroll([ana.id, gone.id])).status).toBe(409);
  const { data } = await must<{ data: Enrollment[] }>(w, "GET", `/v1/enrollments?program_id=${program.id}`);
  expect(data).toEqual([]);
});

test("an ended program takes nobody in", async () => {
  await must(w, "POST", `/v1/programs/${program.id}/archive`);
  expect((await enroll([ana.id])).status).toBe(409);
});
