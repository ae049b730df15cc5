import { expect, test } from "vitest";
import { isStorable } from "../../../kernel/text.ts";
import { countryCode } from "../../../kernel/names/country-code.ts";
import { guessedColumns } from "../../../kernel/cells/guessed-columns.ts";
import { creatorFields } from "./creator-fields.ts";
import { readCreatorRow } from "./creator-row.ts";
import { likelyReading } from "./figure-cells.ts";
import { countIn } from "../../../kernel/cells/count-in.ts";

const read = (texts: Record<string, string>) => readCreatorRow(new Map(Object.entries(texts)));
const faultsOf = (texts: Record<string, string>) => read(texts).faults.map((fault) => fault.field);

test("a row is read into a creator with accounts, tidy and in one form", () => {
  const { row, faults } = read({
    name: " Ana Lima ",
    email: "ana@example.com",
    country: "Germany",
    instagram: "@Ana.Lima",
    instagram_followers: "12.345",
    youtube: "https://youtube.com/@anacooks; UCabcDEFghiJKLmnoPQRstuV",
    youtube_followers: "1.2M; n/a",
  });
  expect(faults).toEqual([]);
  expect(row).toMatchObject({ name: "Ana Lima", email: "ana@example.com", country: "DE", externalId: null, notes: null });
  expect(row.accounts.map((each) => [each.platform, each.normalised, each.followers])).toEqual([
    ["instagram", "ana.lima", 12_345],
    ["youtube", "anacooks", 1_200_000],
    ["youtube", "channel/UCabcDEFghiJKLmnoPQRstuV", null],
  ]);
});

test("all faults of a row come at once, each by its field", () => {
  expect(
    faultsOf({
      name: "x".repeat(201),
      email: "ana at example",
      country: "Atlantis",
      instagram: "https://tiktok.com/@ana",
      tiktok: "ana",
      tiktok_followers: "many",
      metadata: "[1]",
      followers_on: "2026-02-30",
      id: "cre_1",
      notes: "a\0b",
    }).toSorted(),
  ).toEqual(["country", "email", "followers_on", "id", "instagram", "metadata", "name", "notes", "tiktok_followers"]);
});

test("what the database cannot hold is a fault of its row: half a character, a day of the year 0, U+0000 inside metadata", () => {
  expect(faultsOf({ name: "Ana", metadata: String.raw`{"a":"\u0000"}` })).toEqual(["metadata"]);
  expect(faultsOf({ name: "Ana", metadata: String.raw`{"\ud800":1}` })).toEqual(["metadata"]);
  for (const followers_on of ["0000-01-01", "0000-05", "1899-12-31"])
    expect(faultsOf({ name: "Ana", followers_on })).toEqual(["followers_on"]);
  const cut = `${"x".repeat(119)}\u{1F375}`;
  const { row, faults } = read({
    instagram: "@ana",
    topics: cut,
    audience_interests: `${cut} 41 %`,
    country: `${"x".repeat(59)}\u{1F375}`,
  });
  const [account] = row.accounts;
  for (const text of [account!.profile!.topics[0]!, ...Object.keys(account!.figures!.audience.interests!), faults[0]!.message])
    expect(isStorable(text)).toBe(true);
});

test("a share of an audience is short, so that no cell takes a pattern long to read", () => {
  expect(faultsOf({ instagram: "@ana", audience_countries: "DE 41 %; AT 10 %" })).toEqual([]);
  expect(faultsOf({ instagram: "@ana", audience_countries: `DE${" ".repeat(19_000)}41 %` })).toEqual(["audience_countries"]);
});

test("first and last name make a name; without a name there must be an account", () => {
  expect(read({ first_name: "Ana", last_name: "Lima" }).row.name).toBe("Ana Lima");
  expect(faultsOf({ instagram: "@ana" })).toEqual([]);
  expect(faultsOf({ email: "ana@example.com" })).toEqual(["name"]);
});

test("a handle with its platform in another column, and an address that says its platform itself", () => {
  expect(read({ platform: "IG", handle: "@ana", followers: "10k" }).row.accounts).toMatchObject([
    { platform: "instagram", normalised: "ana", followers: 10_000 },
  ]);
  expect(read({ handle: "https://www.tiktok.com/@ana" }).row.accounts).toMatchObject([{ platform: "tiktok" }]);
  expect(faultsOf({ name: "Ana", handle: "ana" })).toEqual(["handle"]);
  expect(faultsOf({ name: "Ana", handle: "ana", platform: "myspace" })).toContain("platform");
});

