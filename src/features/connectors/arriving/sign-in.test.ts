import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestApp, TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, makeProgram, must, type Made } from "../../../../test/builders.ts";
import type { PlatformServer } from "../../../../test/platform-server.ts";
import { madeTiktokApp, type MadeTiktokUser } from "../../../../test/played-tiktok.ts";
import { openSignInWorld, type SignInConnection, type SignInRun, type SignInWorld } from "../../../../test/sign-in-world.ts";
import { renewGrants } from "../tokens/service.ts";

let t: TestApp;
let w: TestWorkspace;
let world: SignInWorld;
let platforms: PlatformServer;
let ana: Made;
beforeAll(async () => {
  world = await openSignInWorld();
  ({ t, platforms } = world);
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  platforms.asked.length = platforms.outages.length = platforms.tiktok.revoked.length = 0;
  Object.assign(platforms.tiktok, { requests: 600, secret: madeTiktokApp.client_secret, signedIn: undefined });
  for (const each of [platforms.tiktok.denied, platforms.tiktok.tokens, platforms.tiktok.permissions]) each.clear();
  w = await t.makeWorkspace();
  ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "tiktok", handle: "ana.t" }] });
});
afterAll(() => world.close());

const daysAgo = (days: number): number => Math.floor(t.ctx.now() / 1_000) - days * 86_400;
const user = (more: Partial<MadeTiktokUser> = {}): MadeTiktokUser => ({
  ...{ openId: "-000open-id-of-ana", username: "ana.t", followers: 12_345, bio: "Hiking #wandern" },
  videos: [
    { id: "7000000000000000001", createTime: daysAgo(3), description: "Up #Wandern", views: 100, likes: 10, comments: 0, shares: 4 },
    { id: "7000000000000000002", createTime: daysAgo(9), description: "Down", views: 300 },
    { id: "7000000000000000003", createTime: daysAgo(200), views: 9_999, likes: 999, comments: 99, shares: 9 },
  ],
  ...more,
});

const app = { platform: "tiktok", client_id: madeTiktokApp.client_id, client_secret: madeTiktokApp.client_secret };
const setUp = (of = w): Promise<SignInConnection> => must(of, "POST", "/v1/sign-in-platforms", app);
const invite = (creator = ana, of = w): Promise<string> => world.invite(of, creator);
const press = (path: string, fields?: Record<string, string>) => world.press(path, "tiktok", fields);
const signIn = (path: string) => world.signIn(path, "tiktok");
const get = (path: string, cookie?: string) => world.get(path, cookie);
const send = (path: string, fields: Record<string, string>) => world.send(path, fields);
const permit = (address: URL) => world.permit(address);
const connected = () => world.connected(w, ana);
const runs = () => world.runs(w);
const perform = (run: SignInRun) => world.perform(w, run);
const rowsOf = (table: string, order?: string) => world.rowsOf(w, table, order);
const calls = (path: string): number => world.calls(path);
const connectionNow = () => world.connection(w);
const refresh = async (): Promise<SignInRun> =>
  perform(await must<SignInRun>(w, "POST", "/v1/platform-runs", { connection_id: (await connectionNow()).id, kind: "figures" }));
/** Sets up TikTok, and Ana connects her account. */
async function connectAna(more: Partial<MadeTiktokUser> = {}): Promise<string> {
  platforms.tiktok.signedIn = user(more);
  await setUp();
  const path = await invite();
  expect((await signIn(path)).statusCode).toBe(200);
  return path;
}
const secretBytes = async (): Promise<number[]> =>
  (await rowsOf("platform_grants", "granted_at")).map(({ secret_ciphertext }) => (secret_ciphertext as Buffer).length);
describe("an app at a platform", () => {
  test("is tried before it is kept, says which address is entered there, and exists once", async () => {
    const wrong = await w.call("POST", "/v1/sign-in-platforms", { ...app, client_secret: "another-secret" });
    expect(wrong).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining("does not take the app's id and secret") as string },
    });
    const { data } = await must<{ data: object[] }>(w, "GET", "/v1/sign-in-platforms");
    expect(data[0]).toMatchObject({
      ...{ platform: "tiktok", redirect_uri: "http://127.0.0.1:4600/connect/callback/tiktok", connection_id: null },
      ...{ scopes: ["user.info.basic", "user.info.profile", "user.info.stats", "video.list"], id_name: "Client key" },
    });
    expect(await setUp()).toMatchObject({ state: "working", signed_in: 0 });
    expect((await w.call("POST", "/v1/sign-in-platforms", app)).status).toBe(409);
  });

  test("shows no account of anybody who has not signed in", async () => {
    const { id } = await setUp();
    const reply = await w.call("POST", "/v1/platform-runs", { connection_id: id, kind: "figures" });
    expect(reply).toMatchObject({ status: 422, body: { detail: "No owner of an account on TikTok has signed in." } });
    const search = await w.call("POST", "/v1/platform-runs", { connection_id: id, kind: "search", query: "hiking" });
    expect(search).toMatchObject({ status: 422, body: { errors: [{ pointer: "/kind" }] } });
  });
});

