import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, makeProgram, must } from "../../../test/builders.ts";
import { creatorsByIds, creatorStatusesOf, emailHash, loadCreator, statusAt } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Shown {
  id: string;
  status: string;
  name: string;
  archived_at: string | null;
  accounts: { id: string; handle: string; url: string; followers: { count: number | null; observed_on: string } | null }[];
}
type Page = { data: Shown[]; next_cursor: string | null };
const names = (page: Page) => page.data.map((creator) => creator.name);

test("a creator is added with accounts, whose handles have one form", async () => {
  const creator = await must<Shown>(w, "POST", "/v1/creators", {
    name: "  Ana Lima ",
    email: "Ana@Example.com",
    country: "DE",
    accounts: [{ platform: "instagram", handle: "https://instagram.com/Ana.Lima/?hl=de", followers: 12_000 }],
  });
  expect(creator).toMatchObject({ name: "Ana Lima", email: "Ana@Example.com", status: "active", archived_at: null });
  expect(creator.accounts).toMatchObject([
    { platform: "instagram", handle: "Ana.Lima", followers: { count: 12_000, observed_on: "2026-05-01", source: "manual" } },
  ]);
  expect(await must(w, "GET", `/v1/creators/${creator.id}`)).toEqual(creator);
});

test("all faults of a new creator come at once, each with its place", async () => {
  const reply = await w.call("POST", "/v1/creators", {
    name: " ",
    email: "no address",
    country: "Germany",
    nickname: "x",
    accounts: [
      { platform: "instagram", handle: "https://tiktok.com/@ana" },
      { platform: "myspace", handle: "ana" },
    ],
  });
  const { errors } = reply.body as { errors: { pointer: string }[] };
  expect(reply.status).toBe(422);
  expect(new Set(errors.map((error) => error.pointer))).toEqual(
    new Set(["/name", "/email", "/country", "/nickname", "/accounts/0/handle", "/accounts/1/platform"]),
  );
});

test("an unknown number of followers is null and never zero", async () => {
  const creator = await makeCreator(w, { accounts: [{ platform: "x", handle: "ana", followers: null }] });
  const { accounts } = await must<Shown>(w, "GET", `/v1/creators/${creator.id}`);
  expect(accounts[0]!.followers).toMatchObject({ count: null });
  const other = await makeCreator(w, { accounts: [{ platform: "x", handle: "ben" }] });
  expect((await must<Shown>(w, "GET", `/v1/creators/${other.id}`)).accounts[0]!.followers).toBeNull();
});

test("two creators with the same external id at once become one, and the other is told whose it is", async () => {
  const replies = await Promise.all(
    Array.from({ length: 8 }, (_, at) => w.call("POST", "/v1/creators", { name: `Ana ${at}`, source: "crm", external_id: "77" })),
  );
  expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  const made = replies.find((reply) => reply.status === 201)!.body as Shown;
  const refused = replies.find((reply) => reply.status === 409)!.body as { type: string; detail: string };
  expect(refused.type).toMatch(/\/problems\/external-id-taken$/);
  expect(refused.detail).toContain(made.id);
});

test("two creators with the same accounts in another order at once: one gets them all, nobody half", async () => {
  const accounts = ["ana", "ben", "cleo", "dan"].map((handle) => ({ platform: "x", handle }));
  const replies = await Promise.all([
    w.call("POST", "/v1/creators", { name: "One", accounts }),
    w.call("POST", "/v1/creators", { name: "Two", accounts: accounts.toReversed() }),
  ]);
  expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  const { data } = await must<Page>(w, "GET", "/v1/creators?q=ana");
  expect(data.map((creator) => creator.accounts.length)).toEqual([4]);
});

test("the same Idempotency-Key and body give the first creator again; another body is refused", async () => {
  const key = { "idempotency-key": "k1" };
  const first = await w.call("POST", "/v1/creators", { name: "Ana" }, key);
  const again = await w.call("POST", "/v1/creators", { name: "Ana" }, key);
  const other = await w.call("POST", "/v1/creators", { name: "Ben" }, key);
  expect(again.body).toEqual(first.body);
  expect(again.headers["idempotency-replayed"]).toBe("true");
  expect(other.status).toBe(409);
  expect(names(await must<Page>(w, "GET", "/v1/creators"))).toEqual(["Ana"]);
});

