import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp } from "../../../../test/app.ts";
import { makeCreator, makeProgram, must } from "../../../../test/builders.ts";
import { timelineEvent } from "./timeline-event.ts";

let t: TestApp;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

interface Event {
  at: string;
  kind: string;
  subject_id: string;
  detail: Record<string, unknown>;
}

test("a timeline tells of the creator, accounts, programs, links and codes, each with the id of what it happened to", async () => {
  const w = await t.makeWorkspace();
  const ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "x", handle: "ana" }] });
  const program = await makeProgram(w, { name: "Spring" });
  const step = () => t.clock.advanceMs(1000);
  step();
  const { data } = await must<{ data: { id: string }[] }>(w, "POST", `/v1/programs/${program.id}/enrollments`, { creator_ids: [ana.id] });
  step();
  const domain = await must<{ id: string }>(w, "POST", "/v1/domains", { host: "go.ana.example" });
  const link = await must<{ id: string }>(w, "POST", "/v1/links", {
    domain_id: domain.id,
    key: "ana",
    destination: "https://shop.example/",
    creator_id: ana.id,
    program_id: program.id,
  });
  step();
  const code = await must<{ id: string }>(w, "POST", "/v1/codes", { code: "ANA10", creator_id: ana.id, program_id: program.id });
  step();
  await must(w, "POST", `/v1/programs/${program.id}/enrollments/${data[0]!.id}/end`, {});
  step();
  const { accounts } = await must<{ accounts: { id: string }[] }>(w, "GET", `/v1/creators/${ana.id}`);
  await must(w, "POST", `/v1/creators/${ana.id}/accounts/${accounts[0]!.id}/archive`);
  step();
  await must(w, "POST", `/v1/creators/${ana.id}/archive`);
  const timeline = await must<{ data: Event[] }>(w, "GET", `/v1/creators/${ana.id}/timeline`);
  expect(timeline.data.slice(0, 6).map(({ kind, subject_id, detail }) => [kind, subject_id, detail])).toEqual([
    ["creator_archived", ana.id, {}],
    ["account_archived", accounts[0]!.id, { platform: "x", handle: "ana" }],
    ["enrollment_ended", data[0]!.id, { program_id: program.id, program: "Spring" }],
    ["code_made", code.id, { code: "ANA10" }],
    ["link_made", link.id, { host: "go.ana.example", key: "ana" }],
    ["enrolled", data[0]!.id, { program_id: program.id, program: "Spring" }],
  ]);
  expect(new Set(timeline.data.slice(6).map((event) => event.kind))).toEqual(new Set(["account_added", "creator_added"]));
});

test("every kind of event that the database tells is known", async () => {
  const { rows } = await sql<{ text: string }>`select pg_get_viewdef('creator_timeline') as text`.execute(t.ctx.db);
  const kinds = [...rows[0]!.text.matchAll(/'([a-z_]+)'::text AS kind/g)].map((found) => found[1]!);
  expect(kinds.length).toBeGreaterThan(9);
  const id = "01890a5d-ac96-774b-bcce-b302099a8057";
  for (const kind of kinds) expect(timelineEvent({ at: new Date(0), kind, subject_id: id, detail: {} }).kind).toBe(kind);
});
