import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../../test/builders.ts";
import { madeGoogleApp } from "../../../../test/played-google.ts";
import { openSignInWorld, type SignInRun, type SignInWorld } from "../../../../test/sign-in-world.ts";

let world: SignInWorld;
let w: TestWorkspace;
let ana: Made;
const channelId = `UC${"7".repeat(22)}`;
const analytics = "https://www.googleapis.com/auth/yt-analytics.readonly";
beforeAll(async () => {
  world = await openSignInWorld();
});
beforeEach(async () => {
  const { youtube, google, outages } = world.platforms;
  world.t.clock.set("2026-05-01T10:00:00Z");
  youtube.channels.length = outages.length = google.revoked.length = world.platforms.asked.length = 0;
  for (const each of [google.denied, google.tokens, google.permissions, google.privateVideos, google.reports]) each.clear();
  youtube.channels.push({
    ...{ id: channelId, handle: "ana.films", title: "Ana films", subscribers: 12_345 },
    videos: [
      { id: "public00001", title: "Up", publishedAt: "2026-04-20T10:00:00Z", views: 100, likes: 10, comments: 0 },
      { id: "private0001", title: "Secret", publishedAt: "2026-04-21T10:00:00Z", views: 3 },
    ],
  });
  google.privateVideos.add("private0001");
  google.reports.set("ageGroup,gender", [
    ["age18-24", "female", 45.5],
    ["age18-24", "male", 14.5],
    ["age65-", "female", 30],
    ["age25-34", "user_specified", 10],
  ]);
  google.reports.set("country", [
    ["DE", 600],
    ["AT", 300],
    ["ZZ", 100],
  ]);
  google.signedIn = channelId;
  w = await world.t.makeWorkspace();
  ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "youtube", handle: "ana.films" }] });
  await must(w, "POST", "/v1/sign-in-platforms", madeGoogleApp);
});
afterAll(() => world.close());

async function connectAndRead(): Promise<SignInRun> {
  expect((await world.signIn(await world.invite(w, ana), "youtube")).statusCode).toBe(200);
  return world.perform(w, (await world.runs(w))[0]!);
}

test("the owner of a channel gives figures of grade A, with who watched in shares; private videos are left out", async () => {
  expect(await connectAndRead()).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
  const [figures] = await world.rowsOf(w, "account_snapshots");
  expect(figures).toMatchObject({
    ...{ source: "youtube", grade: "A", followers: 12_300n, avg_views: "100.000" },
    audience: {
      ages: { "18-24": 0.6, "65+": 0.3, "25-34": 0.1 },
      genders: { female: 0.755, male: 0.145, other: 0.1 },
      countries: { DE: 0.6, AT: 0.3 },
    },
  });
  expect(figures!["evidence"]).toContain("the audience is who watched in the last 90 days");
  expect((await world.rowsOf(w, "posts", "posted_at")).map(({ external_id }) => external_id)).toEqual(["public00001"]);
  expect(await must(w, "GET", `/v1/creators/${ana.id}`)).toMatchObject({ accounts: [{ handle: "ana.films", external_id: channelId }] });
});

test("a proof key goes with the code, of which the browser sees only the hash; a code with another is refused", async () => {
  const { address } = await world.press(await world.invite(w, ana), "youtube");
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    ...{ code_challenge_method: "S256", access_type: "offline", prompt: "consent" },
    scope: `https://www.googleapis.com/auth/youtube.readonly ${analytics}`,
  });
  const mine = await world.press(await world.invite(w, ana), "youtube");
  const [stolen, own] = [await world.permit(address), await world.permit(mine.address)];
  const code = (path: string): string => new URL(path, "http://x").searchParams.get("code")!;
  const injected = own.replace(encodeURIComponent(code(own)), encodeURIComponent(code(stolen)));
  expect(injected).not.toBe(own);
  expect((await world.get(injected, mine.cookie)).statusCode).toBe(410);
  expect((await world.connected(w, ana)).data).toEqual([]);
});

test("without the analytics, or of few viewers, the audience is not known and the rest is kept", async () => {
  world.platforms.google.denied.add(analytics);
  const run = await connectAndRead();
  expect(await world.rowsOf(w, "account_snapshots")).toMatchObject([{ followers: 12_300n, audience: {} }]);
  const { data } = await must<{ data: { detail: string }[] }>(w, "GET", `/v1/platform-runs/${run.id}/findings`);
  expect(data[0]!.detail).toBe("The owner did not permit the analytics: the audience is not known.");
  world.platforms.google.denied.clear();
  world.platforms.google.reports.clear();
  await world.signIn(await world.invite(w, ana), "youtube");
  const again = await world.perform(w, (await world.runs(w))[0]!);
  expect((await must<{ data: { detail: string }[] }>(w, "GET", `/v1/platform-runs/${again.id}/findings`)).data[0]!.detail).toBe(
    "YouTube tells nothing of so few viewers.",
  );
});

test("a token is renewed with the refresh token that stays; a permission that Google ended is noted, and the key of the brand is not touched", async () => {
  await connectAndRead();
  const { id } = await world.connection(w);
  const refresh = async () =>
    world.perform(w, await must<SignInRun>(w, "POST", "/v1/platform-runs", { connection_id: id, kind: "figures" }));
  world.t.clock.advanceMs(3_600_000);
  expect(await refresh()).toMatchObject({ state: "done", counts: { taken: 1 } });
  world.platforms.google.tokens.clear();
  expect(await refresh()).toMatchObject({ counts: { taken: 1 } });
  world.platforms.google.tokens.clear();
  world.platforms.google.permissions.clear();
  expect(await refresh()).toMatchObject({ state: "done", counts: { denied: 1 } });
  expect((await world.connected(w, ana)).data).toMatchObject([{ state: "ended" }]);
  expect(await world.connection(w)).toMatchObject({ state: "working", signed_in: 0 });
});

test("disconnecting gives the permission back to Google", async () => {
  await connectAndRead();
  const [account] = (await world.connected(w, ana)).data;
  await must(w, "POST", `/v1/connected-accounts/${account!.id}/disconnect`);
  await world.giveBack();
  expect(world.platforms.google.revoked).toHaveLength(1);
});
