import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { applyMerges, type CustomerClaim } from "./people/service.ts";
import * as queries from "./queries.ts";
import { resolvedCustomers, type Resolution } from "./resolution.ts";

export { customerClaim, loadPerson, loadPersons, mergeCustomers, type Person } from "./people/service.ts";
export type { CustomerClaim } from "./people/service.ts";

/** A claim with its time and the channel it came by. */
export interface SeenClaim extends CustomerClaim {
  /** Customer rows that what is claimed belongs to already; they count as strong keys. */
  readonly customerIds: readonly string[];
  readonly seenAt: Date;
  readonly source: string;
}

/** Who a claim turned out to be; `isNew` for a customer made just now. */
export interface ResolvedCustomer {
  readonly customerId: string | null;
  readonly isNew: boolean;
}

const rowKey = (customerId: string): string => `row:${customerId}`;
const keysOf = (claim: CustomerClaim): readonly queries.IdentifierKey[] =>
  claim.weak === null ? claim.strong : [...claim.strong, claim.weak];

interface KeyInfo extends queries.SeenIdentifier {
  readonly source: string;
}

function keyBook(claims: readonly SeenClaim[]): Map<string, KeyInfo> {
  const book = new Map<string, KeyInfo>();
  for (const claim of claims)
    for (const key of keysOf(claim)) {
      if (!book.has(key.text)) book.set(key.text, { ...key, seenAt: claim.seenAt, source: claim.source });
    }
  return book;
}

const dayMs = 86_400_000;

/** Writes down that known keys were seen again, at most about once a day each. */
async function noteSightings(
  ctx: WorkspaceContext,
  found: readonly queries.FoundIdentifier[],
  book: ReadonlyMap<string, KeyInfo>,
): Promise<void> {
  const later = found.flatMap((row) => {
    const info = book.get(row.key);
    return info !== undefined && info.seenAt.getTime() > row.last_seen_at.getTime() + dayMs ? [info] : [];
  });
  if (later.length > 0) await queries.touchIdentifiers(ctx.db, ctx.workspaceId, later);
}

/** Which identifiers of claims are known, as {@link findClaimed} saw it. */
export type ClaimedBefore = readonly queries.FoundIdentifier[];

/** Looks up the identifiers of claims, for {@link resolveCustomers} in the same transaction. */
export async function findClaimed(ctx: WorkspaceContext, claims: readonly CustomerClaim[]): Promise<ClaimedBefore> {
  const keys = new Map(claims.flatMap(keysOf).map((key) => [key.text, key]));
  return keys.size === 0 ? [] : queries.findIdentifiers(ctx.db, ctx.workspaceId, [...keys.values()]);
}

interface Found {
  readonly identifiers: readonly queries.FoundIdentifier[];
  readonly rows: readonly queries.FoundPerson[];
}

async function findAll(
  ctx: WorkspaceContext,
  claims: readonly SeenClaim[],
  book: ReadonlyMap<string, KeyInfo>,
  ahead: ClaimedBefore | undefined,
): Promise<Found> {
  const customerIds = [...new Set(claims.flatMap((claim) => claim.customerIds))];
  return {
    identifiers: ahead?.filter((row) => book.has(row.key)) ?? (await findClaimed(ctx, claims)),
    rows: customerIds.length === 0 ? [] : await queries.findPersonsOf(ctx.db, ctx.workspaceId, customerIds),
  };
}

const personsIn = ({ identifiers, rows }: Found): string[] => [...new Set([...identifiers, ...rows].map((row) => row.person_id))];

const knownKeys = ({ identifiers, rows }: Found) => [
  ...identifiers.map((row) => ({ key: row.key, personId: row.person_id, isAnonymous: row.is_anonymous })),
  ...rows.map((row) => ({ key: rowKey(row.customer_id), personId: row.person_id, isAnonymous: row.is_anonymous })),
];