describe("a link", () => {
  test("says in plain words what is read, and changes nothing by being opened", async () => {
    await setUp();
    const page = await get(await invite());
    expect(page.body).toContain("Test brand would like to see the figures");
    expect(page.body).toContain("your public videos with their views, likes, comments and shares");
    expect(page.body).not.toContain("<script");
    expect(page.headers["content-security-policy"]).toContain(`form-action 'self' ${platforms.url};`);
    expect(page.headers["x-robots-tag"]).toContain("noindex");
    expect(await rowsOf("platform_sign_ins", "created_at")).toEqual([]);
  });

  test("takes no sign-in without consent, and leads to the platform alone with the least permissions", async () => {
    await setUp();
    const path = await invite();
    const refused = await send(`${path}/tiktok`, {});
    expect(refused).toMatchObject({ statusCode: 422, body: expect.stringContaining("Tick the box first") as string });
    const { address, cookie } = await press(path, {
      consent: "yes",
      redirect_uri: "https://evil.example/",
      return_to: "https://evil.example/",
    });
    expect(address.origin).toBe(platforms.url);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      ...{
        client_key: madeTiktokApp.client_id,
        response_type: "code",
        scope: "user.info.basic,user.info.profile,user.info.stats,video.list",
      },
      redirect_uri: "http://127.0.0.1:4600/connect/callback/tiktok",
    });
    const { rows } = await sql<{ text: string }>`select row(s.*)::text as text from platform_sign_ins s`.execute(t.ctx.db);
    for (const secret of [address.searchParams.get("state")!, cookie.split("=")[1]!]) expect(JSON.stringify(rows)).not.toContain(secret);
    const again = await send(`${path}/tiktok`, { consent: "yes" });
    expect(again.headers["set-cookie"]).toMatch(/; Path=\/connect\/callback; Max-Age=900; HttpOnly; SameSite=Lax$/);
  });

  test("that is another one, has ended or has expired is told apart from none by nothing", async () => {
    await setUp();
    const first = await invite();
    const second = await invite();
    const wrong = [first, `${second.slice(0, -2)}AA`, "/connect/nonsense", `/connect/${"A".repeat(87)}`];
    const bodies = await Promise.all(wrong.map(async (path) => ({ path, reply: await get(path) })));
    for (const { reply } of bodies) expect([reply.statusCode, reply.body]).toEqual([404, bodies[0]!.reply.body]);
    expect((await get(second)).statusCode).toBe(200);
    t.clock.advanceMs(30 * 86_400_000);
    expect((await get(second)).statusCode).toBe(404);
    const third = await invite();
    await must(w, "DELETE", `/v1/creators/${ana.id}/connect-invitation`);
    expect((await send(`${third}/tiktok`, { consent: "yes" })).statusCode).toBe(404);
    expect((await connected()).invitation).toBeNull();
  });
});

