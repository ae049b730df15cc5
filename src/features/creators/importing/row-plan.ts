import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { normalEmail, tidyText } from "../../../kernel/text.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { isFigureNews, isProfileNews, noFigures, type Figures, type Profile } from "../observing/observed.ts";
import type { CreatorRow } from "./creator-row.ts";
import type { RowAccount, RowPrice } from "./row-account.ts";
import { accountKey, externalKey, importSource, keysOfRow, nameKey, type RowKeys } from "./row-keys.ts";

/** An account that is known already. */
export interface KnownAccount {
  readonly id: string;
  readonly platform: string;
  readonly normalised: string;
  readonly isActive: boolean;
  /** The number shown now; null: unknown. */
  readonly newest: number | null;
  /** Numbers from files, in the order in which they were recorded. */
  readonly imported: readonly { readonly observedOn: string; readonly followers: number | null }[];
  /** What the source of the file told last, and what it told of each day that the file names; missing: nothing. */
  readonly figures: ReadonlyMap<string, Figures>;
  /** Word by word what the source of the file had said by each day that the file names, and what it said last; missing: nothing. */
  readonly profiles: ReadonlyMap<string, Profile>;
}

/** Under which {@link KnownAccount.figures} and profiles have what was told last, whatever the day. */
export const lastTold = "last";

/** A price that the source of the file told before. */
export interface KnownPrice extends RowPrice {
  readonly platform: string;
  readonly quotedOn: string;
}

/** A creator that is known already. */
export interface KnownCreator {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly country: string | null;
  readonly source: string;
  readonly externalId: string | null;
  readonly notes: string;
  readonly metadata: unknown;
  readonly isArchived: boolean;
  readonly accounts: readonly KnownAccount[];
  /** What the source of the file told of its prices, the last told last; missing: nothing. */
  readonly prices?: readonly KnownPrice[];
}

/** Columns of a creator that a row changes. */
export interface RowChanges {
  readonly name?: string;
  readonly email?: string;
  readonly country?: string;
  readonly source?: string;
  readonly externalId?: string;
  readonly notes?: string;
  readonly metadata?: NonNullable<CreatorRow["metadata"]>;
}

/** Figures to write down: of a known account, or of one that the row adds. */
export interface PlannedFigures {
  readonly accountId: string | null;
  readonly account: RowAccount;
  /** Null: no day is stated. */
  readonly observedOn: string | null;
  readonly figures: Figures;
}

/** What an account says of itself, to write down. */
export interface PlannedProfile {
  readonly accountId: string | null;
  readonly account: RowAccount;
  readonly profile: Profile;
}

/** A price to write down. */
interface PlannedPrice {
  readonly account: RowAccount;
  /** Null: no day is stated. */
  readonly observedOn: string | null;
  readonly price: RowPrice;
}

/** What is to be written of a row's accounts besides the accounts. */
export interface PlannedRecords {
  readonly figures: readonly PlannedFigures[];
  readonly profiles: readonly PlannedProfile[];
  readonly prices: readonly PlannedPrice[];
}

/** What a row comes to. */
export type RowPlan =
  | { readonly kind: "create"; readonly records: PlannedRecords }
  | {
      readonly kind: "update";
      readonly creatorId: string;
      readonly changes: RowChanges;
      readonly accounts: readonly RowAccount[];
      readonly records: PlannedRecords;
    }
  | { readonly kind: "unchanged"; readonly creatorId: string }
  | { readonly kind: "refuse"; readonly fault: FieldFault };

/** Known creators under everything they can be recognised by. */
export interface KnownCreators {
  readonly byId: ReadonlyMap<string, KnownCreator>;
  readonly byKey: ReadonlyMap<string, KnownCreator>;
  readonly byEmail: ReadonlyMap<string, readonly KnownCreator[]>;
  readonly byName: ReadonlyMap<string, readonly KnownCreator[]>;
}

function grouped(creators: readonly KnownCreator[], keyOf: (creator: KnownCreator) => string | null): Map<string, KnownCreator[]> {
  const groups = new Map<string, KnownCreator[]>();
  for (const creator of creators) {
    const key = keyOf(creator);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), creator]);
  }
  return groups;
}

