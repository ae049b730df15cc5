import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must } from "../../../../test/builders.ts";
import { parseId } from "../../../kernel/ids.ts";
import { followerOverlaps } from "../service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Account {
  readonly creator: string;
  readonly url: string;
  readonly uuid: string;
}

let made = 0;
async function anAccount(
  of: TestWorkspace,
  { platform = "instagram", followers = 1_000 as number | null, on = "2026-05-01", handle = `anna${++made}.s` } = {},
) {
  const { id: creator } = await makeCreator(of);
  const { id } = await must<{ id: string }>(of, "POST", `/v1/creators/${creator}/accounts`, { platform, handle });
  const url = `/v1/creators/${creator}/accounts/${id}`;
  if (followers !== null) await must(of, "POST", `${url}/snapshots`, { observed_on: on, followers, evidence: "a test" });
  return { creator, url, uuid: parseId("acc", id)! } satisfies Account;
}

interface Sample {
  readonly id: string;
  readonly named: { readonly handle: number; readonly id: number };
  readonly drawn: string | null;
}

/** The person of a number, as handles are made of letters here: no two of them are one word with a number. */
const person = (at: number): string =>
  `${"abcdefghij"[at % 10]}${"klmnopqrst"[Math.floor(at / 10) % 10]}${"uvwxyzabcd"[Math.floor(at / 100) % 10]}.q`;
const people = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, at) => person(from + at));
const list = (names: readonly string[], head = "Username"): string =>
  [`${head},Followers`, ...names.map((name) => `${name},12`)].join("\n");
const sampled = (of: TestWorkspace, { url }: Account, text: string, more: object = {}) =>
  must<Sample>(of, "POST", `${url}/follower-samples`, { text, source: "a test", taken_on: "2026-05-01", drawn: "at_random", ...more });
const overlap = async (of: TestWorkspace, a: Account, b: Account) => (await followerOverlaps(of.ctx, [a.uuid, b.uuid]))[0]!.overlap;

const hashes = async (of: TestWorkspace, id: string): Promise<string[]> => {
  const rows = await of.ctx.db
    .selectFrom("follower_sample_ids")
    .select(["kind", "keyed_hash"])
    .where("workspace_id", "=", of.id)
    .where("sample_id", "=", parseId("fos", id)!)
    .execute();
  return rows.map(({ kind, keyed_hash: hash }) => `${kind} ${hash.toString("hex")}`).toSorted();
};

test("a list with handles and ids keeps a keyed hash of each, of 16 bytes and nothing else; one without keeps none", async () => {
  const a = await anAccount(w);
  const text = "Username,User ID,Followers\n@Anna.S,178412345678901,12\nhttps://www.instagram.com/anna.s/,,7\nBen Smith,3,9\n,,4";
  const sample = await sampled(w, a, text);
  expect(sample.named).toEqual({ handle: 1, id: 1 });
  const kept = await hashes(w, sample.id);
  expect(kept.map((hash) => hash.replace(/[0-9a-f]{32}$/, "16 bytes"))).toEqual(["handle 16 bytes", "id 16 bytes"]);
  const stored = await w.ctx.db.selectFrom("follower_samples").selectAll().where("workspace_id", "=", w.id).execute();
  expect(JSON.stringify(stored)).not.toMatch(/anna|1784/i);
  const without = await sampled(w, a, "Followers,Following\n12,3\n4,5");
  expect([without.named, await hashes(w, without.id)]).toEqual([{ handle: 0, id: 0 }, []]);
  const { data } = await must<{ data: Sample[] }>(w, "GET", `${a.url}/follower-samples`);
  expect(data.map(({ named, drawn }) => [named, drawn])).toEqual([
    [{ handle: 0, id: 0 }, "at_random"],
    [{ handle: 1, id: 1 }, "at_random"],
  ]);
});

test("hostile names are taken for what they are: none, and the list is read all the same", async () => {
  const a = await anAccount(w);
  const hostile = [
    "'; drop table creators; --",
    "=cmd|' /C calc'!A0",
    "\u202eanna",
    "x".repeat(5_000),
    "../../etc/passwd",
    "🙂",
    "{a,b}",
    String.raw`a\b`,
  ];
  const sample = await sampled(w, a, list(hostile.map((name) => `"${name}"`)));
  expect(sample.named).toEqual({ handle: 0, id: 0 });
  expect(await hashes(w, sample.id)).toEqual([]);
});