describe("figures of an account whose owner signed in", () => {
  test("are of grade A, with the posts; what TikTok does not tell stays unknown", async () => {
    await connectAna();
    const [run] = await runs();
    expect(await perform(run!)).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
    const [figures] = await rowsOf("account_snapshots");
    expect(figures).toMatchObject({ followers: 12_345n, following: 7n, posts_count: 3n, avg_views: "200.000", avg_likes: "10.000" });
    expect(figures).toMatchObject({ avg_comments: "0.000", avg_shares: "4.000", source: "tiktok", grade: "A", audience: {} });
    expect(await rowsOf("account_profiles")).toMatchObject([
      { display_name: "ANA.T", bio: "Hiking #wandern", is_verified: false, country: null },
    ]);
    const posts = await sql<object>`select p.external_id, p.url_key, s.views, s.likes, s.shares, s.reach from posts p
      join post_snapshots s on s.workspace_id = p.workspace_id and s.post_id = p.id where p.workspace_id = ${w.id} order by 1`.execute(
      t.ctx.db,
    );
    expect(posts.rows).toMatchObject([
      { url_key: "tiktok:7000000000000000001", views: 100n, likes: 10n, shares: 4n, reach: null },
      { url_key: "tiktok:7000000000000000002", views: 300n, likes: null, shares: null },
      { url_key: "tiktok:7000000000000000003", views: 9_999n, likes: 999n, shares: 9n },
    ]);
    const { data } = await connected();
    expect(data).toMatchObject([
      { handle: "ana.t", state: "working", consent: expect.stringContaining("Test brand reads these figures") as string },
    ]);
    expect(await connectionNow()).toMatchObject({ signed_in: 1 });
  });

  test("are read page by page as far back as is averaged over, and older posts that are here by their ids", async () => {
    const videos = Array.from({ length: 80 }, (_, at) => ({
      id: `72${at.toString().padStart(17, "0")}`,
      createTime: daysAgo(1 + at * 2),
      views: at,
    }));
    const old = { id: "7100000000000000009", createTime: daysAgo(300), views: 42 };
    platforms.tiktok.signedIn = user({ videos: [...videos, old] });
    await setUp();
    const url = `https://www.tiktok.com/@ana.t/video/${old.id}`;
    await must(w, "POST", "/v1/posts", { url, creator_id: ana.id, posted_on: "2025-07-05" });
    await signIn(await invite());
    await perform((await runs())[0]!);
    expect([calls("/v2/video/list/"), calls("/v2/video/query/")]).toEqual([4, 1]);
    expect(await rowsOf("posts", "posted_at")).toHaveLength(81);
    const seen = await sql<object>`select s.views from posts p join post_snapshots s on s.post_id = p.id where p.workspace_id = ${w.id}
      and p.url_key = ${`tiktok:${old.id}`}`.execute(t.ctx.db);
    expect(seen.rows).toEqual([{ views: 42n }]);
  });

  test("that the owner did not permit are unknown, which is not zero, and it is said", async () => {
    platforms.tiktok.denied.add("user.info.stats").add("video.list");
    await connectAna();
    const run = await perform((await runs())[0]!);
    expect(run.counts).toEqual({ taken: 1 });
    expect(await rowsOf("account_snapshots")).toEqual([]);
    const { data } = await must<{ data: { detail: string }[] }>(w, "GET", `/v1/platform-runs/${run.id}/findings`);
    expect(data[0]!.detail).toBe(
      "The owner did not permit the statistics: followers are not known. The owner did not permit the videos: posts and their means are not known.",
    );
    expect(calls("/v2/video/list/")).toBe(0);
  });

  test("wait while TikTok asks to be asked less often, and are kept once", async () => {
    await connectAna();
    platforms.tiktok.requests = 1;
    const [run] = await runs();
    expect(await perform(run!)).toMatchObject({ state: "paused", problem: expect.stringContaining("asked less often") as string });
    expect(await rowsOf("account_snapshots")).toEqual([]);
    platforms.tiktok.requests = 600;
    expect(await perform(run!)).toMatchObject({ state: "done", counts: { taken: 1 } });
    expect(await rowsOf("account_snapshots")).toHaveLength(1);
  });
});