test("creators are found by part of a name or handle, by platform, status and program, newest first, page by page", async () => {
  const ana = await makeCreator(w, { name: "Ana Lima", accounts: [{ platform: "tiktok", handle: "@lima.cooks" }] });
  t.clock.advanceMs(1000);
  const ben = await makeCreator(w, { name: "Ben 100% Sure", accounts: [{ platform: "instagram", handle: "ben" }] });
  t.clock.advanceMs(1000);
  await makeCreator(w, { name: "Cleo" });
  const program = await makeProgram(w, { creators: [ana.id] });
  await must(w, "POST", `/v1/creators/${ben.id}/statuses`, { status: "paused" });
  const list = async (query: string) => names(await must<Page>(w, "GET", `/v1/creators?${query}`));
  expect(await list("")).toEqual(["Cleo", "Ben 100% Sure", "Ana Lima"]);
  expect(await list("q=LIMA")).toEqual(["Ana Lima"]);
  expect(await list("q=@cooks")).toEqual(["Ana Lima"]);
  expect(await list("q=@lima cooks")).toEqual([]);
  expect(await list("q=0%25%20s")).toEqual(["Ben 100% Sure"]);
  expect(await list("q=%25")).toEqual(["Ben 100% Sure"]);
  expect(await list("q=_")).toEqual([]);
  expect(await list("platform=instagram")).toEqual(["Ben 100% Sure"]);
  expect(await list("status=paused")).toEqual(["Ben 100% Sure"]);
  expect(await list("status=active")).toEqual(["Cleo", "Ana Lima"]);
  expect(await list(`program_id=${program.id}`)).toEqual(["Ana Lima"]);
  const first = await must<Page>(w, "GET", "/v1/creators?limit=2");
  expect(names(await must<Page>(w, "GET", `/v1/creators?limit=2&cursor=${first.next_cursor}`))).toEqual(["Ana Lima"]);
  expect((await w.call("GET", "/v1/creators?cursor=nonsense")).status).toBe(422);
});

test("a change says which fields, and leaves the others as they were", async () => {
  const { id } = await makeCreator(w, { name: "Ana", notes: "met in May", email: "ana@example.com" });
  const changed = await must(w, "PATCH", `/v1/creators/${id}`, { email: null, metadata: { tier: 2 } });
  expect(changed).toMatchObject({ name: "Ana", notes: "met in May", email: null, metadata: { tier: 2 } });
});

test("another creator's external id cannot be taken by a change", async () => {
  await makeCreator(w, { external_id: "1" });
  const other = await makeCreator(w, { external_id: "2" });
  expect((await w.call("PATCH", `/v1/creators/${other.id}`, { external_id: "1" })).status).toBe(409);
  expect(await must(w, "GET", `/v1/creators/${other.id}`)).toMatchObject({ external_id: "2" });
});

test("an archived creator is out of the lists, keeps everything, and can be brought back", async () => {
  const { id } = await makeCreator(w, { name: "Ana" });
  expect(await must<Shown>(w, "POST", `/v1/creators/${id}/archive`)).toMatchObject({ archived_at: "2026-05-01T10:00:00.000Z" });
  t.clock.advanceMs(1000);
  expect(await must<Shown>(w, "POST", `/v1/creators/${id}/archive`)).toMatchObject({ archived_at: "2026-05-01T10:00:00.000Z" });
  expect(names(await must<Page>(w, "GET", "/v1/creators"))).toEqual([]);
  expect(names(await must<Page>(w, "GET", "/v1/creators?archived=true"))).toEqual(["Ana"]);
  expect(await must<Shown>(w, "POST", `/v1/creators/${id}/restore`)).toMatchObject({ archived_at: null });
});

