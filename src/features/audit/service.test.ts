import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { createKey } from "../api-keys/service.ts";
import { sealAuditChains, auditDifference } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

type Event = { action: string; position: string | null; detail: unknown };
const events = async () => ((await w.call("GET", "/v1/audit-events")).body as { data: Event[] }).data;

async function asOwner(text: string): Promise<void> {
  const owner = new pg.Client(t.database.url);
  await owner.connect();
  await owner.query(text);
  await owner.end();
}

test("what is done to access is in the log, and the worker seals it into a chain that verifies", async () => {
  await w.call("POST", "/v1/api-keys", { name: "shop", scopes: ["orders:write"] });
  expect((await events())[0]).toMatchObject({ action: "api_key.created", position: null, detail: { name: "shop" } });
  await Promise.all([sealAuditChains(t.ctx), sealAuditChains(t.ctx)]);
  const positions = (await events()).map((event) => Number(event.position)).toSorted((a, b) => a - b);
  expect(positions).toEqual(positions.map((_, index) => index + 1));
  expect(await auditDifference(w.ctx)).toBeUndefined();
});

test("a person who did something is named, a key and Vouch itself are not", async () => {
  const mara = await t.ctx.people.create({ email: "mara@example.com", name: "Mara", password: "correct horse battery" });
  await createKey({ ...w.ctx, actor: { kind: "user", id: mara.id } }, { name: "by hand", scopes: ["orders:read"], expires_at: null });
  const all = (await w.call("GET", "/v1/audit-events")).body as { data: { actor_kind: string; actor_name: string | null }[] };
  expect(all.data[0]).toMatchObject({ actor_kind: "user", actor_name: "Mara" });
  expect(all.data.filter((event) => event.actor_kind !== "user" && event.actor_name !== null)).toEqual([]);
});

test("erasing a detail leaves the chain whole", async () => {
  await sql`delete from audit_details where workspace_id = ${w.id} and event_id = (select event_id from audit_chain where workspace_id = ${w.id} and position = 1)`.execute(
    t.ctx.db,
  );
  expect(await auditDifference(w.ctx)).toBeUndefined();
});

test("the application cannot change an event, and a change by the owner is found", async () => {
  await expect(sql`update audit_events set action = 'nothing' where workspace_id = ${w.id}`.execute(t.ctx.db)).rejects.toThrow(
    "permission denied",
  );
  await asOwner(`update audit_details set detail = '{"name":"other"}' where workspace_id = '${w.id}'`);
  expect(await auditDifference(w.ctx)).toMatch(/detail of the event at position \d+ was changed/);
  await asOwner(`update audit_events set actor_id = 'somebody else' where workspace_id = '${w.id}'`);
  expect(await auditDifference(w.ctx)).toMatch(/hash at position 1 does not follow/);
});
