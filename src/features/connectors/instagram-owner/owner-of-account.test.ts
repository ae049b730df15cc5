import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../../test/builders.ts";
import { madeInstagramApp } from "../../../../test/played-instagram-login.ts";
import { openSignInWorld, type SignInRun, type SignInWorld } from "../../../../test/sign-in-world.ts";
import { renewGrants } from "../tokens/service.ts";

let world: SignInWorld;
let w: TestWorkspace;
let ana: Made;
beforeAll(async () => {
  world = await openSignInWorld();
});
beforeEach(async () => {
  const { instagramLogin } = world.platforms;
  world.t.clock.set("2026-05-01T10:00:00Z");
  instagramLogin.tokens.clear();
  instagramLogin.signedIn = {
    ...{ userId: "17841400000000007", username: "ana.gram", followers: 12_345 },
    media: [
      { id: "Cx1", timestamp: "2026-04-20T10:00:00+0000", likes: 10, comments: 2 },
      { id: "Cx2", timestamp: "2026-04-21T10:00:00+0000", comments: 4 },
    ],
  };
  w = await world.t.makeWorkspace();
  ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "instagram", handle: "ana.gram" }] });
});
afterAll(() => world.close());

async function connectAndRead(): Promise<SignInRun> {
  await must(w, "POST", "/v1/sign-in-platforms", madeInstagramApp);
  expect((await world.signIn(await world.invite(w, ana), "instagram")).statusCode).toBe(200);
  return world.perform(w, (await world.runs(w))[0]!);
}

test("an app that Instagram does not take is refused in plain words", async () => {
  for (const wrong of [{ client_id: "1234567" }, { client_secret: "another-secret" }]) {
    const reply = await w.call("POST", "/v1/sign-in-platforms", { ...madeInstagramApp, ...wrong });
    expect(reply).toMatchObject({ status: 422, body: { detail: expect.stringContaining("Instagram does not take the app") as string } });
  }
});

test("the owner of a professional account gives figures of grade A; what is not told stays unknown", async () => {
  expect(await connectAndRead()).toMatchObject({ state: "done", counts: { taken: 1 }, problem: null });
  expect(await world.rowsOf(w, "account_snapshots")).toMatchObject([
    {
      source: "instagram",
      grade: "A",
      followers: 12_345n,
      following: 12n,
      posts_count: 2n,
      avg_likes: "10.000",
      avg_comments: "3.000",
      avg_views: null,
    },
  ]);
  expect(await world.rowsOf(w, "posts", "posted_at")).toMatchObject([{ format: "reel", hashtags: ["wandern"] }, { format: "reel" }]);
  expect(await must(w, "GET", `/v1/creators/${ana.id}`)).toMatchObject({ accounts: [{ external_id: "17841400000000007" }] });
});

test("a token of sixty days is renewed in the last thirty, and one that Instagram took back becomes a state", async () => {
  await connectAndRead();
  const held = () => [...world.platforms.instagramLogin.tokens.keys()].at(-1);
  const first = held();
  world.t.clock.advanceMs(29 * 86_400_000);
  await renewGrants(world.t.ctx);
  expect(held()).toBe(first);
  world.t.clock.advanceMs(2 * 86_400_000);
  await renewGrants(world.t.ctx);
  expect(held()).not.toBe(first);
  world.t.clock.advanceMs(40 * 86_400_000);
  const { id } = await world.connection(w);
  const refresh = async () =>
    world.perform(w, await must<SignInRun>(w, "POST", "/v1/platform-runs", { connection_id: id, kind: "figures" }));
  expect(await refresh()).toMatchObject({ counts: { taken: 1 } });
  world.platforms.instagramLogin.tokens.clear();
  expect(await refresh()).toMatchObject({ state: "done", counts: { denied: 1 } });
  expect((await world.connected(w, ana)).data).toMatchObject([{ state: "ended" }]);
});
