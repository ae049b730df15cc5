import { parseId } from "../../../kernel/ids.ts";
import { parseDay } from "../../../kernel/civil.ts";
import { isStorable, tidyText } from "../../../kernel/text.ts";
import { handleFault, parseHandle, platformOfAddress } from "../handle.ts";
import { platforms, type Platform } from "../../../kernel/social/platform.ts";
import { countryCode } from "./country-code.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { countIn } from "../../../kernel/cells/count-in.ts";

/** An account that a row names. */
export interface RowAccount {
  readonly platform: Platform;
  readonly handle: string;
  readonly normalised: string;
  readonly url: string | null;
  /** Null: unknown, which is not zero. */
  readonly followers: number | null;
}

/** A creator as a row states it; null: the row says nothing. */
export interface CreatorRow {
  readonly id: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly country: string | null;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly notes: string | null;
  readonly metadata: Readonly<Record<string, string | number | boolean | null>> | null;
  readonly accounts: readonly RowAccount[];
  /** A day such as "2026-05-01"; null: the day of the import. */
  readonly followersOn: string | null;
}

/** The texts of a row by field; a field without a column is missing. */
export type FieldTexts = ReadonlyMap<string, string>;

const emailForm = /^[^\s@<>"(),:;[\]\\]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}$/u;

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}...` : text);

/** Reads fields one after the other and collects what is wrong with them. */
function openReader(texts: FieldTexts) {
  const faults: FieldFault[] = [];
  const refuse = (field: string, message: string): null => {
    faults.push({ field, message });
    return null;
  };
  const text = (field: string, most: number): string | null => {
    const tidy = tidyText(texts.get(field) ?? "");
    if (tidy === "") return null;
    if (!isStorable(tidy) || tidy.includes("\uFFFD")) return refuse(field, "holds a character that is not text");
    return tidy.length > most ? refuse(field, `is longer than ${most} characters`) : tidy;
  };
  const parsed = <T>(field: string, most: number, read: (text: string) => T | undefined, wish: string): T | null => {
    const found = text(field, most);
    if (found === null) return null;
    return read(found) ?? refuse(field, `${wish}, found ${shortened(found)}`);
  };
  return { faults, refuse, text, parsed };
}
type Reader = ReturnType<typeof openReader>;

const plainEmail = (text: string): string | undefined => (emailForm.test(text) ? text : undefined);
const realDay = (text: string): string | undefined => (parseDay(text) === undefined ? undefined : text);

function flatObject(text: string): CreatorRow["metadata"] | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    const isFlat = typeof value === "object" && value !== null && !Array.isArray(value);
    const fits =
      isFlat &&
      Object.entries(value).every(
        ([key, each]) => key.length <= 64 && (each === null || typeof each !== "object") && String(each).length <= 500,
      );
    return fits ? (value as CreatorRow["metadata"]) : undefined;
  } catch {
    return undefined;
  }
}

const parts = (text: string | null): string[] =>
  (text ?? "")
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

function followersIn(reader: Reader, field: string, handles: number): (number | null)[] {
  const texts = parts(reader.text(field, 200));
  if (texts.length > handles) reader.refuse(field, `names ${texts.length} numbers for ${handles} accounts`);
  return texts.map((text) => {
    const found = countIn(text);
    if (found.kind === "unreadable") reader.refuse(field, `must be a number of followers, found ${shortened(text)}`);
    return found.kind === "count" ? found.count : null;
  });
}

function account(reader: Reader, place: { platform: Platform; field: string }, text: string, followers: number | null): RowAccount[] {
  const found = parseHandle(place.platform, text);
  if (found.ok) return [{ platform: place.platform, handle: found.handle, normalised: found.normalised, url: found.url, followers }];
  reader.refuse(place.field, handleFault(found.problem, place.platform, text));
  return [];
}

function platformAccounts(reader: Reader, platform: Platform): RowAccount[] {
  const handles = parts(reader.text(platform, 2000));
  const followers = followersIn(reader, `${platform}_followers`, handles.length);
  return handles.flatMap((text, at) => account(reader, { platform, field: platform }, text, followers[at] ?? null));
}

const platformNames = new Map<string, Platform>([
  ...platforms.map((platform): [string, Platform] => [platform, platform]),
  ["ig", "instagram"],
  ["insta", "instagram"],
  ["tik tok", "tiktok"],
  ["yt", "youtube"],
  ["you tube", "youtube"],
  ["twitter", "x"],
  ["x (twitter)", "x"],
  ["twitter/x", "x"],
  ["x/twitter", "x"],
  ["fb", "facebook"],
]);

/** The account in the columns `platform` and `handle`; an address says its platform by itself. */
function generalAccount(reader: Reader): RowAccount[] {
  const platform = reader.parsed("platform", 60, (text) => platformNames.get(text.toLowerCase()), "must be a platform such as instagram");
  const text = reader.text("handle", 1000);
  if (text === null) return [];
  const where = platform ?? platformOfAddress(text);
  if (where === undefined) {
    reader.refuse("handle", "names no platform: add a column for it, or give the address of the account's page");
    return [];
  }
  return account(reader, { platform: where, field: "handle" }, text, null);
}

/** The number in the column `followers` belongs to the row's one account. */
function withFollowers(reader: Reader, accounts: readonly RowAccount[]): readonly RowAccount[] {
  const texts = parts(reader.text("followers", 200));
  if (texts.length === 0) return accounts;
  const [count = null] = followersIn(reader, "followers", 1);
  if (accounts.length === 1) return [{ ...accounts[0]!, followers: accounts[0]!.followers ?? count }];
  // Whose number it is cannot be said while an account's own cell is faulty.
  if (accounts.length === 0 && reader.faults.length > 0) return accounts;
  reader.refuse(
    "followers",
    accounts.length === 0
      ? "has no account in the row"
      : `could be any of the row's ${accounts.length} accounts: name the platform in the column`,
  );
  return accounts;
}

