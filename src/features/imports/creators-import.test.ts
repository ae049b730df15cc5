import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, must } from "../../../test/builders.ts";
import { importFile } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Creator {
  id: string;
  name: string;
  email: string | null;
  notes: string;
  accounts: { platform: string; handle: string; followers: { count: number | null; source: string } | null }[];
}
const creators = async (query = "") => (await must<{ data: Creator[] }>(w, "GET", `/v1/creators?limit=200&${query}`)).data;
const names = async () => (await creators()).map((creator) => creator.name).toSorted();

const take = (content: string | Uint8Array, options: { skipFaulty?: boolean; in?: TestWorkspace } = {}) =>
  importFile((options.in ?? w).ctx, {
    kind: "creators",
    file_name: "creators.csv",
    content: Readable.from([Buffer.from(content as string)]),
    skipFaulty: options.skipFaulty ?? false,
  });
const faults = async (id: string) =>
  (await must<{ data: { row: number; field: string; message: string }[] }>(w, "GET", `/v1/imports/${id}/refusals`)).data;
const faultyFields = async (id: string) => (await faults(id)).map(({ row, field }) => `${row} ${field}`);

const roster = `Name,E-Mail,Country,Instagram,IG Followers,TikTok URL,Notes
Ana Lima,ana@example.com,Germany,@ana.lima,"12,345",https://www.tiktok.com/@ana,"likes ""tea"""
Ben Ode,ben@example.com,GB,benode,9.8k,,
Cleo,,,cleo_x,n/a,tiktok.com/@cleo,
`;

test("a roster becomes creators with accounts and numbers, and says where they come from", async () => {
  const done = await take(roster);
  expect(done).toMatchObject({ status: "done", rows: 3, taken: 3, unchanged: 0, refused: 0, problem: null });
  expect(await names()).toEqual(["Ana Lima", "Ben Ode", "Cleo"]);
  const [ana] = await creators("q=ana");
  expect(ana).toMatchObject({ email: "ana@example.com", country: "DE", notes: 'likes "tea"', source: "import" });
  expect(ana!.accounts.map(({ platform, handle, followers }) => [platform, handle, followers?.count])).toEqual([
    ["instagram", "ana.lima", 12_345],
    ["tiktok", "ana", undefined],
  ]);
  const [cleo] = await creators("q=cleo");
  expect(cleo!.accounts[0]!.followers).toBeNull();
  const timeline = await must<{ data: { kind: string; detail: object }[] }>(w, "GET", `/v1/creators/${ana!.id}/timeline`);
  expect(timeline.data.find((event) => event.kind === "imported")).toMatchObject({
    subject_id: done.id,
    detail: { row: 2, outcome: "created" },
  });
});

test("figures of a day that has not begun are refused, as they would hide all later ones; the running month may be named", async () => {
  const file = (day: string) => `Name,Instagram,Followers,followers_on\nAna,ana,5,${day}\n`;
  for (const day of ["2026-06-01", "9999-12-31"]) expect(await faultyFields((await take(file(day))).id)).toEqual(["2 followers_on"]);
  expect(await take(file("2026-05"))).toMatchObject({ status: "done", taken: 1 });
});

test("the same file again changes nothing, on another day too", async () => {
  await take(roster);
  const before = await creators();
  t.clock.set("2026-06-15T10:00:00Z");
  expect(await take(roster)).toMatchObject({ status: "done", rows: 3, taken: 0, unchanged: 3, refused: 0 });
  expect(await creators()).toEqual(before);
});

test("a changed file changes what it says and clears nothing", async () => {
  await take(roster);
  t.clock.advanceMs(86_400_000);
  const changed = await take("Name,Instagram,IG Followers,Notes\nAna Lima-Roth,ana.lima,13000,\n");
  expect(changed).toMatchObject({ taken: 1, unchanged: 0 });
  const [ana] = await creators("q=ana.lima");
  expect(ana).toMatchObject({ name: "Ana Lima-Roth", email: "ana@example.com", notes: 'likes "tea"' });
  expect(ana!.accounts[0]!.followers).toMatchObject({ count: 13_000, source: "import" });
  expect(await names()).toHaveLength(3);
});