/** A handle that was given up no longer says whose it is: somebody else may have it now. */
function strongKeys(creators: readonly KnownCreator[]): Map<string, KnownCreator> {
  return new Map(
    creators.flatMap((creator) => {
      const accounts = creator.accounts.filter((account) => account.isActive);
      const keys = [`id ${creator.id}`, ...accounts.map((account) => accountKey(account.platform, account.normalised))];
      if (creator.externalId !== null) keys.push(externalKey(creator.source, creator.externalId));
      return keys.map((key): [string, KnownCreator] => [key, creator]);
    }),
  );
}

/**
 * Sorts known creators under everything they can be recognised by.
 *
 * @param creators each with all accounts, those given up too.
 */
export const knownCreators = (creators: readonly KnownCreator[]): KnownCreators => ({
  byId: new Map(creators.map((creator) => [creator.id, creator])),
  byKey: strongKeys(creators),
  byEmail: grouped(creators, ({ email }) => (email === null ? null : normalEmail(email))),
  byName: grouped(creators, ({ name }) => nameKey(name)),
});

type Match = { readonly creator: KnownCreator } | "none" | FieldFault;

const hasStrong = ({ externalId, accounts }: KnownCreator): boolean => externalId !== null || accounts.some((account) => account.isActive);

function onlyOne(found: readonly KnownCreator[], field: string, words: string): Match {
  if (found.length === 0) return "none";
  if (found.length === 1) return { creator: found[0]! };
  return { field, message: `${found.length} creators have this ${words}: add an external_id or a handle` };
}

function strongMatch({ strong }: RowKeys, known: KnownCreators): Match {
  const found = strong.flatMap((each) => {
    const creator = known.byKey.get(each.key);
    return creator === undefined ? [] : [{ ...each, creator }];
  });
  const [first] = found;
  if (first === undefined) return "none";
  const other = found.find(({ creator }) => creator.id !== first.creator.id);
  if (other === undefined) return first;
  return { field: other.field, message: `${other.words} belongs to ${other.creator.name}, but ${first.words} to ${first.creator.name}` };
}

/** Whom a row without a strong match may still mean: only creators about whom nothing stronger is known. */
function weakMatch({ strong, email, name }: RowKeys, known: KnownCreators): Match {
  const sameEmail = email === null ? [] : (known.byEmail.get(email) ?? []);
  const sameName = name === null ? [] : (known.byName.get(name) ?? []);
  const only = (found: readonly KnownCreator[]): Match => (found.length === 1 ? { creator: found[0]! } : "none");
  if (strong.length > 0) return only(sameEmail.filter((creator) => !hasStrong(creator)));
  if (email === null) return onlyOne(sameName, "name", "name");
  const byEmail = onlyOne(sameEmail, "email", "e-mail address");
  return byEmail === "none" ? only(sameName.filter((creator) => !hasStrong(creator) && creator.email === null)) : byEmail;
}

function matchOf(row: CreatorRow, known: KnownCreators): Match {
  if (row.id !== null && !known.byId.has(row.id))
    return { field: "id", message: "there is no creator with this id here; leave the column out to add creators" };
  const keys = keysOfRow(row);
  const strong = strongMatch(keys, known);
  return strong === "none" ? weakMatch(keys, known) : strong;
}

const plainFields = ["name", "email", "country", "notes"] as const;

/** A row about a day of which its source has told a later one: what it says of the person is older than what is known. */
const isOlder = (row: CreatorRow, known: KnownCreator): boolean =>
  row.followersOn !== null &&
  row.accounts.some(({ platform, normalised }) =>
    known.accounts.some(
      (each) =>
        each.platform === platform &&
        each.normalised === normalised &&
        each.imported.some(({ observedOn }) => observedOn > row.followersOn!),
    ),
  );

/** What a row changes; an older one only fills in what is not known. */
function changesOf(row: CreatorRow, known: KnownCreator): RowChanges {
  const isFilling = isOlder(row, known);
  const changed = plainFields.filter((field) => {
    const before = tidyText(known[field] ?? "");
    return row[field] !== null && (isFilling ? before === "" : row[field] !== before);
  });
  const isOtherMetadata = !isFilling && row.metadata !== null && canonicalJson(row.metadata) !== canonicalJson(known.metadata);
  return {
    ...Object.fromEntries(changed.map((field) => [field, row[field]])),
    ...(isOtherMetadata ? { metadata: row.metadata! } : {}),
    ...(row.externalId === null || known.externalId !== null ? {} : { externalId: row.externalId, source: row.source ?? importSource }),
  };
}

/** A file says the same as before when its number is the one shown, or the last that came from a file; with a day, of that day. */
function isKnownNumber(account: KnownAccount, followers: number, day: string | null): boolean {
  if (day !== null) return account.imported.findLast((each) => each.observedOn === day)?.followers === followers;
  return account.newest === followers || account.imported.at(-1)?.followers === followers;
}

