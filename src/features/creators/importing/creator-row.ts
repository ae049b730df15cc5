import { isStorable } from "../../../kernel/text.ts";
import { parseId } from "../../../kernel/ids.ts";
import { parseDay } from "../../../kernel/civil.ts";
import { handleFault, parseHandle, platformOfAddress } from "../handle.ts";
import { platforms, type Platform } from "../../../kernel/social/platform.ts";
import { countryCode } from "../../../kernel/names/country-code.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { isUnknownCell } from "../../../kernel/cells/cell-words.ts";
import { countIn } from "../../../kernel/cells/count-in.ts";
import { figuresIn, plainReading, profileIn, withoutHidden, type FigureReading } from "./figure-cells.ts";
import { priceFieldNames, pricesIn } from "./price-cells.ts";
import type { RowAccount } from "./row-account.ts";
import { openReader, shortened, type FieldTexts, type Reader } from "../../../kernel/cells/row-reader.ts";

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
  /** The day of every figure in the row, such as "2026-05-01"; null: none is stated. */
  readonly followersOn: string | null;
}

const emailForm = /^[^\s@<>"(),:;[\]\\]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}$/u;

/** The text where it is one e-mail address. */
export const plainEmail = (text: string): string | undefined => (emailForm.test(text) ? text : undefined);

/** Whether a text is a day of the years that are taken from outside: 1900 to 9999. */
export const isTakenDay = (text: string): boolean => (parseDay(text)?.year ?? 0) >= 1900;

/**
 * The last day of a month; undefined where the text is none.
 *
 * @param month such as "2026-02".
 * @example
 * import { endOfMonth } from "./creator-row.ts";
 * endOfMonth("2026-02"); // => "2026-02-28"
 */
export function endOfMonth(month: string): string | undefined {
  if (!/^\d{4}-\d{2}$/.test(month) || !isTakenDay(`${month}-01`)) return undefined;
  const [year, number] = month.split("-").map(Number);
  return `${month}-${new Date(Date.UTC(year!, number!, 0)).getUTCDate()}`;
}

/** A day, or the last day of a month: what is said of a month is known at its end. */
const realDay = (text: string): string | undefined => endOfMonth(text) ?? (isTakenDay(text) ? text : undefined);

function flatObject(text: string): CreatorRow["metadata"] | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    const isFlat = typeof value === "object" && value !== null && !Array.isArray(value);
    const fits =
      isFlat &&
      Object.entries(value).every(
        ([key, each]) =>
          key.length <= 64 && (each === null || typeof each !== "object") && String(each).length <= 500 && isStorable(key + String(each)),
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
  if (isUnknownCell(text)) return [];
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

/** A platform by any of its names; undefined where the text is none. */
export const platformNamed = (text: string): Platform | undefined => platformNames.get(text.toLowerCase());

/** The account in the columns `platform` and `handle`; an address says its platform by itself. */
function generalAccount(reader: Reader): RowAccount[] {
  const platform = reader.parsed("platform", 60, platformNamed, "must be a platform such as instagram");
  const text = reader.text("handle", 1000);
  if (text === null) return [];
  const where = platform ?? platformOfAddress(text);
  if (where === undefined) {
    reader.refuse("handle", "names no platform: add a column for it, or give the address of the account's page");
    return [];
  }
  return account(reader, { platform: where, field: "handle" }, text, null);
}

const whose = (accounts: readonly RowAccount[]): string =>
  accounts.length === 0
    ? "belongs to no account in the row: say which column holds the handle or the address of the profile"
    : `could be any of the row's ${accounts.length} accounts: name the platform in the column`;

/** The number in the column `followers` belongs to the row's one account. */
function withFollowers(reader: Reader, accounts: readonly RowAccount[]): readonly RowAccount[] {
  const texts = parts(reader.text("followers", 200));
  if (texts.length === 0) return accounts;
  const [count = null] = followersIn(reader, "followers", 1);
  if (accounts.length === 1) return [{ ...accounts[0]!, followers: accounts[0]!.followers ?? count }];
  // Whose number it is cannot be said while an account's own cell is faulty.
  if (accounts.length === 0 && reader.faults.length > 0) return accounts;
  reader.refuse("followers", whose(accounts));
  return accounts;
}

/** Whose prices a row states: its one account's, or that of the platform in its column. */
function withPrices(reader: Reader, accounts: readonly RowAccount[], how: FigureReading): readonly RowAccount[] {
  const prices = pricesIn(reader, how.prices ?? { decimal: how.decimal, currency: undefined });
  if (prices.length === 0) return accounts;
  const named = platformNamed(reader.text("platform", 60) ?? "");
  const meant = accounts.length === 1 ? accounts : accounts.filter(({ platform }) => platform === named);
  if (meant.length === 1) return accounts.map((each) => (each === meant[0] ? { ...each, prices } : each));
  if (accounts.length === 0 && reader.faults.length > 0) return accounts;
  const field = priceFieldNames.find((name) => reader.text(name, 100) !== null)!;
  reader.refuse(field, whose(accounts));
  return accounts;
}

/** So do figures and words in columns of their own. */
function withFigures(reader: Reader, accounts: readonly RowAccount[], how: FigureReading): readonly RowAccount[] {
  const figures = figuresIn(reader, how);
  const profile = profileIn(reader);
  if (figures === undefined && profile === undefined) return accounts.map(withoutHidden);
  const [only] = accounts;
  if (only !== undefined && accounts.length === 1)
    return [withoutHidden({ ...only, ...(figures === undefined ? {} : { figures }), ...(profile === undefined ? {} : { profile }) })];
  if (accounts.length === 0 && reader.faults.length > 0) return accounts;
  reader.refuse("handle", `is needed once: what the row says of an account ${whose(accounts)}`);
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
 * @param how the file's decimal sign, and what a rate without a percent sign is.
 * @returns the creator as far as it can be read, and the faults; with faults the creator is not to be used.
 */
export function readCreatorRow(texts: FieldTexts, how: FigureReading = plainReading): { row: CreatorRow; faults: readonly FieldFault[] } {
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
    accounts: withPrices(reader, withFigures(reader, withFollowers(reader, accounts), how), how),
    followersOn: reader.parsed("followers_on", 20, realDay, "must be a day such as 2026-05-01, or a month such as 2026-05"),
  };
  const isNamed = row.name !== null || row.id !== null || accounts.length > 0 || reader.faults.length > 0;
  if (!isNamed) reader.refuse("name", "is missing, and so is every account");
  return { row, faults: reader.faults };
}