test("all faults of all rows come at once, and nothing is half imported", async () => {
  const bad = await take(`name,email,country,instagram,followers
Ana,ana@example.com,DE,ana,10
,not an address,Atlantis,https://tiktok.com/@x,many
Ben,ben@example.com,DE,ben,5
Ana Two,other@example.com,DE,@ANA,11
`);
  expect(bad).toMatchObject({
    status: "failed",
    rows: 4,
    taken: 2,
    refused: 2,
    problem: expect.stringContaining("2 rows are refused") as string,
  });
  expect((await faultyFields(bad.id)).toSorted()).toEqual(["3 country", "3 email", "3 followers", "3 instagram", "5 instagram"]);
  expect((await faults(bad.id)).at(-1)!.message).toContain("also in row 2");
  expect(await creators()).toEqual([]);
});

test("faulty rows are left out when that is asked for, and the others are taken", async () => {
  const done = await take("name,email\nAna,ana@example.com\nBen,nonsense\nCleo,cleo@example.com\n", { skipFaulty: true });
  expect(done).toMatchObject({ status: "done", taken: 2, refused: 1 });
  expect(await names()).toEqual(["Ana", "Cleo"]);
});

test("a repeated row in one file counts once; another content for the same creator is refused", async () => {
  const repeated = await take("name,external_id\nAna,1\nAna,1\n");
  expect(repeated).toMatchObject({ status: "done", taken: 1, unchanged: 1 });
  const clash = await take("name,external_id\nBen,2\nBenjamin,2\n");
  expect(clash).toMatchObject({ status: "failed", refused: 1 });
  expect(await faultyFields(clash.id)).toEqual(["3 external_id"]);
});

test("an agency's address on several creators with handles keeps them apart, and without handles they are refused", async () => {
  expect(await take("name,email,instagram\nAna,agency@example.com,ana\nBen,agency@example.com,ben\n")).toMatchObject({ taken: 2 });
  const unclear = await take("name,email\nCleo,agency@example.com\n");
  expect(unclear).toMatchObject({ status: "failed", refused: 1 });
  expect((await faults(unclear.id))[0]!.message).toContain("2 creators have this e-mail address");
  expect(await take("name,email\nDan,office@example.com\nEva,office@example.com\n")).toMatchObject({ status: "failed", refused: 1 });
});

test("a name alone is recognised again, and learns an address and a handle later", async () => {
  await take("name\nAna Lima\n");
  expect(await take("name\nana lima\n")).toMatchObject({ taken: 1 });
  expect(await take("name,email\nana lima,ana@example.com\n")).toMatchObject({ taken: 1 });
  expect(await take("name,email,instagram\nana lima,ana@example.com,ana\n")).toMatchObject({ taken: 1 });
  expect(await creators()).toHaveLength(1);
});

test("keys that belong to two creators are refused with both names", async () => {
  await makeCreator(w, { name: "Ana", source: "import", external_id: "1" });
  await makeCreator(w, { name: "Ben", accounts: [{ platform: "x", handle: "ben" }] });
  const bad = await take("name,external_id,x\nSomebody,1,ben\n");
  expect((await faults(bad.id))[0]).toEqual({
    row: 2,
    field: "x",
    message: "the x account ben belongs to Ben, but the external id 1 to Ana",
  });
});

test("two rows that mean one known creator by different keys are refused", async () => {
  await makeCreator(w, { name: "Ana", source: "import", external_id: "1", accounts: [{ platform: "x", handle: "ana" }] });
  const bad = await take("name,external_id,x\nAna,1,\nAna L,,ana\n");
  expect((await faults(bad.id))[0]!.message).toBe("means the same creator as row 2: join the two rows");
});

test("an archived creator is not changed by a file", async () => {
  const { id } = await makeCreator(w, { name: "Ana", accounts: [{ platform: "x", handle: "ana" }] });
  await must(w, "POST", `/v1/creators/${id}/archive`);
  const bad = await take("name,x\nAnother,ana\n");
  expect((await faults(bad.id))[0]!.message).toContain("Ana is archived");
});

test("a handle that was given up is free for somebody else, and is not given back to its former owner", async () => {
  await take("name,email,x\nAna,ana@example.com,wanted\n");
  const [ana] = await must<{ data: { id: string; accounts: { id: string }[] }[] }>(w, "GET", "/v1/creators").then((page) => page.data);
  await must(w, "POST", `/v1/creators/${ana!.id}/accounts/${ana!.accounts[0]!.id}/archive`);
  expect(await take("name,email,x\nAna,ana@example.com,wanted\n")).toMatchObject({ unchanged: 1, taken: 0 });
  expect(await take("name,x\nBen,wanted\n")).toMatchObject({ taken: 1 });
  expect(await names()).toEqual(["Ana", "Ben"]);
});

