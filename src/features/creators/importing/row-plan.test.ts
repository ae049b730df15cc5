import fc from "fast-check";
import { expect, test } from "vitest";
import { noFigures, noProfile } from "../observing/observed.ts";
import type { CreatorRow } from "./creator-row.ts";
import { openFileMemory } from "./row-keys.ts";
import { knownCreators, planRow, type KnownAccount, type KnownCreator } from "./row-plan.ts";

const row = (values: Partial<CreatorRow> = {}): CreatorRow => ({
  id: null,
  name: null,
  email: null,
  country: null,
  source: null,
  externalId: null,
  notes: null,
  metadata: null,
  accounts: [],
  followersOn: null,
  ...values,
});
const onX = (normalised: string, followers: number | null = null) =>
  ({ platform: "x", handle: normalised, normalised, url: null, followers }) as const;
const known = (values: Partial<KnownCreator> & { id: string }): KnownCreator => ({
  name: values.id,
  email: null,
  country: null,
  source: "manual",
  externalId: null,
  notes: "",
  metadata: {},
  isArchived: false,
  accounts: [],
  ...values,
});
const account = (normalised: string, values: Partial<KnownAccount> = {}): KnownAccount => ({
  id: `account ${normalised}`,
  platform: "x",
  normalised,
  isActive: true,
  newest: null,
  imported: [],
  figures: new Map(),
  profiles: new Map(),
  ...values,
});
const plan = (values: Partial<CreatorRow>, ...creators: KnownCreator[]) => planRow(row(values), knownCreators(creators));

test("a creator of whom nothing is known is made", () => {
  expect(plan({ name: "Ana" })).toMatchObject({ kind: "create", records: { figures: [], profiles: [] } });
});

test("a row that says what is known is no change; an empty cell clears nothing", () => {
  const ana = known({ id: "a", name: "Ana", notes: " tidy ", country: "DE", accounts: [account("ana")] });
  expect(plan({ accounts: [onX("ana")], name: "Ana", notes: "tidy" }, ana)).toEqual({ kind: "unchanged", creatorId: "a" });
  expect(plan({ accounts: [onX("ana")] }, ana)).toEqual({ kind: "unchanged", creatorId: "a" });
});

test("an e-mail address finds a creator of whom nothing stronger is known, and no other", () => {
  const email = "a@example.com";
  expect(plan({ email, accounts: [onX("new")] }, known({ id: "a", email: "A@Example.com" }))).toMatchObject({ kind: "update" });
  expect(plan({ email, accounts: [onX("new")] }, known({ id: "a", email, accounts: [account("old")] }))).toMatchObject({ kind: "create" });
  expect(plan({ email, accounts: [onX("new")] }, known({ id: "a", email, accounts: [account("old", { isActive: false })] }))).toMatchObject(
    {
      kind: "update",
    },
  );
  expect(plan({ email, name: "Ana" }, known({ id: "a", email, name: "Ana", externalId: "7" }))).toMatchObject({ kind: "unchanged" });
});

test("a handle that was given up does not say whose it is", () => {
  expect(plan({ accounts: [onX("ana")] }, known({ id: "a", accounts: [account("ana", { isActive: false })] }))).toMatchObject({
    kind: "create",
  });
});

test("an external id is set where there is none and never changed", () => {
  const withHandle = { accounts: [onX("ana")], externalId: "7" };
  expect(plan(withHandle, known({ id: "a", accounts: [account("ana")] }))).toMatchObject({
    changes: { externalId: "7", source: "import" },
  });
  const other = plan(withHandle, known({ id: "a", accounts: [account("ana")], source: "import", externalId: "8" }));
  expect(other).toMatchObject({ kind: "refuse", fault: { field: "external_id" } });
});

test("a number is written when it is neither the one shown nor the last from a file; with a day, when that day's is another", () => {
  const numbersOf = (values: Partial<KnownAccount>, followersOn: string | null = null) => {
    const found = plan({ accounts: [onX("ana", 10)], followersOn }, known({ id: "a", accounts: [account("ana", values)] }));
    return found.kind === "update" ? found.records.figures.map(({ figures }) => figures.followers) : found.kind;
  };
  expect(numbersOf({})).toEqual([10]);
  expect(numbersOf({ newest: 0 })).toEqual([10]);
  expect(numbersOf({ newest: 10 })).toBe("unchanged");
  expect(numbersOf({ newest: 12, imported: [{ observedOn: "2026-01-01", followers: 10 }] })).toBe("unchanged");
  expect(numbersOf({ newest: 10 }, "2026-01-01")).toEqual([10]);
  expect(numbersOf({ newest: 12, imported: [{ observedOn: "2026-01-01", followers: 10 }] }, "2026-01-01")).toBe("unchanged");
});

