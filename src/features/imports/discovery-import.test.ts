import { spawn } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { heldOut } from "../../../test/reference-data.ts";
import { bareEnvironment, vouchFromSource } from "../../../test/vouch.ts";
import { importFile, performStep } from "./service.ts";

vi.setConfig({ testTimeout: 240_000 });

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

interface Options {
  readonly skipFaulty?: boolean;
  readonly format?: "table" | "reports";
  readonly columns?: Record<string, string>;
  readonly options?: Record<string, string>;
}

const take = (content: string | Readable, { skipFaulty = false, columns, options, format = "table" }: Options = {}) =>
  importFile(w.ctx, {
    kind: "creators",
    file_name: "creators.csv",
    content: typeof content === "string" ? Readable.from([Buffer.from(content)]) : content,
    skipFaulty,
    ...(columns === undefined && options === undefined
      ? {}
      : { mapping: { format, has_header: format === "table", columns: columns ?? {}, options: options ?? {} } }),
  });
const refusals = async (id: string) =>
  (await must<{ data: { row: number; field: string; message: string }[] }>(w, "GET", `/v1/imports/${id}/refusals`)).data;

interface Known {
  figures: { name: string; value: number; source: string; grade: string; observed_on: string }[];
  audience: { value: Record<string, unknown> } | null;
  words: { name: string; value: unknown }[];
}
async function known(handle: string): Promise<Known> {
  const { data } = await must<{ data: { id: string; accounts: { id: string; handle: string }[] }[] }>(w, "GET", `/v1/creators?q=${handle}`);
  const [creator] = data;
  const account = creator!.accounts.find((each) => each.handle === handle)!;
  return must(w, "GET", `/v1/creators/${creator!.id}/accounts/${account.id}/figures`);
}
const valuesOf = ({ figures }: Known) => Object.fromEntries(figures.map(({ name, value }) => [name, value]));

const vendorList = `Influencer;Profile URL;Followers;ER;Avg. Likes;Avg Comments;Average views;Category;Main language;Audience Country;Female;Ethnicity;Quality audience
Ana Lima;https://www.instagram.com/ana.lima/;1,2M;2,5 %;28.400;1.600;n/a;Outdoor;German;DE 41,5 %, AT 10 %;60 %;x 50 %;83 %
Ben Ode;https://www.tiktok.com/@ben;"98,7K";12,5 %;"12.000,5";0;250.000;Food;en;US 70 %;;y;
`;

test("a vendor's list with decimal commas, thousands signs and percents is read by its headers, and ethnicity is left out and told", async () => {
  const done = await take(vendorList);
  expect(done).toMatchObject({
    status: "done",
    taken: 2,
    refused: 0,
    notes: [expect.stringContaining('"Ethnicity"') as string, expect.stringContaining("follow a comma") as string],
  });
  const ana = await known("ana.lima");
  expect(valuesOf(ana)).toEqual({
    followers: 1_200_000,
    avg_likes: 28_400,
    avg_comments: 1600,
    er_followers: 0.025,
    er_followers_likes: 0.02366667,
  });
  expect(ana.audience?.value).toEqual({ countries: { DE: 0.415, AT: 0.1 }, genders: { female: 0.6 }, credibility: 0.83 });
  expect(Object.fromEntries(ana.words.map(({ name, value }) => [name, value]))).toEqual({ category: "Outdoor", language: "de" });
  expect(valuesOf(await known("ben"))).toMatchObject({ followers: 98_700, avg_likes: 12_000.5, avg_views: 250_000, avg_comments: 0 });
  expect(
    JSON.stringify((await w.ctx.db.selectFrom("account_snapshots").selectAll().execute()).map(({ audience }) => audience)),
  ).not.toMatch(/ethn/i);
});

test("the same list on another day changes nothing, and a changed figure is added beside the old one with its source and grade", async () => {
  await take(vendorList);
  t.clock.set("2026-06-10T10:00:00Z");
  expect(await take(vendorList)).toMatchObject({ taken: 0, unchanged: 2 });
  const options = { source: "HypeAuditor", grade: "C", observed_on: "2026-06-01" };
  const columns = { handle: "url", avg_likes: "likes" };
  expect(await take("url,likes\nhttps://instagram.com/ana.lima,30000\n", { options, columns })).toMatchObject({ taken: 1 });
  const likes = (await known("ana.lima")).figures.find(({ name }) => name === "avg_likes");
  expect(likes).toEqual(expect.objectContaining({ value: 30_000, source: "HypeAuditor", grade: "C", observed_on: "2026-06-01" }));
  expect(await take("url,likes\nhttps://instagram.com/ana.lima,30000\n", { options, columns })).toMatchObject({ unchanged: 1 });
});