test("a number of followers without a platform belongs to the one account, and is refused where there are two or none", () => {
  expect(faultsOf({ instagram: "ana", tiktok: "ana", followers: "10" })).toEqual(["followers"]);
  expect(faultsOf({ name: "Ana", followers: "10" })).toEqual(["followers"]);
});

test.each([
  ["0", 0],
  ["1234567", 1_234_567],
  ["12,345", 12_345],
  ["1'234'567", 1_234_567],
  ["1 234", 1234],
  ["12.3k", 12_300],
  ["1,25 M", 1_250_000],
  ["1,2 Mio", 1_200_000],
  ["1.2 Mio.", 1_200_000],
  ["3 Mrd", 3_000_000_000],
  ["12,5 Tsd.", 12_500],
  ["12 tys.", 12_000],
  ["1,5 mln", 1_500_000],
  ["1.2B", 1_200_000_000],
])("%s is %i followers", (text, count) => {
  expect(countIn(text)).toEqual({ kind: "count", count });
});

test.each(["-", "—", "n/a", "?", "unknown", "k.A.", "k. A.", "keine Angabe", "unbekannt"])(
  "%s is an unknown number, which is not zero",
  (text) => {
    expect(countIn(text)).toEqual({ kind: "unknown" });
  },
);

test.each(["many", "-5", "1.2345", "12,34", "1e5", "1.234,567", "0,045", "10 mil"])("%s is no number of followers", (text) => {
  expect(countIn(text)).toEqual({ kind: "unreadable" });
});

test("countries are known by code and by name", () => {
  expect(["de", "Deutschland", "United Kingdom", "UK", "usa", "Côte d’Ivoire"].map(countryCode)).toEqual([
    "DE",
    "DE",
    "GB",
    "GB",
    "US",
    "CI",
  ]);
  expect(["ZZZ", "Europe-ish", ""].map(countryCode)).toEqual([undefined, undefined, undefined]);
});

test("headers are recognised in other words, case, language and with a slip of the pen", () => {
  const headers = ["Influencer", "E-Mail", "Land", "Instagramm", "IG Followers", "TikTok URL", "Twitter", "Comments", "Shoe size"];
  expect([...guessedColumns(creatorFields, headers)]).toEqual([
    ["name", 0],
    ["email", 1],
    ["country", 2],
    ["instagram", 3],
    ["instagram_followers", 4],
    ["tiktok", 5],
    ["x", 6],
    ["notes", 7],
  ]);
});

test("headers of German lists are recognised", () => {
  const headers = ["Plattform", "Profil-Link", "Abos", "ER in %", "Ø Likes", "Ø Kommentare", "Ø Aufrufe", "Thema", "Notiz"];
  expect([...guessedColumns(creatorFields, headers).keys()]).toEqual([
    "platform",
    "handle",
    "followers",
    "er_followers",
    "avg_likes",
    "avg_comments",
    "avg_views",
    "category",
    "notes",
  ]);
  expect([...guessedColumns(creatorFields, ["Name", "Abonnenten", "YouTube Abonnenten"]).keys()]).toEqual([
    "name",
    "followers",
    "youtube_followers",
  ]);
});

const rowsOf = (...rows: Record<string, string>[]) => {
  const how = likelyReading((field) => rows.map((row) => row[field] ?? ""));
  return rows.map((row) => readCreatorRow(new Map(Object.entries({ instagram: "@ana", ...row })), how));
};
const ratesOf = (...rows: Record<string, string>[]) =>
  rowsOf(...rows).map(({ row }) => row.accounts[0]?.figures?.stated_rates["er_followers"]);

test("whose account a row of a German list is of is recognised", () => {
  const fieldOf = (header: string) => [...guessedColumns(creatorFields, [header]).keys()];
  for (const header of ["Benutzername", "Nutzername", "Profilname", "Profil-Link", "Konto"]) expect(fieldOf(header)).toEqual(["handle"]);
  expect(fieldOf("Instagram Benutzername")).toEqual(["instagram"]);
  expect(fieldOf("E-Mail-Adresse")).toEqual(["email"]);
  expect(fieldOf("Anzahl Follower")).toEqual(["followers"]);
  expect(fieldOf("Stichtag")).toEqual(["followers_on"]);
});

