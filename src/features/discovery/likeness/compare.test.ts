import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { keepCards } from "../cards/service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Compared {
  readonly overlaps: readonly {
    readonly from_samples: { readonly shared: { readonly low: number; readonly high: number } } | null;
    readonly not_known: { readonly reason: string; readonly account_ids: readonly string[] } | null;
    readonly most_shared: number | null;
  }[];
  readonly unique_followers: { readonly low: number; readonly high: number } | null;
}

const compare = (...creators: readonly { readonly creator: string }[]) =>
  must<Compared>(w, "POST", "/v1/creators/compare", { creator_ids: creators.map(({ creator }) => creator) });

const everybody = Array.from({ length: 600 }, (_, at) => `${String.fromCodePoint(97 + (at % 26), 97 + Math.floor(at / 26))}.walks`);

interface Drawn {
  readonly handle: string;
  readonly followers: number;
  readonly names: readonly string[];
}

/** A creator of whose followers some were drawn. */
async function drawn({ handle, followers, names }: Drawn) {
  const accounts = [{ platform: "instagram", handle }];
  const made = await must<{ id: string; accounts: readonly { id: string }[] }>(w, "POST", "/v1/creators", { name: handle, accounts });
  const account = made.accounts[0]!.id;
  const url = `/v1/creators/${made.id}/accounts/${account}`;
  await must(w, "POST", `${url}/snapshots`, { observed_on: "2026-04-30", followers, evidence: "a test" });
  const text = ["Username,Followers", ...names.map((name) => `${name},10`)].join("\n");
  await must(w, "POST", `${url}/follower-samples`, { text, source: "a list", taken_on: "2026-04-29" });
  return { creator: made.id, account };
}

test("samples tell who follows both with an interval and where each is from, and how many follow all of them at least and at most", async () => {
  const a = await drawn({ handle: "ana.walks", followers: 4_000, names: everybody.slice(0, 400) });
  const b = await drawn({ handle: "ben.walks", followers: 2_000, names: everybody.slice(390, 590) });
  const c = await drawn({ handle: "cy.walks", followers: 3_000, names: ["Cy Smith", "Di Smith"] });
  await keepCards(t.ctx);
  const { overlaps, unique_followers: unique } = await compare(a, b);
  const told = overlaps[0]!.from_samples!;
  const ofA = { account_id: a.account, taken_on: "2026-04-29", source: "a list", drawn: null, named: 400, followers: 4_000 };
  expect(overlaps[0]).toMatchObject({
    not_known: null,
    most_shared: 2_000,
    from_samples: {
      ...{ by: "handle", matches: 10, shared: { estimate: 1_000 }, shared_of_smaller: { estimate: 0.5 }, warnings: ["drawing_not_said"] },
      samples: [
        { ...ofA, followers_on: "2026-04-30" },
        { account_id: b.account, named: 200, followers: 2_000 },
      ],
    },
  });
  const { low, high } = told.shared;
  expect([low > 460, low < 560, high > 1_700, high < 1_850]).toEqual([true, true, true, true]);
  expect(unique).toEqual({ estimate: 5_000, low: 6_000 - high, high: 6_000 - low, pairs: 1, pairs_from_samples: 1 });

  const three = await compare(a, b, c);
  expect(three.overlaps.map(({ not_known: open }) => open)).toEqual([
    null,
    { reason: "no_ids", account_ids: [c.account] },
    { reason: "no_ids", account_ids: [c.account] },
  ]);
  expect(three.unique_followers).toMatchObject({ estimate: null, low: 6_000 - high, high: 9_000 - low, pairs: 3, pairs_from_samples: 1 });

  const { id: creator } = await must<{ id: string }>(w, "POST", "/v1/creators", { name: "Di, without an account" });
  expect((await compare(a, b, { creator })).unique_followers).toBeNull();
});