test("a column about ethnicity cannot be chosen, and an option that is none is refused, all at once", async () => {
  const sent = await w.call("POST", "/v1/imports?kind=creators", "name,Ethnicity\nAna,x\n", { "content-type": "text/csv" });
  const file = sent.body as { id: string };
  const mapping = {
    format: "table",
    has_header: true,
    columns: { name: "name", topics: "Ethnicity" },
    options: { grade: "A", taken: "twice" },
  };
  const reply = await w.call("PUT", `/v1/imports/${file.id}/mapping`, mapping);
  expect(reply.status).toBe(422);
  const { errors } = reply.body as { errors: { pointer: string }[] };
  expect(errors.map(({ pointer }) => pointer)).toEqual(["/columns/topics", "/options/grade", "/options/taken"]);
});

test("faults of figures are told with row and field: letters, shares above 100 %, a formula, a cell of 10 MB, whose figure it is", async () => {
  const bad = await take(
    `handle,platform,avg likes,audience female,audience countries,bio,instagram,tiktok
ana,instagram,many,140 %,DE forty,,,
ben,instagram,=1+1,,,,,
cleo,instagram,5,,,${"x".repeat(10_500_000)},,
,,7,,,,dan,dan
`,
  );
  expect((await refusals(bad.id)).map(({ row, field }) => `${row} ${field}`)).toEqual([
    "2 avg_likes",
    "2 audience_countries",
    "2 audience_female",
    "3 avg_likes",
    "4 bio",
    "5 handle",
  ]);
});

const report = (username: string, changes: object = {}) => ({
  profileType: "INSTAGRAM",
  profile: {
    username,
    fullname: `The ${username}`,
    followers: 10_000,
    engagementRate: 0.031,
    avgLikes: 310,
    avgComments: 12,
    isPrivate: false,
  },
  country: "DE",
  bio: "Hiking",
  contacts: [{ type: "email", value: `${username}@example.com` }],
  statHistory: [
    { month: "2026-03", followers: 9000, avgLikes: 280 },
    { month: "2026-02", followers: 8800 },
  ],
  audience: {
    credibility: 0.81,
    audienceTypes: [
      { code: "real", weight: 0.7 },
      { code: "mass_followers", weight: 0.2 },
    ],
    genders: [{ code: "FEMALE", weight: 0.66 }],
    geoCountries: [{ name: "Germany", code: "DE", weight: 0.5 }],
    ethnicities: [{ code: "any", weight: 0.9 }],
  },
  sponsoredPostsMedianLikes: 200,
  nonSponsoredPostsMedianLikes: 300,
  ...changes,
});

test.each([
  ["one report", (reports: object[]) => JSON.stringify(reports[0]), 1],
  ["a list", (reports: object[]) => JSON.stringify(reports, null, 2), 3],
  ["one a line", (reports: object[]) => reports.map((each) => JSON.stringify(each)).join("\r\n"), 3],
])("reports as %s become creators with history and audience, without ethnicity, and once", async (_name, write, taken) => {
  const file = write([report("ana"), report("ben", { profile: { username: "ben" } }), report("cleo")]);
  const done = await take(file);
  expect(done).toMatchObject({ status: "done", taken, refused: 0, notes: [expect.stringContaining("ethnicity") as string] });
  const ana = await known("ana");
  expect(valuesOf(ana)).toMatchObject({ followers: 10_000, avg_likes: 310, er_followers_likes: 0.031, er_followers: 0.0322 });
  expect(ana.figures[0]).toMatchObject({ source: "report", grade: "C" });
  expect(ana.audience!.value).toEqual({
    credibility: 0.81,
    types: { real: 0.7, mass: 0.2 },
    genders: { female: 0.66 },
    countries: { DE: 0.5 },
  });
  const days = await w.ctx.db
    .selectFrom("account_snapshots")
    .select(["observed_on", "followers"])
    .where("workspace_id", "=", w.id)
    .execute();
  expect(
    days.filter(({ observed_on }) => observed_on < "2026-05-01").map(({ observed_on, followers }) => `${observed_on} ${followers}`),
  ).toEqual(expect.arrayContaining(["2026-02-28 8800", "2026-03-31 9000"]));
  expect(await take(file)).toMatchObject({ taken: 0, unchanged: taken });
});