function figuresOf(account: RowAccount, known: KnownAccount | undefined, day: string | null): PlannedFigures[] {
  const place = { accountId: known?.id ?? null, account };
  const history = (account.history ?? [])
    .filter(({ observedOn, figures }) => isFigureNews(figures, known?.figures.get(observedOn)))
    .map((each) => ({ ...place, ...each }));
  const { followers, figures = noFigures } = account;
  const isNewNumber = followers !== null && (known === undefined || !isKnownNumber(known, followers, day));
  if (!isNewNumber && !isFigureNews(figures, known?.figures.get(day ?? lastTold))) return history;
  return [...history, { ...place, observedOn: day, figures: { ...figures, followers } }];
}

const profileOf = (account: RowAccount, known: KnownAccount | undefined, day: string | null): PlannedProfile[] =>
  account.profile === undefined || !isProfileNews(account.profile, known?.profiles.get(day ?? lastTold))
    ? []
    : [{ accountId: known?.id ?? null, account, profile: account.profile }];

/** A price is news unless the source told the same of that day, or told it last. */
function isPriceNews({ format, amount, currency }: RowPrice, platform: string, day: string | null, known: readonly KnownPrice[]): boolean {
  const before = known.filter((each) => each.platform === platform && each.format === format);
  const told = day === null ? before.slice(-1) : before.filter(({ quotedOn }) => quotedOn === day).slice(-1);
  return !told.some((each) => each.amount === amount && each.currency === currency);
}

const pricesOf = (account: RowAccount, known: readonly KnownPrice[], day: string | null): PlannedPrice[] =>
  (account.prices ?? [])
    .filter((price) => isPriceNews(price, account.platform, day, known))
    .map((price) => ({ account, observedOn: day, price }));

function recordsOf(row: CreatorRow, known: readonly KnownAccount[], prices: readonly KnownPrice[] = []): PlannedRecords {
  const pairs = row.accounts.map((account) => ({
    account,
    same: known.findLast((each) => each.platform === account.platform && each.normalised === account.normalised),
  }));
  return {
    figures: pairs.flatMap(({ account, same }) => figuresOf(account, same, row.followersOn)),
    profiles: pairs.flatMap(({ account, same }) => profileOf(account, same, row.followersOn)),
    prices: row.accounts.flatMap((account) => pricesOf(account, prices, row.followersOn)),
  };
}

function planUpdate(row: CreatorRow, known: KnownCreator): RowPlan {
  const changes = changesOf(row, known);
  const keys = new Set(known.accounts.map((account) => accountKey(account.platform, account.normalised)));
  const accounts = row.accounts.filter((account) => !keys.has(accountKey(account.platform, account.normalised)));
  const records = recordsOf(row, known.accounts, known.prices);
  const told = records.figures.length + records.profiles.length + records.prices.length;
  const isSame = Object.keys(changes).length + accounts.length + told === 0;
  if (isSame) return { kind: "unchanged", creatorId: known.id };
  return { kind: "update", creatorId: known.id, changes, accounts, records };
}

/**
 * What becomes of a row: a new creator, a change of a known one, or nothing because it is known already or cannot be decided.
 *
 * A creator is recognised by id, external id or account; failing these by e-mail address, and failing that by name, but then only where
 * one creator alone fits about whom nothing stronger is known: a wrong merge costs more than a double.
 *
 * @param row a creator as a row states it, without faults.
 * @param known at least every creator who shares a key, an e-mail address or a name with the row.
 */
export function planRow(row: CreatorRow, known: KnownCreators): RowPlan {
  const match = matchOf(row, known);
  if (match === "none") return { kind: "create", records: recordsOf(row, []) };
  if ("message" in match) return { kind: "refuse", fault: match };
  const { creator } = match;
  if (creator.isArchived)
    return { kind: "refuse", fault: { field: "", message: `${creator.name} is archived: restore the creator, or leave the row out` } };
  const holds = row.externalId !== null && creator.externalId !== null;
  const isOther = holds && externalKey(creator.source, creator.externalId!) !== externalKey(row.source ?? importSource, row.externalId!);
  if (isOther)
    return {
      kind: "refuse",
      fault: { field: "external_id", message: `${creator.name} has the external id ${creator.externalId} of ${creator.source}` },
    };
  return planUpdate(row, creator);
}
