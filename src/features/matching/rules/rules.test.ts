import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";

interface Held {
  readonly source: string;
  readonly set_at: string | null;
  readonly set_by: string | null;
}
type Mix = Held & { readonly shares: Record<string, Record<string, number>>; readonly tilt: number; readonly sizes: { tier: string }[] };
type Platforms = Held & { readonly rules: object[] };

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

const faults = (reply: { body: unknown }) => (reply.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
const changesOf = async (kind: string, query = "") =>
  must<{ data: (Held & { is_default: boolean })[]; next_cursor: string | null }>(w, "GET", `/v1/matching-rules/${kind}/changes${query}`);

describe("rules of matching", () => {
  test("are the program's own until somebody sets some; then they say who, when and why, and going back is on record too", async () => {
    const own = await must<Mix>(w, "GET", "/v1/mix-rules");
    expect([own.set_at, own.set_by, own.sizes.map(({ tier }) => tier)]).toEqual([null, null, ["nano", "micro", "macro", "mega"]]);
    const body = { shares: own.shares, tilt: 0, source: "We trust no results yet" };
    const set = await must<Mix>(w, "PUT", "/v1/mix-rules", body);
    expect(set).toMatchObject({ tilt: 0, source: "We trust no results yet", set_at: expect.any(String), set_by: expect.any(String) });
    const back = () => must(w, "POST", "/v1/matching-rules/mix/reset", { source: "Results are in" });
    expect(await back()).toEqual({ kind: "mix", is_changed: true });
    expect(await back()).toEqual({ kind: "mix", is_changed: false });
    expect(await must<Mix>(w, "GET", "/v1/mix-rules")).toEqual(own);
    const { data } = await changesOf("mix");
    expect(data.map(({ source, is_default, set_by }) => [source, is_default, set_by])).toEqual([
      ["Results are in", true, set.set_by],
      ["We trust no results yet", false, set.set_by],
    ]);
    expect((await changesOf("fit")).data).toEqual([]);
  });

  test("that somebody else set meanwhile are not replaced: of two that were made of the same rules one holds", async () => {
    const own = await must<Platforms>(w, "GET", "/v1/platform-rules");
    const put = (replaces: string | null, source: string) =>
      w.call("PUT", "/v1/platform-rules", { rules: own.rules.slice(1), source, replaces });
    const both = await Promise.all([put(null, "one"), put(null, "other")]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const held = await must<Platforms>(w, "GET", "/v1/platform-rules");
    expect((await put(null, "third")).status).toBe(409);
    expect((await put(held.set_at, "fourth")).status).toBe(200);
    await must(w, "POST", "/v1/matching-rules/platforms/reset", { source: "Enough" });
    expect((await put(held.set_at, "fifth")).status).toBe(409);
    expect((await put(null, "sixth")).status).toBe(200);
    const first = await changesOf("platforms", "?limit=3");
    const rest = await changesOf("platforms", `?limit=3&cursor=${first.next_cursor}`);
    expect([...first.data, ...rest.data].map(({ source }) => source)).toEqual(["sixth", "Enough", "fourth", held.source]);
  });

  test("are refused with every fault at its place", async () => {
    const { rules } = await must<Platforms>(w, "GET", "/v1/platform-rules");
    const wrong = { id: "x", says: "", source: "s", when: { ages: { from: 40, to: 20 } }, points: { instagram: 11, nowhere: 1 } };
    expect(faults(await w.call("PUT", "/v1/platform-rules", { rules: [...rules, wrong], source: "" }))).toEqual(
      expect.arrayContaining([
        "/source",
        `/rules/${rules.length}/says`,
        `/rules/${rules.length}/when/ages/to`,
        `/rules/${rules.length}/points/instagram`,
      ]),
    );
    const prices = await must<{ content: object[]; uses: object[]; currency: string }>(w, "GET", "/v1/price-rules");
    const range = { platform: null, from_followers: 10, to_followers: 5, low: 3, high: 4, source: "s" };
    const { content, uses, currency } = prices;
    const twisted = { ...range, to_followers: null, high: 2 };
    expect(faults(await w.call("PUT", "/v1/price-rules", { content: [range, twisted], uses, currency, source: "s" }))).toEqual([
      "/content/0/to_followers",
      "/content/1/high",
    ]);
    expect(
      (await w.call("PUT", "/v1/price-rules", { content: [...content, { ...range, to_followers: null }], uses, currency, source: "s" }))
        .status,
    ).toBe(200);
  });
});