test("reports in UTF-16 are no table: what follows the mark of their encoding tells", async () => {
  const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(JSON.stringify([report("ana"), report("ben")]), "utf16le")]);
  expect(await take(Readable.from([little]))).toMatchObject({ status: "done", taken: 2 });
  expect(await take(Readable.from([Buffer.from(little).swap16()]))).toMatchObject({ status: "done", taken: 0, unchanged: 2 });
});

test("a platform's own list of followed accounts becomes creators; a report without a name, a broken one and a cut-off file are told", async () => {
  const followed = {
    relationships_following: [{ string_list_data: [{ href: "https://www.instagram.com/ana", value: "ana", timestamp: 1 }] }],
  };
  expect(await take(JSON.stringify(followed))).toMatchObject({ status: "done", taken: 1 });
  const text = `{"profile":{"followers":5}}\n{"profileType":"TIKTOK","username":"ben"}\n{"a":oops}\n`;
  const mixed = await take(text, { skipFaulty: true });
  expect(mixed).toMatchObject({ status: "done", taken: 1, refused: 2 });
  expect((await refusals(mixed.id)).map(({ row, field }) => `${row} ${field}`)).toEqual(["1 platform", "3 "]);
  const cut = await take('[{"profileType":"TIKTOK","username":"cleo"},{"profileType":"TIKTOK","user');
  expect(cut).toMatchObject({ status: "failed", problem: expect.stringContaining("nothing was written") as string });
});

test("reports are uploaded as JSON and previewed as they would be read", async () => {
  const sent = await w.call("POST", "/v1/imports?kind=creators&file_name=a.json", JSON.stringify([report("ana")]), {
    "content-type": "application/json",
  });
  expect(sent.status).toBe(201);
  const { id } = sent.body as { id: string };
  const preview = await must<{ mapping: object; rows: { values: Record<string, string> }[] }>(w, "GET", `/v1/imports/${id}/preview`);
  expect(preview.mapping).toMatchObject({ format: "reports" });
  expect(preview.rows[0]!.values).toMatchObject({
    name: "The ana",
    accounts: "instagram: ana (10000)",
    avg_likes: "310",
    er_followers_likes: "3.1 %",
  });
});

test("a preset keeps a choice of columns under a name; of the same name the later holds", async () => {
  const mapping = { format: "table", has_header: true, columns: { handle: "Link" }, options: { grade: "C" } };
  await must(w, "POST", "/v1/import-presets", { kind: "creators", name: "My vendor", mapping });
  const later = { ...mapping, options: { grade: "D" } };
  const { id } = await must<{ id: string }>(w, "POST", "/v1/import-presets", { kind: "creators", name: "My vendor", mapping: later });
  expect(await must(w, "GET", "/v1/import-presets?kind=creators")).toMatchObject({ data: [{ id, name: "My vendor", mapping: later }] });
  const bad = await w.call("POST", "/v1/import-presets", {
    kind: "creators",
    name: "x",
    mapping: { ...mapping, columns: { nothing: "a" } },
  });
  expect(bad.body).toMatchObject({ errors: [{ pointer: "/mapping/columns/nothing" }, { pointer: "/mapping/columns" }] });
  await must(w, "DELETE", `/v1/import-presets/${id}`);
  expect(await must(w, "GET", "/v1/import-presets?kind=creators")).toEqual({ data: [] });
});

const manyRows = (rows: number) =>
  `name,instagram,followers,avg likes\n${Array.from({ length: rows }, (_, at) => `Creator ${at},handle_${at},${1000 + at},${at % 97}`).join("\n")}\n`;
const inBatches = {
  columns: { name: "name", instagram: "instagram", followers: "followers", avg_likes: "avg likes" },
  options: { taken: "batches" },
};

test("in batches nothing is written when a row is faulty, unless faulty rows may be left out; every fault is in one report", async () => {
  const faulty = `${manyRows(1200)}Twice,handle_7,1,1\nNo number,other,many,\n`;
  const refused = await take(faulty, inBatches);
  expect(refused).toMatchObject({ status: "failed", refused: 2 });
  expect(await must(w, "GET", "/v1/creators")).toMatchObject({ data: [] });
  const done = await take(faulty, { ...inBatches, skipFaulty: true });
  expect(done).toMatchObject({ status: "done", rows: 1202, taken: 1200, refused: 2 });
  expect((await refusals(done.id)).map(({ row, field }) => `${row} ${field}`)).toEqual(["1202 instagram", "1203 followers"]);
  expect(await take(faulty, { ...inBatches, skipFaulty: true })).toMatchObject({ taken: 0, unchanged: 1200, refused: 2 });
});