/** Decides who the claims are; merges that somebody took back by hand are not made again. */
async function plan(ctx: WorkspaceContext, claims: readonly SeenClaim[], found: Found): Promise<Resolution> {
  const known = knownKeys(found);
  const texts = claims.map((claim) => ({
    strong: [...claim.customerIds.map(rowKey), ...claim.strong.map((key) => key.text)],
    weak: claim.weak?.text ?? null,
  }));
  const newId = () => ctx.newId();
  const resolution = resolvedCustomers(texts, known, { newId, isParted: () => false });
  if (resolution.merges.length === 0) return resolution;
  const pairs = await queries.findPartedPairs(ctx.db, ctx.workspaceId, personsIn(found));
  if (pairs.length === 0) return resolution;
  const parted = new Set(pairs.flatMap(({ one, other }) => [`${one} ${other}`, `${other} ${one}`]));
  return resolvedCustomers(texts, known, { newId, isParted: (one, other) => parted.has(`${one} ${other}`) });
}

/** Adds new customers with their keys; false when another transaction was first with a key, and all must be looked up again. */
async function addCustomers(ctx: WorkspaceContext, resolution: Resolution, book: ReadonlyMap<string, KeyInfo>): Promise<boolean> {
  if (resolution.attached.length === 0) return true;
  const identifiers = resolution.attached.map((each) => ({ ...book.get(each.key)!, customerId: each.personId }));
  const added = await queries.insertCustomers(ctx.db, ctx.workspaceId, { ids: resolution.created, identifiers }, nowAt(ctx));
  if (added.length === identifiers.length) return true;
  const kept = new Set(added.map((row) => row.customer_id));
  const unneeded = resolution.created.filter((id) => !kept.has(id));
  if (unneeded.length > 0) await queries.deleteCustomers(ctx.db, ctx.workspaceId, unneeded);
  return false;
}

/**
 * Finds or makes the customer of each claim, within the caller's transaction. Persons that are known are locked until its end, so that
 * what is decided from their history holds. Two keys of one claim that lead to two customers merge them.
 *
 * @param ahead what {@link findClaimed} found of these claims, others among them, just before in this transaction; missing: it is looked up
 */
export async function resolveCustomers(
  ctx: WorkspaceContext,
  claims: readonly SeenClaim[],
  ahead?: ClaimedBefore,
): Promise<{ customers: ResolvedCustomer[]; merged: Resolution["merges"] }> {
  const book = keyBook(claims);
  if (book.size === 0 && claims.every((claim) => claim.customerIds.length === 0))
    return { customers: claims.map(() => ({ customerId: null, isNew: false })), merged: [] };
  return inTransaction(ctx, async (within) => {
    for (let identifiers = ahead; ; identifiers = undefined) {
      const found = await findAll(within, claims, book, identifiers);
      if (!(await lockFound(within, personsIn(found)))) continue;
      const resolution = await plan(within, claims, found);
      if (!(await addCustomers(within, resolution, book))) continue;
      await applyMerges(within, resolution.merges, "one order named both");
      await noteSightings(within, found.identifiers, book);
      const created = new Set(resolution.created);
      const customers = resolution.personIds.map((customerId) => ({ customerId, isNew: customerId !== null && created.has(customerId) }));
      return { customers, merged: resolution.merges };
    }
  });
}

/** False when one of them was merged into another while the lock was waited for. */
async function lockFound(ctx: WorkspaceContext, personIds: readonly string[]): Promise<boolean> {
  if (personIds.length === 0) return true;
  const locked = await queries.lockPersons(ctx.db, ctx.workspaceId, personIds);
  return locked.every((row) => row.canonical_id === row.id);
}

/** A customer that an identifier names and that is not there, for whoever proves that there is none. */
export const findStrayIdentifier = (ctx: WorkspaceContext): Promise<string | undefined> =>
  queries.findStrayIdentifier(ctx.db, ctx.workspaceId);

/** For each of these customer rows all rows of the same person, itself included. */
export async function listPersonRows(ctx: WorkspaceContext, customerIds: readonly string[]): Promise<Map<string, string[]>> {
  if (customerIds.length === 0) return new Map();
  const rows = await queries.listSameRows(ctx.db, ctx.workspaceId, customerIds);
  const byCustomer = new Map<string, string[]>();
  for (const row of rows) byCustomer.set(row.customer_id, [...(byCustomer.get(row.customer_id) ?? []), row.same_id]);
  return byCustomer;
}
