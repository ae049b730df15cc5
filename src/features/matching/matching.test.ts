import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, makeProgram, must, type Made } from "../../../test/builders.ts";
import { tellAudience } from "../../../test/tell-audience.ts";

interface Profile {
  readonly id: string;
  readonly version: number;
  readonly is_default: boolean;
  readonly profile: { readonly countries: string[]; readonly ages: { from: number; to: number } | null };
}
interface Fit {
  readonly profile_version: number;
  readonly accounts: readonly {
    handle: string;
    score: number;
    low: number;
    high: number;
    known: number;
    parts: { key: string; score: number | null }[];
  }[];
}
interface Ranking {
  readonly without_account: number;
  readonly data: readonly { creator_id: string; name: string; score: number; competitors: string[] }[];
}

let t: TestApp;
let w: TestWorkspace;
let ana: Made;
let ben: Made;
let bare: Made;

/** What a vendor says of an account's audience on a day. */
beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  const on = (handle: string) => ({ accounts: [{ platform: "instagram", handle, followers: 20_000 }] });
  ana = await makeCreator(w, { name: "Ana", ...on("ana.hikes") });
  ben = await makeCreator(w, { name: "Ben", ...on("benbuilds") });
  bare = await makeCreator(w, { name: "Cleo" });
  await tellAudience(w, ana, { countries: { DE: 0.2 } }, "2026-03-01");
  await tellAudience(w, ana, { countries: { DE: 0.7, AT: 0.1 }, ages: { "25-34": 0.6 } });
  await tellAudience(w, ben, { countries: { US: 0.9 } });
});
afterAll(() => t.close());