test("figures are written when they differ from what their source told last, and words when one of them does", () => {
  const figures = { ...noFigures, avg_likes: 50, audience: { countries: { DE: 0.5 } } };
  const profile = { ...noProfile, bio: "Tea" };
  const stated = { accounts: [{ ...onX("ana"), figures, profile }] };
  const kindWith = (values: Partial<KnownAccount>) => plan(stated, known({ id: "a", accounts: [account("ana", values)] })).kind;
  expect(plan(stated)).toMatchObject({ records: { figures: [{ observedOn: null, figures }], profiles: [{ profile }] } });
  expect(kindWith({})).toBe("update");
  const told = new Map([["last", { ...figures, avg_views: 7 }]]);
  expect(kindWith({ figures: told, profiles: new Map([["last", { ...profile, language: "de" }]]) })).toBe("unchanged");
  expect(kindWith({ figures: told, profiles: new Map([["last", { ...profile, bio: "Coffee" }]]) })).toBe("update");
  expect(kindWith({ figures: new Map([["2026-05-01", figures]]), profiles: new Map([["last", profile]]) })).toBe("update");
});

test("a row about an earlier day than its source has told fills in what is not known of the person and changes nothing", () => {
  const before = known({ id: "a", name: "Ana", accounts: [account("ana", { imported: [{ observedOn: "2026-05-31", followers: 9 }] })] });
  const on = (followersOn: string) => plan({ name: "Anna", country: "DE", accounts: [onX("ana", 8)], followersOn }, before);
  expect(on("2026-04-30")).toMatchObject({ kind: "update", changes: { country: "DE" } });
  expect(on("2026-04-30")).not.toHaveProperty("changes.name");
  expect(on("2026-06-30")).toMatchObject({ changes: { name: "Anna", country: "DE" } });
});

test("rows of one account that each state a day are a series; of one day, or of none, they are a clash", () => {
  const on = (day: string | null, followers: number) => row({ accounts: [onX("ana", followers)], followersOn: day });
  const look = (...rows: CreatorRow[]) => {
    const memory = openFileMemory();
    return rows.map((each, at) => memory.look(at + 2, each).kind);
  };
  expect(look(on("2026-04-30", 1), on("2026-05-31", 2), on("2026-05-31", 3), on("2026-05-31", 2))).toEqual([
    "new",
    "new",
    "clash",
    "repeat",
  ]);
  expect(look(on(null, 1), on(null, 2))).toEqual(["new", "clash"]);
});

test("within one file rows of one creator are found, whichever comes first", () => {
  const look = (...rows: CreatorRow[]) => {
    const memory = openFileMemory();
    return rows.map((each, at) => memory.look(at + 2, each).kind);
  };
  const email = "office@example.com";
  const agency = [row({ email, accounts: [onX("a")] }), row({ email, accounts: [onX("b")] })] as const;
  expect(look(...agency)).toEqual(["new", "new"]);
  expect(look(row({ email, name: "Ana" }), agency[0])).toEqual(["new", "clash"]);
  expect(look(agency[0], row({ email, name: "Ana" }))).toEqual(["new", "clash"]);
  expect(look(row({ name: "Ana" }), row({ name: "ANA ", email }))).toEqual(["new", "clash"]);
  expect(look(row({ name: "Ana", accounts: [onX("a")] }), row({ name: "Ana", accounts: [onX("b")] }))).toEqual(["new", "new"]);
  expect(look(row({ name: "Ana" }), row({ name: "Ana" }))).toEqual(["new", "repeat"]);
});

test("what a row changed, it finds unchanged the next time", () => {
  const text = fc.option(fc.constantFrom("Ana", "Ben"), { nil: null });
  const rows = fc.record({
    name: text,
    email: fc.option(fc.constantFrom("a@example.com", "b@example.com"), { nil: null }),
    country: fc.option(fc.constantFrom("DE", "FR"), { nil: null }),
    notes: text,
    accounts: fc.subarray(["a", "b"]).map((handles) => handles.map((handle) => onX(handle, 5))),
  });
  fc.assert(
    fc.property(rows, (values) => {
      const before = known({ id: "a", accounts: [account("a", { newest: 7 })] });
      const stated = row({ ...values, id: "a" });
      const first = planRow(stated, knownCreators([before]));
      if (first.kind !== "update") return;
      const numbers = new Map(first.records.figures.map(({ account: of, figures }) => [of.normalised, figures.followers]));
      const accounts = [...before.accounts, ...first.accounts.map((each) => account(each.normalised))];
      const after = {
        ...before,
        ...first.changes,
        accounts: accounts.map((each) => ({ ...each, newest: numbers.get(each.normalised) ?? each.newest })),
      };
      expect(planRow(stated, knownCreators([after]))).toEqual({ kind: "unchanged", creatorId: "a" });
    }),
  );
});
