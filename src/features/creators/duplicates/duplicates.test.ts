import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../../test/builders.ts";
import { keepCards } from "../../discovery/cards/service.ts";

interface Page {
  readonly data: { readonly one: Made; readonly other: Made; readonly reasons: { readonly reason: string }[] }[];
  readonly next_cursor: string | null;
}

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

/** After the worker has taken up what changed. */
async function suggestions(query = ""): Promise<Page> {
  await keepCards(t.ctx);
  return must<Page>(w, "GET", `/v1/creator-merges/suggestions?${query}`);
}
const answer = (one: Made, other: Made, said: string) =>
  w.call("POST", "/v1/creator-merges/suggestions/answer", { one_id: one.id, other_id: other.id, answer: said });
const pairsOf = ({ data }: Page) =>
  data.map(({ one, other, reasons }) => [[one.id, other.id].toSorted().join(" "), reasons.length] as const);
const pair = (one: Made, other: Made) => [one.id, other.id].toSorted().join(" ");

test("pairs come page by page, those with most reasons first, and a pair that is answered between two pages moves no other", async () => {
  const named = [];
  for (let at = 0; at < 4; at++) named.push(await makeCreator(w, { name: "Emma Jones" }));
  const strong = [
    await makeCreator(w, { name: "Lena Krug", email: "lena@example.com" }),
    await makeCreator(w, { name: "lena krug!", email: "LENA@example.com" }),
  ] as const;
  const first = await suggestions("limit=3");
  expect(pairsOf(first)[0]).toEqual([pair(...strong), 2]);
  expect((await answer(first.data[1]!.one, first.data[1]!.other, "different")).status).toBe(200);
  const rest = await suggestions(`limit=200&cursor=${first.next_cursor}`);
  const all = [...pairsOf(first), ...pairsOf(rest)].map(([each]) => each);
  expect(new Set(all).size).toBe(7);
  expect([all.length, rest.next_cursor]).toEqual([7, null]);
});

test.each([
  ["of words", "nonsense"],
  ["with dashes for ids", `1 ${"-".repeat(36)} ${"-".repeat(36)}`],
  ["with one id cut", "1 00000000-0000-0000-0000-000000000001 00000000-0000-0000-0000-00000000"],
  [
    "with more reasons than an integer holds",
    `9999999999 ${"0".repeat(8)}-0000-0000-0000-000000000001 ${"0".repeat(8)}-0000-0000-0000-000000000002`,
  ],
])("a made-up cursor %s is refused by its name", async (_which, text) => {
  const cursor = Buffer.from(text).toString("base64url");
  for (const dismissed of ["false", "true"])
    expect((await w.call("GET", `/v1/creator-merges/suggestions?dismissed=${dismissed}&cursor=${cursor}`)).status).toBe(422);
});

test("two who are said to be two are suggested no more, from either side, until that is taken back; they can be merged all the same", async () => {
  const [a, b] = [await makeCreator(w, { name: "Emma Jones" }), await makeCreator(w, { name: "Emma Jones" })];
  expect((await answer(a, b, "different")).body).toEqual({ answer: "different", is_changed: true });
  expect((await answer(b, a, "different")).body).toEqual({ answer: "different", is_changed: false });
  for (const query of ["", `creator_id=${a.id}`, `creator_id=${b.id}`]) expect((await suggestions(query)).data).toEqual([]);
  for (const query of ["dismissed=true", `dismissed=true&creator_id=${b.id}`]) expect((await suggestions(query)).data).toHaveLength(1);
  expect((await answer(b, a, "open")).body).toEqual({ answer: "open", is_changed: true });
  expect((await suggestions()).data).toHaveLength(1);
  await answer(a, b, "different");
  const merge = await must<{ id: string }>(w, "POST", `/v1/creators/${a.id}/merge`, { duplicate_id: b.id });
  expect((await answer(a, b, "different")).status).toBe(409);
  await must(w, "POST", `/v1/creator-merges/${merge.id}/undo`, {});
  expect((await suggestions("dismissed=true")).data).toHaveLength(1);
});

test("said by several at once it is said once, and of nobody or of a stranger nothing is said", async () => {
  const [a, b] = [await makeCreator(w), await makeCreator(w)];
  const replies = await Promise.all(Array.from({ length: 4 }, () => answer(a, b, "different")));
  expect(replies.filter(({ body }) => (body as { is_changed: boolean }).is_changed)).toHaveLength(1);
  expect((await answer(a, a, "different")).status).toBe(422);
  expect((await answer(a, await makeCreator(await t.makeWorkspace()), "different")).status).toBe(404);
});

test("two of one name are told apart by their accounts, where they are from and their day", async () => {
  await makeCreator(w, { name: "Lena Bergmann", accounts: [{ platform: "tiktok", handle: "lena.b" }] });
  await makeCreator(w, { name: "Lena Bergmann", source: "shop" });
  const { data } = await suggestions();
  expect([data[0]!.one, data[0]!.other]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ accounts: [{ platform: "tiktok", handle: "lena.b" }], source: "manual", created_at: expect.any(String) }),
      expect.objectContaining({ accounts: [], source: "shop" }),
    ]),
  );
});