const dach = { countries: ["DE", "AT"], ages: { from: 25, to: 34 } };
const write = (name: string, profile: object = dach) => must<Profile>(w, "POST", "/v1/buyer-profiles", { name, profile });
const faults = (reply: { body: unknown }) => (reply.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
const kindOf = (reply: { status: number; body: unknown }) => [reply.status, (reply.body as { type: string }).type.split("/").at(-1)];

describe("a buyer profile", () => {
  test("is asked for before anything can fit it", async () => {
    expect(kindOf(await w.call("GET", `/v1/creators/${ana.id}/fit`))).toEqual([409, "profile-missing"]);
  });

  test("of a workspace is the default when it is the first; of two that are written at once one is", async () => {
    const made = await Promise.all([write("Hikers"), write("Climbers")]);
    expect(made.filter((each) => each.is_default)).toHaveLength(1);
    const other = made.find((each) => !each.is_default)!;
    await must(w, "POST", `/v1/buyer-profiles/${other.id}/default`);
    const { data } = await must<{ data: Profile[] }>(w, "GET", "/v1/buyer-profiles");
    expect(data.filter((each) => each.is_default).map(({ id }) => id)).toEqual([other.id]);
    await must(w, "POST", `/v1/buyer-profiles/${other.id}/archive`);
    expect(kindOf(await w.call("GET", `/v1/creators/${ana.id}/fit`))).toEqual([409, "profile-missing"]);
    await must(w, "POST", `/v1/buyer-profiles/${made.find((each) => each.is_default)!.id}/default`);
  });

  test("keeps every version, and a change of one that somebody else changed is refused", async () => {
    const { id } = await write("Families");
    const change = (version: number, countries: string[]) =>
      w.call("PUT", `/v1/buyer-profiles/${id}`, { name: "Families", version, profile: { countries } });
    const both = await Promise.all([change(1, ["CH"]), change(1, ["FR"])]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await must<Profile>(w, "GET", `/v1/buyer-profiles/${id}?version=1`)).toMatchObject({ version: 1, profile: dach });
    expect((await must<Profile>(w, "GET", `/v1/buyer-profiles/${id}`)).version).toBe(2);
    expect((await w.call("GET", `/v1/buyer-profiles/${id}?version=9`)).status).toBe(404);
  });

  test("is refused with every fault at its place", async () => {
    const band = { low: { amount: "0", currency: "EUR" }, high: { amount: "100", currency: "XXQ" } };
    const wrong = { ages: { from: 5, to: 200 }, countries: ["Germany"], price_band: band };
    expect(faults(await w.call("POST", "/v1/buyer-profiles", { name: "", profile: wrong }))).toEqual(
      expect.arrayContaining(["/name", "/profile/ages/from", "/profile/ages/to", "/profile/countries/0", "/profile/price_band/low/amount"]),
    );
    const crossed = {
      ages: { from: 40, to: 20 },
      price_band: { low: { amount: "9", currency: "EUR" }, high: { amount: "1", currency: "EUR" } },
    };
    expect(faults(await w.call("POST", "/v1/buyer-profiles", { name: "X", profile: crossed }))).toEqual([
      "/profile/ages/to",
      "/profile/price_band/high/amount",
    ]);
  });
});

describe("a fit", () => {
  test("goes by the newest shares of each kind, and what nobody says widens it", async () => {
    const { id } = await write("Hikers in DACH");
    const fit = await must<Fit>(w, "GET", `/v1/creators/${ana.id}/fit?profile_id=${id}`);
    expect(fit.accounts[0]).toMatchObject({ handle: "ana.hikes", low: 90, high: 100, known: 1 });
    const ofBen = await must<Fit>(w, "GET", `/v1/creators/${ben.id}/fit?profile_id=${id}`);
    expect(ofBen.accounts[0]).toMatchObject({ low: 0, high: 55, known: 0.5 });
    expect((await must<Fit>(w, "GET", `/v1/creators/${bare.id}/fit?profile_id=${id}`)).accounts).toEqual([]);
  });

  test("ranks chosen creators or those of a program, counts those without an account, and names competitors", async () => {
    const { id } = await write("Buyers of tents", { ...dach, competitors: ["Bergziege"] });
    await must(w, "POST", "/v1/posts", {
      platform: "instagram",
      creator_id: ben.id,
      url: "https://instagram.com/p/Cb1",
      posted_on: "2026-05-01",
      title: "By Bergziege",
    });
    const asked = { profile_id: id, creator_ids: [ben.id, bare.id, ana.id, ana.id] };
    const ranking = await must<Ranking>(w, "POST", "/v1/creator-rankings", asked);
    expect(ranking.data.map(({ name, competitors }) => [name, competitors])).toEqual([
      ["Ana", []],
      ["Ben", ["Bergziege"]],
    ]);
    expect(ranking.without_account).toBe(1);
    const program = await makeProgram(w, { creators: [ben.id] });
    const ofProgram = await must<Ranking>(w, "POST", "/v1/creator-rankings", { profile_id: id, program_id: program.id });
    expect(ofProgram.data.map(({ name }) => name)).toEqual(["Ben"]);
    expect(faults(await w.call("POST", "/v1/creator-rankings", { profile_id: id }))).toEqual(["/creator_ids"]);
  });

  test("counts by the workspace's weights once it sets some, and weights that are all zero are refused", async () => {
    const { id } = await write("Climbers in DACH", { ...dach, interests: ["climbing"] });
    const before = await must<Fit>(w, "GET", `/v1/creators/${ana.id}/fit?profile_id=${id}`);
    const { weights, full_shares } = await must<{ weights: Record<string, number>; full_shares: object }>(w, "GET", "/v1/fit-rules");
    const body = { weights: { ...weights, theme: 0 }, full_shares, source: "Our own view" };
    expect(await must(w, "PUT", "/v1/fit-rules", body)).toMatchObject({ source: "Our own view", weights: { theme: 0 } });
    const after = await must<Fit>(w, "GET", `/v1/creators/${ana.id}/fit?profile_id=${id}`);
    expect([before.accounts[0]!.known < 1, after.accounts[0]!.known]).toEqual([true, 1]);
    const none = Object.fromEntries(Object.keys(weights).map((key) => [key, 0]));
    expect(faults(await w.call("PUT", "/v1/fit-rules", { ...body, weights: none }))).toEqual(["/weights"]);
  });
});