describe("who comes back from a platform", () => {
  const nothingKept = async (): Promise<void> => {
    expect(await rowsOf("platform_grants", "granted_at")).toEqual([]);
    expect(await runs()).toEqual([]);
  };

  test("with a state that is forged, of another platform, or that was used before, is told that nothing was begun", async () => {
    platforms.tiktok.signedIn = user();
    await setUp();
    const { address, cookie } = await press(await invite());
    const back = await permit(address);
    const forged = back.replace(/(?<=state=.{60}).{5}/, "AAAAA");
    expect(forged).not.toBe(back);
    for (const url of [forged, "/connect/callback/tiktok", "/connect/callback/myspace?code=x&state=y"])
      expect((await get(url, cookie)).statusCode).toBe(404);
    await nothingKept();
    expect((await get(back, cookie)).statusCode).toBe(200);
    const replayed = await get(back, cookie);
    expect(replayed.statusCode).toBe(404);
    expect(replayed.headers.location).toBeUndefined();
    expect(calls("/v2/oauth/token/")).toBe(2);
  });

  test("in another browser, or with the state of another workspace's sign-in, is refused, and the state is used up", async () => {
    platforms.tiktok.signedIn = user();
    await setUp();
    const path = await invite();
    const begun = await press(path);
    const back = await permit(begun.address);
    expect((await get(back, "vouch_sign_in_tiktok=somebody-else")).statusCode).toBe(403);
    expect((await get(back, begun.cookie)).statusCode).toBe(404);
    const other = await t.makeWorkspace();
    await setUp(other);
    const theirs = await press(await invite(await makeCreator(other, { name: "Bo" }), other));
    const mine = await press(path);
    expect((await get(await permit(theirs.address), mine.cookie)).statusCode).toBe(403);
    await nothingKept();
  });

  test("too late, under a link that ended meanwhile, or without having permitted anything, connects nothing", async () => {
    platforms.tiktok.signedIn = user();
    await setUp();
    const path = await invite();
    const late = await press(path);
    const back = await permit(late.address);
    t.clock.advanceMs(15 * 60_000);
    expect((await get(back, late.cookie)).statusCode).toBe(404);
    const ended = await press(path);
    const endedBack = await permit(ended.address);
    await invite();
    expect((await get(endedBack, ended.cookie)).statusCode).toBe(410);
    expect(platforms.tiktok.revoked).toHaveLength(1);
    platforms.tiktok.signedIn = undefined;
    const no = await signIn(await invite());
    expect([no.statusCode, no.body.includes("TikTok was not given your permission")]).toEqual([200, true]);
    await nothingKept();
  });

  test("while TikTok is away, or with an app that it takes no more, is told so, and the brand what to do", async () => {
    platforms.tiktok.signedIn = user();
    await setUp();
    const path = await invite();
    const { address, cookie } = await press(path);
    const back = await permit(address);
    platforms.outages.push({ status: 503, body: "down" });
    expect((await get(back, cookie)).statusCode).toBe(503);
    platforms.tiktok.secret = "another-secret";
    const again = await press(path);
    expect((await get(await permit(again.address), again.cookie)).statusCode).toBe(503);
    expect(await connectionNow()).toMatchObject({ state: "refused", problem: expect.stringContaining("invalid_client") as string });
    await nothingKept();
  });

  test("with an account of another creator here is refused, and the permission is given back; a new account is added", async () => {
    await makeCreator(w, { name: "Bo", accounts: [{ platform: "tiktok", handle: "bo.t" }] });
    platforms.tiktok.signedIn = user({ openId: "bo", username: "bo.t" });
    await setUp();
    const path = await invite();
    expect((await signIn(path)).statusCode).toBe(409);
    expect(platforms.tiktok.revoked).toHaveLength(1);
    await nothingKept();
    platforms.tiktok.signedIn = user({ openId: "ana-2", username: "ana.second" });
    expect((await signIn(path)).body).toContain("@ana.second is connected.");
    const { accounts } = await must<{ accounts: { handle: string }[] }>(w, "GET", `/v1/creators/${ana.id}`);
    expect(accounts.map(({ handle }) => handle).toSorted()).toEqual(["ana.second", "ana.t"]);
  });
});