test("E17 a status holds from its instant on, and the history says what it was at any other", async () => {
  const { id, uuid } = await makeCreator(w);
  await must(w, "POST", `/v1/creators/${id}/statuses`, { status: "paused", effective_at: "2026-04-01T00:00:00Z", reason: "late" });
  await must(w, "POST", `/v1/creators/${id}/statuses`, { status: "banned", effective_at: "2026-06-01T00:00:00Z" });
  expect(await must<Shown>(w, "GET", `/v1/creators/${id}`)).toMatchObject({ status: "paused" });
  const history = (await creatorStatusesOf(w.ctx, [uuid])).get(uuid)!;
  const at = (instant: string) => statusAt(history, new Date(instant));
  expect(at("2026-03-31T23:59:59.999Z")).toBe("active");
  expect(at("2026-04-01T00:00:00Z")).toBe("paused");
  expect(at("2026-06-01T00:00:00Z")).toBe("banned");
  t.clock.set("2026-06-01T00:00:00Z");
  expect(await must<Shown>(w, "GET", `/v1/creators/${id}`)).toMatchObject({ status: "banned" });
  expect(names(await must<Page>(w, "GET", "/v1/creators?status=banned"))).toHaveLength(1);
  const { data } = await must<{ data: object[] }>(w, "GET", `/v1/creators/${id}/statuses`);
  expect(data).toMatchObject([{ status: "paused", reason: "late" }, { status: "banned" }]);
});

test("of two statuses from the same instant on, the one recorded later holds", async () => {
  const { id } = await makeCreator(w);
  const effective_at = "2026-04-01T00:00:00Z";
  await must(w, "POST", `/v1/creators/${id}/statuses`, { status: "banned", effective_at });
  t.clock.advanceMs(1);
  await must(w, "POST", `/v1/creators/${id}/statuses`, { status: "active", effective_at });
  expect(await must<Shown>(w, "GET", `/v1/creators/${id}`)).toMatchObject({ status: "active" });
});

test("a customer's address has the hash of the creator's in the same workspace, and no other", async () => {
  const { uuid } = await makeCreator(w, { email: "Ana@Example.com" });
  const creator = await loadCreator(w.ctx, uuid);
  const other = await t.makeWorkspace();
  expect(creator.email_hash).toEqual(emailHash(w.ctx, " ana@example.COM "));
  expect(emailHash(other.ctx, "ana@example.com")).not.toEqual(creator.email_hash);
});

test("creators are looked up by id within the workspace alone", async () => {
  const mine = await makeCreator(w);
  const foreign = await makeCreator(await t.makeWorkspace());
  const found = await creatorsByIds(w.ctx, [mine.uuid, foreign.uuid]);
  expect([...found.keys()]).toEqual([mine.uuid]);
  expect(await creatorsByIds(w.ctx, [])).toEqual(new Map());
});

test("another workspace's creator is not there, whatever is asked of it", async () => {
  const { id } = await makeCreator(await t.makeWorkspace(), { accounts: [{ platform: "x", handle: "ana" }] });
  const replies = await Promise.all([
    w.call("GET", `/v1/creators/${id}`),
    w.call("PATCH", `/v1/creators/${id}`, { name: "Mine" }),
    w.call("POST", `/v1/creators/${id}/archive`),
    w.call("POST", `/v1/creators/${id}/statuses`, { status: "banned" }),
    w.call("GET", `/v1/creators/${id}/statuses`),
    w.call("POST", `/v1/creators/${id}/accounts`, { platform: "x", handle: "ben" }),
  ]);
  expect(replies.map((reply) => reply.status)).toEqual([404, 404, 404, 404, 404, 404]);
});

test("reading needs creators:read and changing needs creators:write", async () => {
  const reader = await t.makeWorkspace({ scopes: ["creators:read"] });
  expect((await reader.call("GET", "/v1/creators")).status).toBe(200);
  expect((await reader.call("POST", "/v1/creators", { name: "Ana" })).status).toBe(403);
  const writer = await t.makeWorkspace({ scopes: ["creators:write"] });
  expect((await writer.call("GET", "/v1/creators")).status).toBe(403);
  expect((await writer.call("POST", "/v1/creators", { name: "Ana" })).status).toBe(201);
});