test("an import in batches that is killed with -9 goes on where it was, doubles nothing and reports every fault", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "vouch-killed-"));
  const file = path.join(folder, "creators.csv");
  writeFileSync(
    file,
    `name,instagram,followers,avg likes\nBad,bad,many,\n${manyRows(20_000).split("\n").slice(1).join("\n")}Twice,handle_3,1,1\n`,
  );
  writeFileSync(path.join(folder, "mapping.json"), JSON.stringify({ format: "table", has_header: true, ...inBatches }));
  const { slug } = await w.ctx.db.selectFrom("workspace_slugs").select("slug").where("workspace_id", "=", w.id).executeTakeFirstOrThrow();
  const env = bareEnvironment({ DATABASE_URL: t.database.url, VOUCH_SECRET: "a secret of the tests, 32 bytes or more" });
  const args = [
    "import",
    "creators",
    file,
    "--workspace",
    slug,
    "--skip-faulty",
    "--mapping",
    path.join(folder, "mapping.json"),
    "--data",
    folder,
  ];
  const child = spawn(process.execPath, [...vouchFromSource, ...args], { env, stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const row = () => w.ctx.db.selectFrom("imports").selectAll().where("workspace_id", "=", w.id).executeTakeFirst();
  while (Number((await row())?.placed_row ?? 0) < 3000 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGKILL");
  await ended;
  const before = (await row())!;
  expect(Number(before.placed_row)).toBeGreaterThanOrEqual(3000);
  expect(Number(before.placed_row)).toBeLessThan(20_002);
  const within = { ...w.ctx, files: { ...w.ctx.files, read: () => createReadStream(file) } };
  await performStep(within, { importId: before.id, step: "run" });
  const after = (await row())!;
  expect([after.status, after.total_rows, after.taken, after.refused]).toEqual(["done", 20_002n, 20_000n, 2n]);
  const counts = await w.ctx.db
    .selectFrom("account_snapshots as s")
    .innerJoin("creator_accounts as a", "a.id", "s.account_id")
    .select((e) => [e.fn.countAll<bigint>().as("figures"), e.fn.count<bigint>("a.creator_id").distinct().as("creators")])
    .where("s.workspace_id", "=", w.id)
    .executeTakeFirstOrThrow();
  expect(counts).toEqual({ figures: 20_000n, creators: 20_000n });
  const faults = await w.ctx.db
    .selectFrom("import_refusals")
    .select(["row_number", "field"])
    .where("import_id", "=", before.id)
    .orderBy("row_number")
    .execute();
  expect(faults).toEqual([
    { row_number: 2n, field: "followers" },
    { row_number: 20_003n, field: "instagram" },
  ]);
  rmSync(folder, { recursive: true });
});

test.skipIf(heldOut.isMissing)(
  `the real lists of the 1000 largest accounts import by the ordinary mapper, month by month, with blanks unknown${heldOut.note}`,
  async () => {
    const file = heldOut.path("influencers/influencers_2022.csv");
    const done = await take(createReadStream(file), { skipFaulty: true });
    expect(done).toMatchObject({ status: "done", rows: 11_928 });
    expect(done.taken + done.unchanged + done.refused).toBe(11_928);
    const faults = await w.ctx.db.selectFrom("import_refusals").select(["field"]).where("workspace_id", "=", w.id).execute();
    expect(faults.every(({ field }) => ["handle", "platform", "country"].includes(field))).toBe(true);
    const messi = await known("leomessi");
    expect(messi.figures.map(({ name, value, observed_on }) => [name, value, observed_on])).toEqual([
      ["followers", 409_800_000, "2022-12-31"],
    ]);
    const zero = await w.ctx.db
      .selectFrom("account_snapshots as s")
      .innerJoin("creator_accounts as a", "a.id", "s.account_id")
      .select((e) => e.fn.countAll<bigint>().as("rows"))
      .where("a.platform", "=", "youtube")
      .where("s.avg_likes", "=", "0")
      .executeTakeFirstOrThrow();
    expect(zero.rows).toBe(0n);
    expect(await take(createReadStream(file), { skipFaulty: true })).toMatchObject({ taken: 0, refused: done.refused });
  },
);
