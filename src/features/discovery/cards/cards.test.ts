import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, makeProgram, must } from "../../../../test/builders.ts";
import { parseId } from "../../../kernel/ids.ts";
import { cardDifference, keepCards, markCardless } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

type Kept = Record<string, unknown> & { revision: bigint };
async function cardsOf(creatorId: string): Promise<Kept[]> {
  const id = parseId("cre", creatorId);
  return (
    await sql<Kept>`select * from creator_cards where creator_id = ${id} and not is_gone order by platform nulls first`.execute(t.ctx.db)
  ).rows;
}

interface Seen {
  readonly day: string;
  readonly grade?: string;
  readonly source?: string;
  readonly recorded?: string;
  readonly figures: Record<string, unknown>;
}
async function see(accountId: string, { day, grade = "D", source = "manual", recorded = "2026-05-01T10:00:00Z", figures }: Seen) {
  const columns = sql.raw(Object.keys(figures).join(", "));
  await sql`insert into account_snapshots (workspace_id, id, account_id, observed_on, source, grade, recorded_at, ${columns})
    values (${w.id}, ${t.ctx.newId()}, ${parseId("acc", accountId)}, ${day}, ${source}, ${grade}, ${recorded}, ${sql.join(Object.values(figures))})`.execute(
    t.ctx.db,
  );
}

const makeOne = async (creator: Record<string, unknown>) => {
  const made = await makeCreator(w, creator);
  return { ...made, accounts: (await must<{ accounts: { id: string }[] }>(w, "GET", `/v1/creators/${made.id}`)).accounts };
};
/** Has the card made again, as whoever wrote something would. */
const changed = async (creatorId: string) => {
  await must(w, "PATCH", `/v1/creators/${creatorId}`, { notes: "" });
  await keepCards(t.ctx);
};

test("a creator has a card for each account, and one without accounts a card of its own", async () => {
  const ana = await makeOne({
    name: "Ana Lima",
    country: "DE",
    email: "a@example.com",
    accounts: [
      { platform: "instagram", handle: "Ana.Eats", followers: 5_000 },
      { platform: "tiktok", handle: "ana" },
    ],
  });
  const ben = await makeOne({ name: "Ben" });
  await keepCards(t.ctx);
  expect(await cardsOf(ana.id)).toMatchObject([
    {
      platform: "instagram",
      handle: "Ana.Eats",
      followers: 5_000n,
      country: "DE",
      has_email: true,
      status: "active",
      added_on: "2026-05-01",
      name_key: "ana lima",
    },
    { platform: "tiktok", followers: null, er_followers: null },
  ]);
  expect(await cardsOf(ben.id)).toMatchObject([{ platform: null, account_id: parseId("cre", ben.id) }]);
  await must(w, "POST", `/v1/creators/${ben.id}/accounts`, { platform: "x", handle: "ben" });
  await keepCards(t.ctx);
  expect(await cardsOf(ben.id)).toMatchObject([{ platform: "x" }]);
  expect(await cardDifference(w.ctx)).toBeUndefined();
});

test("what is shown is figure by figure the newest known, of one day the better grade, of one grade the later recorded", async () => {
  const { id, accounts } = await makeOne({ name: "Cleo", accounts: [{ platform: "instagram", handle: "cleo" }] });
  const account = accounts[0]!.id;
  await see(account, { day: "2026-04-01", figures: { followers: 1_000, avg_likes: 40, avg_comments: 10, following: 7 } });
  await see(account, { day: "2026-04-20", grade: "C", figures: { followers: 2_000 } });
  await see(account, { day: "2026-04-20", grade: "B", figures: { followers: 2_100 }, recorded: "2026-04-21T00:00:00Z" });
  await see(account, { day: "2026-04-20", grade: "B", figures: { followers: 2_200 }, recorded: "2026-04-22T00:00:00Z" });
  await see(account, { day: "2026-04-25", grade: "A", figures: { following: 9, stated_rates: '{"er_reach": 0.05}' } });
  await changed(id);
  expect(await cardsOf(id)).toMatchObject([
    { followers: 2_200n, following: 9n, er_followers: "0.05000000", er_reach: "0.05000000", er_views: null },
  ]);
});

test("growth is of one source over about thirty days, and not known from two sources", async () => {
  const { id, accounts } = await makeOne({
    name: "Dan",
    accounts: [
      { platform: "instagram", handle: "dan" },
      { platform: "tiktok", handle: "dan" },
    ],
  });
  await see(accounts[0]!.id, { day: "2026-03-31", source: "api", figures: { followers: 1_000 } });
  await see(accounts[0]!.id, { day: "2026-04-30", source: "api", figures: { followers: 1_100 } });
  await see(accounts[1]!.id, { day: "2026-03-31", source: "vendor", figures: { followers: 1_000 } });
  await see(accounts[1]!.id, { day: "2026-04-30", source: "api", figures: { followers: 1_100 } });
  await changed(id);
  expect((await cardsOf(id)).map((card) => card["growth_30d"])).toEqual(["0.10000000", null]);
});