test("the same handle has another hash in another workspace and on another platform, and the same in two samples of one platform", async () => {
  const other = await t.makeWorkspace();
  const hashOf = async (of: TestWorkspace, platform: string) =>
    (await hashes(of, (await sampled(of, await anAccount(of, { platform }), list(["anna.s"]))).id))[0]!;
  const here = await hashOf(w, "instagram");
  expect(await hashOf(w, "instagram")).toBe(here);
  const elsewhere = [await hashOf(w, "tiktok"), await hashOf(other, "instagram"), await hashOf(other, "tiktok")];
  expect(new Set([here, ...elsewhere]).size).toBe(4);
});

test("who follows both is estimated from the newest samples that name followers, with the number of followers nearest to their day", async () => {
  const [a, b] = [await anAccount(w), await anAccount(w, { followers: 2_000 })];
  await must(w, "POST", `${a.url}/snapshots`, { observed_on: "2026-05-09", followers: 9_000, evidence: "a test" });
  await sampled(w, a, list(people(0, 100)));
  await sampled(w, a, "Followers\n12", { taken_on: "2026-05-09" });
  await sampled(w, b, list(people(95, 295).map((name) => name.toUpperCase())));
  const told = await overlap(w, a, b);
  expect(told).toMatchObject({ kind: "estimated", by: "handle", matches: 5, shared: { estimate: 500 }, warnings: [] });
  expect(told).toMatchObject({
    sides: [
      { named: 100, followers: 1_000, followersOn: "2026-05-01" },
      { named: 200, followers: 2_000 },
    ],
  });
});

test("it is not known between platforms, without names, without a number of followers near the day, and in nobody else's workspace", async () => {
  const [a, none, far, tiktok] = [
    await anAccount(w),
    await anAccount(w),
    await anAccount(w, { on: "2026-03-30" }),
    await anAccount(w, { platform: "tiktok" }),
  ];
  for (const one of [a, far, tiktok]) await sampled(w, one, list(people(0, 30)));
  const reason = async (b: Account) => {
    const told = await overlap(w, a, b);
    return told.kind === "not_known" && [told.reason, told.accountIds];
  };
  expect(await reason(none)).toEqual(["no_sample", [none.uuid]]);
  await sampled(w, none, list(["Anna Smith", "Ben Smith"]));
  expect(await reason(none)).toEqual(["no_ids", [none.uuid]]);
  expect(await reason(far)).toEqual(["followers_unknown", [far.uuid]]);
  expect(await reason(tiktok)).toEqual(["other_platform", [a.uuid, tiktok.uuid]]);
  const other = await t.makeWorkspace();
  expect(await followerOverlaps(other.ctx, [a.uuid, far.uuid])).toEqual([]);
});

test("an erasure takes the hashes of the creator's samples, and the creator out of the samples of others, and leaves everybody else", async () => {
  const [ana, ben] = [await anAccount(w, { handle: "ana.moves" }), await anAccount(w)];
  await w.ctx.db.updateTable("creator_accounts").set({ external_id: "178400000000077" }).where("id", "=", ana.uuid).execute();
  const own = await sampled(w, ana, list(people(0, 30)));
  const others = await sampled(
    w,
    ben,
    `Username,ID,Followers\nAna.Moves,178400000000077,5\nben.q,178400000000999,6\n${people(0, 30).join(",,9\n")},,9`,
  );
  const before = await hashes(w, others.id);
  expect([(await hashes(w, own.id)).length, before.length]).toEqual([30, 34]);
  await must(w, "POST", `/v1/creators/${ana.creator}/erase`, { reason: "asked for" });
  expect(await hashes(w, own.id)).toEqual([]);
  const after = await hashes(w, others.id);
  expect(after).toHaveLength(32);
  expect(before).toEqual(expect.arrayContaining(after));
});

test("the application can take hashes away and add some, and change none", async () => {
  const change = w.ctx.db
    .updateTable("follower_sample_ids")
    .set({ keyed_hash: Buffer.alloc(16) })
    .where("workspace_id", "=", w.id)
    .execute();
  await expect(change).rejects.toThrow("permission denied");
});