test("a number that belongs to no account says which column is missing", () => {
  expect(read({ name: "Ana", followers: "1200" }).faults).toEqual([
    { field: "followers", message: "belongs to no account in the row: say which column holds the handle or the address of the profile" },
  ]);
});

test("rates with three decimals are no thousands, by the file's other cells or because no rate is so large", () => {
  const rates = [{ er_followers: "3,125" }, { er_followers: "4,875" }];
  expect(ratesOf(...rates)).toEqual([0.03125, 0.04875]);
  expect(ratesOf(...rates.map((row) => ({ ...row, followers: "12.345" })))).toEqual([0.03125, 0.04875]);
  expect(ratesOf({ er_followers: "3.125", followers: "12,345" })).toEqual([0.03125]);
  expect(ratesOf({ er_followers: "3,125" }, { er_followers: "2.5" }, { er_followers: "1.5" })).toEqual([0.03125, 0.025, 0.015]);
});

test("a share of an audience with three decimals is no thousands either", () => {
  const [read] = rowsOf({ audience_countries: "DE 41,125 %; AT 10.5 %", audience_female: "60,125 %" });
  expect(read?.faults).toEqual([]);
  expect(read?.row.accounts[0]?.figures?.audience).toEqual({ countries: { DE: 0.41125, AT: 0.105 }, genders: { female: 0.60125 } });
});

test("behind a leading zero stand decimals", () => {
  expect(ratesOf({ er_followers: "0,045" }, { er_followers: "0,031" })).toEqual([0.045, 0.031]);
  expect(ratesOf({ er_followers: "0.045" }, { er_followers: "0.031" })).toEqual([0.045, 0.031]);
});

test("the followers of a file tell how its averages are written, and numbers of posts are whole", () => {
  const [first] = rowsOf({ followers: "24.500", avg_likes: "1.200", following: "1.234" });
  expect(first?.row.accounts[0]?.figures).toMatchObject({ avg_likes: 1200, following: 1234 });
  const [second] = rowsOf({ avg_likes: "1,200", following: "1.234", er_followers: "2.5" });
  expect(second?.row.accounts[0]?.figures).toMatchObject({ avg_likes: 1200, following: 1234 });
});

test("an engagement rate above 100 % is a fault of its row", () => {
  const [read] = rowsOf({ er_followers: "150 %" });
  expect(read?.faults).toEqual([{ field: "er_followers", message: "must be a rate from 0 to 100 %, found 150 %, which is 150 %" }]);
});

test("a figure, a country or an account of which a list says that it is not known is no fault", () => {
  const [read] = rowsOf({
    followers: "k.A.",
    er_followers: "unbekannt",
    country: "k.A.",
    email: "-",
    tiktok: "—",
    audience_countries: "n/a",
  });
  expect(read?.faults).toEqual([]);
  expect(read?.row).toMatchObject({ country: null, email: null });
  expect(read?.row.accounts).toMatchObject([{ platform: "instagram", followers: null }]);
});

test("every field is recognised by its own name", () => {
  const names = creatorFields.map((field) => field.name);
  expect([...guessedColumns(creatorFields, names).keys()]).toEqual(names);
});

test("one column is one field, and one field has one column", () => {
  expect([...guessedColumns(creatorFields, ["Name", "Name", "Full name"])]).toEqual([["name", 0]]);
});

test("only the first thousand columns of a table are guessed at, so that none of millions holds everybody up", () => {
  const headers = Array.from({ length: 100_000 }, (_, at) => (at === 999 ? "Name" : `c${at}`)).with(1000, "Email");
  expect([...guessedColumns(creatorFields, headers)]).toEqual([["name", 999]]);
});

test.each([
  ["Preis pro Post", "price"],
  ["Price per post (EUR)", "price"],
  ["Asking price", "price"],
  ["Kosten pro Beitrag", "price"],
  ["Fee per Instagram post", "price"],
  ["Reel price in USD", "price_reel"],
  ["Honorar je Story", "price_story"],
  ["Cost per video", "price_video"],
  ["Währung", "price_currency"],
])("a column called %s is the field %s", (header, field) => {
  expect([...guessedColumns(creatorFields, [header]).keys()]).toEqual([field]);
});

test("an estimate is no price, and neither is a rate of engagement", () => {
  expect([...guessedColumns(creatorFields, ["Engagement rate", "Followers", "EMV"]).keys()]).toEqual(["er_followers", "followers"]);
});