test("a card that did not change keeps its revision, one that changed has a higher one", async () => {
  const { id } = await makeOne({ name: "Eve" });
  await keepCards(t.ctx);
  const [before] = await cardsOf(id);
  await changed(id);
  expect((await cardsOf(id))[0]!.revision).toBe(before!.revision);
  await must(w, "PATCH", `/v1/creators/${id}`, { name: "Eva" });
  await keepCards(t.ctx);
  expect((await cardsOf(id))[0]!.revision).toBeGreaterThan(before!.revision);
});

test("an archived creator's card is gone and keeps nothing of the person", async () => {
  const { id } = await makeOne({ name: "Fay", accounts: [{ platform: "x", handle: "fay" }] });
  await keepCards(t.ctx);
  await must(w, "POST", `/v1/creators/${id}/archive`);
  await keepCards(t.ctx);
  const { rows } =
    await sql`select is_gone, name, handle, document::text from creator_cards where creator_id = ${parseId("cre", id)}`.execute(t.ctx.db);
  expect(rows).toEqual([{ is_gone: true, name: "", handle: null, document: "" }]);
});

test("a status that begins later is on the card from then on", async () => {
  const { id } = await makeOne({ name: "Gil" });
  const program = await makeProgram(w);
  await must(w, "POST", `/v1/programs/${program.id}/enrollments`, { creator_ids: [id], started_at: "2026-05-03T00:00:00Z" });
  await must(w, "POST", `/v1/creators/${id}/statuses`, { status: "paused", effective_at: "2026-05-02T00:00:00Z", reason: "" });
  await keepCards(t.ctx);
  expect(await cardsOf(id)).toMatchObject([{ status: "active", program_ids: [], has_worked: false }]);
  t.clock.set("2026-05-04T00:00:00Z");
  await keepCards(t.ctx);
  expect(await cardsOf(id)).toMatchObject([{ status: "paused", program_ids: [parseId("prg", program.id)], has_worked: true }]);
});

test("a card says what was decided last of a creator, the newest score of the account, and the newest price", async () => {
  const { id, accounts } = await makeOne({ name: "Ida", accounts: [{ platform: "x", handle: "ida" }] });
  const [creatorId, accountId] = [parseId("cre", id), parseId("acc", accounts[0]!.id)];
  for (const decision of ["watch", "approve"]) {
    await must(w, "POST", `/v1/creators/${id}/vetting-decisions`, { decision, reason: "Seen." });
    t.clock.advanceMs(1_000);
  }
  const quote = sql`${w.id}, gen_random_uuid(), ${creatorId}`;
  await sql`insert into creator_quotes (workspace_id, id, creator_id, kind, state, platform, quantity, price_minor, currency, quoted_on, source, recorded_by, recorded_at)
    values (${quote}, 'content', 'asked', 'x', 2, 50000, 'EUR', '2026-04-01', 'mail', 'x', '2026-05-01T00:00:00Z')`.execute(t.ctx.db);
  await changed(id);
  expect(await cardsOf(id)).toMatchObject([
    { account_id: accountId, decision: "approve", quality: null, price_minor: 25_000n, currency: "EUR" },
  ]);
  expect(await cardDifference(w.ctx)).toBeUndefined();
});

test("creators who were here before there were cards get theirs, and a card that was changed by hand is found", async () => {
  const { id } = await makeOne({ name: "Hal" });
  await keepCards(t.ctx);
  await sql`delete from creator_cards where creator_id = ${parseId("cre", id)}`.execute(t.ctx.db);
  expect(await cardDifference(w.ctx)).toContain(id);
  await markCardless(t.ctx);
  await keepCards(t.ctx);
  expect(await cardDifference(w.ctx)).toBeUndefined();
  await sql`update creator_cards set name = 'Hals' where creator_id = ${parseId("cre", id)}`.execute(t.ctx.db);
  expect(await cardDifference(w.ctx)).toContain(id);
  await changed(id);
});

test("changes made at once are all on the cards, whoever makes them", async () => {
  const made = await Promise.all(Array.from({ length: 12 }, (_, at) => makeCreator(w, { name: `Kim ${at}` })));
  await Promise.all([
    keepCards(t.ctx),
    ...made.map(({ id }, at) => must(w, "PATCH", `/v1/creators/${id}`, { name: `Kim the ${at}` })),
    keepCards(t.ctx),
  ]);
  await keepCards(t.ctx);
  const cards = (await Promise.all(made.map(({ id }) => cardsOf(id)))).map(([card]) => card!["name"]);
  expect(cards).toEqual(made.map((_, at) => `Kim the ${at}`));
  expect(await cardDifference(w.ctx)).toBeUndefined();
});