function distinct(accounts: readonly RowAccount[]): RowAccount[] {
  const byKey = new Map<string, RowAccount>();
  for (const each of accounts) {
    const key = `${each.platform}/${each.normalised}`;
    if (!byKey.has(key)) byKey.set(key, each);
  }
  return [...byKey.values()];
}

function nameIn(reader: Reader): string | null {
  const whole = reader.text("name", 200);
  if (whole !== null) return whole;
  const both = [reader.text("first_name", 100), reader.text("last_name", 99)].filter((part) => part !== null);
  return both.length === 0 ? null : both.join(" ");
}

/**
 * A creator from the texts of one row, and everything that is wrong with them. An empty cell says nothing; it clears nothing.
 *
 * @param texts by field, as they stand in the file.
 * @returns the creator as far as it can be read, and the faults; with faults the creator is not to be used.
 */
export function readCreatorRow(texts: FieldTexts): { row: CreatorRow; faults: readonly FieldFault[] } {
  const reader = openReader(texts);
  const accounts = distinct([...platforms.flatMap((platform) => platformAccounts(reader, platform)), ...generalAccount(reader)]);
  const row: CreatorRow = {
    id: reader.parsed("id", 60, (text) => parseId("cre", text), "must be an id that begins with cre_"),
    name: nameIn(reader),
    email: reader.parsed("email", 254, plainEmail, "must be one e-mail address"),
    country: reader.parsed("country", 100, countryCode, "must be a country or its two-letter code"),
    source: reader.text("source", 60),
    externalId: reader.text("external_id", 200),
    notes: reader.text("notes", 10_000),
    metadata: reader.parsed("metadata", 4096, flatObject, "must be a flat JSON object"),
    accounts: withFollowers(reader, accounts),
    followersOn: reader.parsed("followers_on", 20, realDay, "must be a day such as 2026-05-01"),
  };
  const isNamed = row.name !== null || row.id !== null || accounts.length > 0 || reader.faults.length > 0;
  if (!isNamed) reader.refuse("name", "is missing, and so is every account");
  return { row, faults: reader.faults };
}