describe("tokens", () => {
  test("are nowhere to be read: not in an answer, not in the database, not in the audit, not in the queue", async () => {
    const path = await connectAna();
    const secrets = [...platforms.tiktok.tokens.keys(), ...platforms.tiktok.permissions.keys(), madeTiktokApp.client_secret];
    await send(`${path}/disconnect`, { account: (await connected()).data[0]!.id });
    const { rows } = await sql<{ text: string }>`
      select row(g.*)::text as text from platform_grants g union all select row(c.*)::text from platform_connections c
      union all select row(e.*)::text from audit_events e union all select row(j.*)::text from graphile_worker._private_jobs j`.execute(
      t.ctx.db,
    );
    const shown = [JSON.stringify(await connected()), JSON.stringify(await connectionNow()), (await get(path)).body];
    for (const text of [...rows.map((row) => row.text), ...shown]) for (const secret of secrets) expect(text).not.toContain(secret);
  });

  test("are renewed before they end, once however many ask, and the newest refresh token is kept", async () => {
    await connectAna();
    await perform((await runs())[0]!);
    t.clock.advanceMs(7_200_000 - 4 * 60_000);
    const before = calls("/v2/oauth/token/");
    const second = await must<SignInRun>(w, "POST", "/v1/platform-runs", { connection_id: (await connectionNow()).id, kind: "figures" });
    await Promise.all([perform(second), perform(second), perform(second)]);
    expect(calls("/v2/oauth/token/") - before).toBe(1);
    expect(await perform(second)).toMatchObject({ state: "done" });
    t.clock.advanceMs(3 * 7_200_000);
    expect(await refresh()).toMatchObject({ state: "done", counts: { taken: 1 } });
  });

  test("that TikTok does not take although they should hold are renewed, and the call is made again", async () => {
    await connectAna();
    platforms.tiktok.tokens.clear();
    expect(await perform((await runs())[0]!)).toMatchObject({ state: "done", counts: { taken: 1 } });
  });

  test("of a permission that the owner took back at TikTok are forgotten; the run goes on, the connection stays, the figures stay", async () => {
    await connectAna();
    await perform((await runs())[0]!);
    const bo = await makeCreator(w, { name: "Bo", accounts: [{ platform: "tiktok", handle: "bo.t" }] });
    platforms.tiktok.signedIn = user({ openId: "bo", username: "bo.t" });
    await signIn(await invite(bo));
    for (const [token, { permission }] of platforms.tiktok.tokens)
      if (permission.user.username === "ana.t") {
        platforms.tiktok.tokens.delete(token);
        platforms.tiktok.permissions.delete(permission.refreshToken);
      }
    expect(await refresh()).toMatchObject({ state: "done", counts: { taken: 1, denied: 1 } });
    expect((await connected()).data).toMatchObject([
      { state: "ended", problem: expect.stringContaining("the owner took it back") as string },
    ]);
    expect((await secretBytes()).toSorted((a, b) => a - b)[0]).toBe(0);
    expect(await connectionNow()).toMatchObject({ state: "working", signed_in: 1 });
    expect(await rowsOf("account_snapshots")).toHaveLength(2);
    platforms.tiktok.signedIn = user();
    await signIn(await invite());
    expect((await connected()).data).toMatchObject([{ state: "working", problem: null }]);
  });

  test("stay while the app's secret is wrong: the run stops, and another secret lets it go on", async () => {
    await connectAna();
    t.clock.advanceMs(7_200_000);
    platforms.tiktok.secret = "another-secret";
    const [run] = await runs();
    expect(await perform(run!)).toMatchObject({ state: "stopped", problem: expect.stringContaining("invalid_client") as string });
    const { id } = await connectionNow();
    expect((await connected()).data).toMatchObject([{ state: "working" }]);
    expect(await must(w, "PATCH", `/v1/platform-connections/${id}`, { client_secret: "another-secret" })).toMatchObject({
      state: "working",
    });
    await must(w, "POST", `/v1/platform-runs/${run!.id}/continue`);
    expect(await perform(run!)).toMatchObject({ state: "done", counts: { taken: 1 } });
  });

  test("that nobody uses are renewed a month before they lapse", async () => {
    await connectAna();
    const held = (): string[] => [...platforms.tiktok.permissions.keys()];
    const [first] = held();
    t.clock.advanceMs(149 * 86_400_000);
    await renewGrants(t.ctx);
    expect(held()).toEqual([first]);
    t.clock.advanceMs(2 * 86_400_000);
    await renewGrants(t.ctx);
    const renewed = held();
    expect(renewed).not.toEqual([first]);
    await renewGrants(t.ctx);
    expect(held()).toEqual(renewed);
    expect((await connected()).data).toMatchObject([{ state: "working" }]);
  });

  test("are forgotten and given back when the creator or the brand disconnects, the app is removed or the creator is erased", async () => {
    const path = await connectAna();
    const [account] = (await connected()).data;
    const stranger = await send(`${path}/disconnect`, { account: account!.id.replace(/.$/, (sign) => (sign === "0" ? "1" : "0")) });
    expect(stranger.statusCode).toBe(404);
    expect((await send(`${path}/disconnect`, { account: account!.id })).body).not.toContain("Connected as");
    expect(await secretBytes()).toEqual([0]);
    await world.giveBack();
    expect(platforms.tiktok.revoked).toHaveLength(1);
    await signIn(path);
    expect(await must(w, "POST", `/v1/connected-accounts/${account!.id}/disconnect`)).toMatchObject({ state: "disconnected" });
    t.clock.advanceMs(7_200_000);
    await world.giveBack();
    expect(platforms.tiktok.revoked).toHaveLength(2);
    await signIn(path);
    await must(w, "POST", `/v1/creators/${ana.id}/erase`, { reason: "asked for" });
    expect(await secretBytes()).toEqual([0]);
    expect(JSON.stringify(await rowsOf("platform_grants", "granted_at"))).not.toMatch(/ana\.t|open-id/);
    expect((await get(path)).statusCode).toBe(404);
    await world.giveBack();
    expect(platforms.tiktok.revoked).toHaveLength(3);
  });

  test("of every account are given back when the app is removed here", async () => {
    await connectAna();
    await must(w, "POST", `/v1/platform-connections/${(await connectionNow()).id}/remove`);
    expect(await secretBytes()).toEqual([0]);
    await world.giveBack();
    expect(platforms.tiktok.revoked).toHaveLength(1);
  });
});