test("Windows-1252 with semicolons is read like UTF-8 with commas", async () => {
  await take(Buffer.from("Vorname;Nachname;Land\r\nZoé;Müller;Österreich\r\n", "latin1"));
  expect(await creators()).toMatchObject([{ name: "Zoé Müller", country: "AT" }]);
});

test("a table without headers is read by what stands in it", async () => {
  await take("Ana Lima,ana@example.com,https://www.instagram.com/ana\nBen,ben@example.com,https://www.instagram.com/ben\n");
  expect(await names()).toEqual(["Ana Lima", "Ben"]);
});

test("hostile files are refused in words: a picture, a NUL, a cell of 10 MB, a quote that is never closed", async () => {
  const picture = await take(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xd8]), {}).catch((error: Error) => error.message);
  expect(picture).toContain("no text");
  const nul = await take("name,notes\nAna,a\0b\nBen,ok\n");
  expect(await faultyFields(nul.id)).toEqual(["2 notes"]);
  const long = await take(`name,notes\nAna,${"x".repeat(10_500_000)}\nBen,ok\n`);
  expect((await faults(long.id))[0]).toMatchObject({ row: 2, field: "notes", message: "is longer than 10000 characters" });
  const open = await take('name,notes\nAna,ok\nBen,"open\nCleo,ok\n', { skipFaulty: true });
  expect(open).toMatchObject({ status: "failed", refused: 1 });
  expect((await faults(open.id))[0]).toMatchObject({ row: 3, message: expect.stringContaining("never closed") as string });
  expect(await creators()).toEqual([]);
});

test("two imports of one file at once: one makes the creators, the other finds nothing new", async () => {
  const rows = Array.from({ length: 300 }, (_, at) => `Creator ${at},c${at}@example.com,handle_${at}`).join("\n");
  const both = await Promise.all([take(`name,email,instagram\n${rows}\n`), take(`name,email,instagram\n${rows}\n`)]);
  expect(both.map((each) => [each.status, each.taken + each.unchanged])).toEqual([
    ["done", 300],
    ["done", 300],
  ]);
  expect(both.map((each) => each.taken).toSorted((a, b) => a - b)).toEqual([0, 300]);
});

test("creators made one by one while a file of the same is imported: nobody twice, nothing lost", async () => {
  const rows = Array.from({ length: 600 }, (_, at) => `Creator ${at},handle_${at}`).join("\n");
  const [done, ...replies] = await Promise.all([
    take(`name,instagram\n${rows}\n`),
    ...Array.from({ length: 20 }, (_, at) =>
      w.call("POST", "/v1/creators", { name: `Mine ${at}`, accounts: [{ platform: "instagram", handle: `handle_${at * 30}` }] }),
    ),
  ]);
  expect(done).toMatchObject({ status: "done", rows: 600 });
  for (const reply of replies) expect([201, 409]).toContain(reply.status);
  const holders = await w.ctx.db
    .selectFrom("creator_accounts")
    .select((e) => [e.fn.countAll<bigint>().as("accounts"), e.fn.count<bigint>("creator_id").distinct().as("creators")])
    .where("workspace_id", "=", w.id)
    .executeTakeFirstOrThrow();
  expect(holders).toEqual({ accounts: 600n, creators: 600n });
});

test("an export is imported again without a change, awkward texts included", async () => {
  await makeCreator(w, {
    name: "=cmd|' /C calc'!A0",
    email: "ana@example.com",
    notes: 'a "quoted", line\nand ; another',
    metadata: { tier: 2, vip: true },
    accounts: [
      { platform: "instagram", handle: "ana", followers: 1000 },
      { platform: "instagram", handle: "ana.two" },
      { platform: "blog", handle: "https://ana.example/blog" },
    ],
  });
  await makeCreator(w, { name: "'=quoted", source: "crm", external_id: "-7", country: "DE" });
  await makeCreator(w, { name: "Plain" });
  const file = await must<string>(w, "GET", "/v1/creators/export.csv");
  expect(file).toContain("'=cmd");
  const before = await creators();
  expect(await take(file)).toMatchObject({ status: "done", rows: 3, taken: 0, unchanged: 3, refused: 0 });
  expect(await creators()).toEqual(before);
});

test("an export taken to another workspace names ids that are not there", async () => {
  await makeCreator(w, { name: "Ana" });
  const file = await must<string>(w, "GET", "/v1/creators/export.csv");
  const other = await t.makeWorkspace();
  expect(await take(file, { in: other })).toMatchObject({ status: "failed", refused: 1 });
});

