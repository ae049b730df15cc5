import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { paths } from "../../web/paths.ts";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

type Member = { id: string; email: string; role: string };
const members = async () => ((await w.call("GET", "/v1/members")).body as { data: Member[] }).data;
const invite = async (email: string, role = "viewer") =>
  (await w.call("POST", "/v1/invitations", { email, role })).body as { id: string; url: string };
/** The token of a link, which must lead to the screen on which an invitation is accepted. */
function tokenOf(url: string): string {
  const { pathname } = new URL(url);
  const token = pathname.split("/").at(-1)!;
  expect(pathname).toBe(paths.acceptInvitation(token));
  return token;
}
const accept = (token: string) =>
  t.app.inject({ method: "POST", url: "/v1/invitations/accept", payload: { token, name: "Nia New", password: "a long enough password" } });

async function signIn(email: string): Promise<string> {
  const reply = await t.app.inject({
    method: "POST",
    url: "/api/auth/sign-in/email",
    headers: { origin: t.ctx.publicUrl },
    payload: { email, password: "a long enough password" },
  });
  expect(reply.statusCode).toBe(200);
  return String(reply.headers["set-cookie"]).split(";")[0]!;
}

test("somebody who is invited joins with a password of their own and may do what the role says", async () => {
  const { url } = await invite("nia@example.com", "viewer");
  expect((await accept(tokenOf(url))).statusCode).toBe(200);
  expect((await members()).map(({ email, role }) => ({ email, role }))).toContainEqual({ email: "nia@example.com", role: "viewer" });
  const cookie = await signIn("nia@example.com");
  const me = await t.app.inject({ url: "/v1/me", headers: { cookie } });
  expect(me.json()).toMatchObject({ kind: "user", email: "nia@example.com", workspaces: [{ id: w.publicId, role: "viewer" }] });
  const write = { method: "POST" as const, url: "/v1/stores", payload: {} };
  expect((await t.app.inject({ ...write, headers: { cookie } })).json()).toMatchObject({ title: "The request came from another site" });
  expect((await t.app.inject({ ...write, headers: { cookie, "x-vouch-csrf": "1" } })).json()).toMatchObject({
    title: "This is not allowed",
  });
});

test("an invitation works once", async () => {
  const { url } = await invite("once@example.com");
  const replies = await Promise.all([accept(tokenOf(url)), accept(tokenOf(url))]);
  expect(replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b)).toEqual([200, 410]);
});

test("an invitation that was taken back, changed or is older than seven days opens nothing", async () => {
  const [revoked, old] = [await invite("revoked@example.com"), await invite("old@example.com")];
  await w.call("DELETE", `/v1/invitations/${revoked.id}`);
  expect((await accept(tokenOf(revoked.url))).statusCode).toBe(410);
  expect((await accept(`${tokenOf(old.url)}x`)).statusCode).toBe(410);
  t.clock.advanceMs(7 * 24 * 60 * 60 * 1000);
  expect((await accept(tokenOf(old.url))).statusCode).toBe(410);
});

test("the only owner can neither leave nor step down", async () => {
  const owner = (await members()).find((member) => member.role === "owner")!;
  expect((await w.call("PATCH", `/v1/members/${owner.id}`, { role: "viewer" })).status).toBe(409);
  expect((await w.call("DELETE", `/v1/members/${owner.id}`)).status).toBe(409);
});

test("two owners who step down at once leave one", async () => {
  const { url } = await invite("second@example.com", "owner");
  await accept(tokenOf(url));
  const owners = (await members()).filter((member) => member.role === "owner");
  expect(owners).toHaveLength(2);
  const replies = await Promise.all(owners.map((owner) => w.call("PATCH", `/v1/members/${owner.id}`, { role: "admin" })));
  expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test("nobody signs up by themselves", async () => {
  const payload = { email: "stranger@example.com", name: "Stranger", password: "a long enough password" };
  const reply = await t.app.inject({ method: "POST", url: "/api/auth/sign-up/email", headers: { origin: t.ctx.publicUrl }, payload });
  expect(reply.statusCode).toBeGreaterThanOrEqual(400);
});

test("no address of a person is stored with their session", async () => {
  await signIn("nia@example.com");
  const { rows } = await sql<{
    ipAddress: string | null;
    userAgent: string | null;
  }>`select "ipAddress", "userAgent" from auth.session`.execute(t.ctx.db);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row.ipAddress === null && row.userAgent === null)).toBe(true);
});