describe("an applicant", () => {
  interface Application {
    readonly state: string;
    readonly accounts: { verified_by: string | null; handle: string }[];
  }
  const application = async () => (await must<{ data: Application[] }>(w, "GET", "/v1/applications")).data[0]!;

  const proofIn = (body: string): string => /name="proof" value="([^"]+)"/.exec(body)![1]!;

  /** Applies: the page's path, the code for the bio, and the proof that stands in the offer to sign in. */
  async function apply(more: Record<string, string> = {}) {
    const program = await makeProgram(w, { name: "Ambassadors" });
    const said = { program_id: program.id, title: "Join us", consent: "I agree that this is kept." };
    const path = new URL((await must<{ url: string }>(w, "POST", "/v1/application-pages", said)).url).pathname;
    const opened = /name="opened" value="([^"]+)"/.exec((await get(path)).body)![1]!;
    t.clock.advanceMs(5_000);
    const account1 = "https://www.tiktok.com/@ana.new";
    const thanks = await send(path, { name: "Ana New", email: "ana@example.com", account1, ...more, consent: "yes", opened });
    expect(thanks.body).toContain("Sign in at TikTok as @ana.new");
    return { path, proof: proofIn(thanks.body), code: /<code>([^<]+)</.exec(thanks.body)![1]! };
  }
  async function show({ path, proof }: { path: string; proof: string }) {
    const reply = await send(`${path}/sign-in`, { proof });
    const address = new URL(reply.headers.location!);
    return { address, end: await get(await permit(address), String(reply.headers["set-cookie"]).split(";")[0]!) };
  }

  test("shows an account to be theirs by signing in: only who it is is asked for, and nothing is kept of the permission", async () => {
    await setUp();
    const offer = await apply();
    platforms.tiktok.signedIn = user({ username: "ana.new" });
    const { address, end } = await show(offer);
    expect(address.searchParams.get("scope")).toBe("user.info.basic,user.info.profile");
    expect(end.body).toContain("@ana.new is yours");
    expect(await application()).toMatchObject({ state: "verified", accounts: [{ verified_by: "sign_in" }] });
    expect(platforms.tiktok.revoked).toHaveLength(1);
    expect(await rowsOf("platform_grants", "granted_at")).toEqual([]);
  });

  test("who said no at the platform, or has more profiles, is shown the code and the other ways again", async () => {
    await setUp();
    const { path, proof, code } = await apply({ account2: "https://www.youtube.com/channel/UC0000000000000000000001" });
    const { end: refused } = await show({ path, proof });
    expect(refused.body).toContain("TikTok was not given your permission");
    expect(refused.body).toContain(code);
    expect(refused.headers["content-security-policy"]).toContain(`form-action 'self' ${platforms.url};`);
    platforms.tiktok.signedIn = user({ username: "ana.new" });
    const { end: shown } = await show({ path, proof: proofIn(refused.body) });
    expect(shown.body).toContain("@ana.new is yours");
    expect([shown.body.includes(code), shown.body.includes("Sign in at TikTok")]).toEqual([true, false]);
  });

  test("with another account, with a proof that is not theirs, or after the decision, changes nothing", async () => {
    await setUp();
    const offer = await apply();
    platforms.tiktok.signedIn = user({ username: "somebody" });
    const { end } = await show(offer);
    expect([end.statusCode, end.body.includes("You signed in as @somebody")]).toEqual([409, true]);
    expect(await application()).toMatchObject({ state: "new", accounts: [{ verified_by: null }] });
    const forged = offer.proof.replace(/.{4}$/, "AAAA");
    for (const proof of [forged, "", "a.b.c"]) expect((await send(`${offer.path}/sign-in`, { proof })).statusCode).toBe(404);
    platforms.tiktok.signedIn = user({ username: "ana.new" });
    await must(
      w,
      "POST",
      `/v1/applications/${(await must<{ data: { id: string }[] }>(w, "GET", "/v1/applications")).data[0]!.id}/refuse`,
      {},
    );
    expect((await show(offer)).end.statusCode).toBe(410);
    expect(await application()).toMatchObject({ state: "refused", accounts: [{ verified_by: null }] });
  });
});
