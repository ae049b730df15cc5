import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, must } from "../../../test/builders.ts";
import { parseId } from "../../kernel/ids.ts";
import { asSystem } from "../../platform/context.ts";
import { performComputation } from "../computations/service.ts";
import { creatorScores } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Asked {
  readonly computation_id: string;
  readonly creators: number;
}
interface Known {
  readonly id: string;
  readonly accounts: { readonly id: string }[];
}

const perform = (asked: Asked, signal?: AbortSignal) =>
  performComputation(asSystem(t.ctx, w.id, "computation"), [creatorScores], {
    computationId: parseId("job", asked.computation_id)!,
    signal,
  });
const standing = (asked: Asked) => must<{ state: string; result: object }>(w, "GET", `/v1/computations/${asked.computation_id}`);

/** A creator with an account of which enough is known for a score. */
async function known(handle: string): Promise<Known> {
  const made = await makeCreator(w, { name: handle, accounts: [{ platform: "instagram", handle }] });
  const creator = await must<Known>(w, "GET", `/v1/creators/${made.id}`);
  const url = `/v1/creators/${made.id}/accounts/${creator.accounts[0]!.id}`;
  const fans = Array.from({ length: 120 }, (_, n) => `anna.moves${n},${300 + n},${280 + n},${40 + n},1`);
  const text = ["Username,Followers,Following,Posts,Profile pic", ...fans].join("\n");
  await must(w, "POST", `${url}/follower-samples`, { text, source: "a test" });
  for (const month of [1, 2, 3, 4, 5])
    await must(w, "POST", `${url}/snapshots`, {
      observed_on: `2026-0${month}-01`,
      followers: 19_000 + 200 * month,
      avg_likes: 600,
      avg_comments: 12,
    });
  return creator;
}
const cardsOf = async ({ id, accounts }: Known) =>
  (await must<{ data: { id: string }[] }>(w, "GET", `/v1/creators/${id}/accounts/${accounts[0]!.id}/scorecards`)).data;

test("chosen creators are scored in the background, and of each account without a score it is said why", async () => {
  const ana = await known("ana");
  const ben = await makeCreator(w, { name: "Ben", accounts: [{ platform: "tiktok", handle: "ben" }] });
  const cleo = await makeCreator(w, { name: "Cleo" });
  const ids = [ana.id, ben.id, cleo.id, ana.id];
  const asked = await must<Asked>(w, "POST", "/v1/scorecards", { creator_ids: ids });
  expect(asked.creators).toBe(3);
  expect(await standing(asked)).toMatchObject({ state: "waiting" });
  await perform(asked);
  expect(await standing(asked)).toMatchObject({
    state: "done",
    progress: 1,
    result: {
      ...{ creators: 3, accounts: 2, scored: 1 },
      without: [
        {
          creator_id: ben.id,
          account_id: expect.stringMatching(/^acc_/) as string,
          why: expect.stringMatching(/^Too little is known/) as string,
        },
        { creator_id: cleo.id, account_id: null, why: "There is no account in use." },
      ],
    },
  });
  expect(await cardsOf(ana)).toHaveLength(1);
});

test("a worker that stops half-way and takes it up again scores nobody twice", async () => {
  const creators = [await known("ana"), await known("ben")];
  const asked = await must<Asked>(w, "POST", "/v1/scorecards", { creator_ids: creators.map(({ id }) => id) });
  await must(w, "POST", `/v1/creators/${creators[0]!.id}/accounts/${creators[0]!.accounts[0]!.id}/scorecards`);
  const gone = new AbortController();
  gone.abort();
  await expect(perform(asked, gone.signal)).rejects.toThrow("aborted");
  await perform(asked);
  expect(await standing(asked)).toMatchObject({ state: "done", result: { accounts: 2, scored: 2, without: [] } });
  for (const creator of creators) expect(await cardsOf(creator)).toHaveLength(1);
});

test("everybody on a list is scored; ids of elsewhere, none and more than 200 are refused", async () => {
  const ana = await known("ana");
  const list = await must<{ id: string }>(w, "POST", "/v1/creator-lists", { name: "Spring", creator_ids: [ana.id] });
  const asked = await must<Asked>(w, "POST", `/v1/creator-lists/${list.id}/scorecards`);
  await perform(asked);
  expect(await standing(asked)).toMatchObject({ state: "done", result: { creators: 1, scored: 1 } });
  const elsewhere = await makeCreator(await t.makeWorkspace());
  for (const [ids, status] of [
    [[ana.id, elsewhere.id], 404],
    [[], 422],
    [Array.from({ length: 201 }, () => ana.id), 422],
  ] as const)
    expect((await w.call("POST", "/v1/scorecards", { creator_ids: ids })).status).toBe(status);
});