interface Quote {
  readonly creator_name: string;
  readonly platform: string;
  readonly format: string | null;
  readonly price: { readonly amount: string; readonly currency: string };
  readonly quoted_on: string;
}
const quotes = async () => (await must<{ data: Quote[] }>(w, "GET", "/v1/creator-quotes?limit=200")).data;
const prices = async () =>
  (await quotes())
    .map(({ creator_name, platform, format, price }) => `${creator_name} ${platform} ${format} ${price.amount} ${price.currency}`)
    .toSorted();

const priceList = `Name;Instagram;Preis pro Post (€);Preis pro Reel;Story Preis
Ana;ana.lima;1.250,50;1.800 €;auf Anfrage
Ben;benode;450,-;;$ 90
Cleo;cleo_x;k.A.;;
`;

test("prices of a list are kept to the cent with currency, source, day and grade, and found again by what a post costs", async () => {
  expect(await take(priceList)).toMatchObject({ status: "done", taken: 3, refused: 0 });
  expect(await prices()).toEqual([
    "Ana instagram null 125050 EUR",
    "Ana instagram reel 180000 EUR",
    "Ben instagram null 45000 EUR",
    "Ben instagram story 9000 USD",
  ]);
  expect((await quotes()).find(({ creator_name }) => creator_name === "Ana")).toMatchObject({
    ...{ kind: "content", state: "asked", quantity: 1, months: null, quoted_on: "2026-05-01", source: "import", grade: "D" },
    note: "row 2 of the file",
  });
  await t.settle();
  const cards = await t.ctx.db.selectFrom("creator_prices").select("price_minor").where("workspace_id", "=", w.id).execute();
  expect(cards.map(({ price_minor }) => price_minor).length).toBe(2);
});

test("the same prices again change nothing; another price is added with its day and the earlier one stays", async () => {
  await take(priceList);
  expect(await take(priceList)).toMatchObject({ taken: 0, unchanged: 3 });
  t.clock.advanceMs(86_400_000);
  expect(await take(priceList)).toMatchObject({ taken: 0, unchanged: 3 });
  expect(await take(priceList.replace("450,-", "500,-"))).toMatchObject({ taken: 1, unchanged: 2 });
  expect((await quotes()).filter(({ creator_name, format }) => creator_name === "Ben" && format === null)).toMatchObject([
    { price: { amount: "50000" }, quoted_on: "2026-05-02" },
    { price: { amount: "45000" }, quoted_on: "2026-05-01" },
  ]);
});

test("a price that was voided stays void when its file is brought in again", async () => {
  await take(priceList);
  for (const { id } of await must<{ data: { id: string }[] }>(w, "GET", "/v1/creator-quotes").then(({ data }) => data))
    await must(w, "POST", `/v1/creator-quotes/${id}/void`, { reason: "Another list" });
  expect(await take(priceList)).toMatchObject({ taken: 0, unchanged: 3 });
  expect(await quotes()).toEqual([]);
});

test("a price that is none, or could be another account's, is refused with its row and column", async () => {
  const bad = await take(`name,instagram,tiktok,price per post,currency
Ana,ana,,400-600 EUR,
Ben,ben,,0,
Cleo,cleo,cleo,400,EUR
Dan,dan,,€ 400,USD
Eva,,,400,EUR
Fee,fee,,400,Taler
`);
  expect((await faultyFields(bad.id)).toSorted()).toEqual(["2 price", "3 price", "4 price", "5 price", "6 price", "7 price_currency"]);
  expect(await quotes()).toEqual([]);
});

test("a price without a currency is in the workspace's own, or the one that is said of the file, and the preview says so", async () => {
  const sent = await w.call("POST", "/v1/imports?kind=creators", "name,instagram,price per post\nAna,ana,400\n", {
    "content-type": "text/csv",
  });
  const { id } = sent.body as { id: string };
  const preview = await must<{ notes: string[]; mapping: object; rows: object[] }>(w, "GET", `/v1/imports/${id}/preview`);
  expect(preview.notes.join(" ")).toContain("A price that names no currency is taken to be in EUR");
  expect(preview.rows).toMatchObject([{ values: { price: "400.00 EUR" } }]);
  const mapping = { ...preview.mapping, options: { currency: "GBP" } };
  await must(w, "PUT", `/v1/imports/${id}/mapping`, mapping);
  expect(await must(w, "GET", `/v1/imports/${id}/preview`)).toMatchObject({ rows: [{ values: { price: "400.00 GBP" } }] });
});
