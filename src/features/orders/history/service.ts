import type { WorkspaceContext } from "../../../platform/context.ts";
import { markConversions, markCustomersOf } from "../../../platform/rollups/marks.ts";
import { novelties, renewalNumbers, type HistoryRow, type Novelty } from "./novelty.ts";
import * as queries from "./queries.ts";

/** A conversion that is about to be written, as its history sees it. */
export interface HistoryDraft extends HistoryRow {
  /** Nobody of that name was known before: there is no history to look up. */
  readonly isPersonNew: boolean;
  /** The conversion is in the database already, in an older state. */
  readonly isKnown: boolean;
}

/** What histories say of the drafts, and which other conversions they change. */
export interface Histories {
  readonly novelties: ReadonlyMap<string, Novelty>;
  readonly renewals: ReadonlyMap<string, number | null>;
  readonly changes: readonly queries.NoveltyRow[];
}

const statedRenewal = "renewal_stated";

const asHistory = (record: queries.HistoryRecord): HistoryRow => ({
  id: record.id,
  personId: record.person_id,
  subscriptionId: record.subscription_id,
  occurredAtMs: record.occurred_at.getTime(),
  isPurchase: record.kind === "order" && record.status === "paid" && record.total_minor > 0n,
  statedIsNew: record.novelty_reason === "stated" ? record.is_new_customer : null,
  statedRenewalNumber: record.flags.includes(statedRenewal) ? record.renewal_number : null,
});

/** The mark of an order whose sender counts its renewals itself. */
export const renewalFlags = (statedNumber: number | null): string[] => (statedNumber === null ? [] : [statedRenewal]);

const ofPerson = (row: HistoryRow): row is HistoryRow & { personId: string } => row.personId !== null;
const distinct = (values: readonly (string | null)[]): string[] => [...new Set(values)].filter((value) => value !== null);

function changesOf(records: readonly queries.HistoryRecord[], results: Omit<Histories, "changes">): queries.NoveltyRow[] {
  const rows = new Map<string, queries.NoveltyRow>();
  for (const record of records) {
    const novelty = results.novelties.get(record.id);
    const now = {
      id: record.id,
      is_new_customer: novelty === undefined ? record.is_new_customer : novelty.isNewCustomer,
      novelty_reason: novelty?.reason ?? record.novelty_reason,
      renewal_number: results.renewals.get(record.id) ?? record.renewal_number,
    };
    const isSame =
      now.is_new_customer === record.is_new_customer &&
      now.renewal_number === record.renewal_number &&
      now.novelty_reason === record.novelty_reason;
    if (!isSame) rows.set(record.id, now);
  }
  return [...rows.values()];
}

/**
 * Works out the novelty and the renewal number of conversions about to be written, beside those of the same persons and subscriptions.
 * The caller holds the persons' locks.
 */
export async function loadHistories(ctx: WorkspaceContext, drafts: readonly HistoryDraft[]): Promise<Histories> {
  const known = drafts.filter((draft) => draft.isKnown).map((draft) => draft.id);
  const persons = distinct(drafts.filter((draft) => !draft.isPersonNew).map((draft) => draft.personId));
  const subscriptions = distinct(drafts.map((draft) => draft.subscriptionId));
  const early = persons.length === 0 ? [] : await queries.listEarly(ctx.db, ctx.workspaceId, persons, known);
  const renewed = subscriptions.length === 0 ? [] : await queries.listOfSubscriptions(ctx.db, ctx.workspaceId, subscriptions, known);
  const results = {
    novelties: novelties([...drafts, ...early.map(asHistory)]),
    renewals: renewalNumbers([...drafts.filter((draft) => draft.subscriptionId !== null), ...renewed.map(asHistory)]),
  };
  const noveltyChanges = changesOf(early, { novelties: results.novelties, renewals: new Map() });
  const renewalChanges = changesOf(renewed, { novelties: new Map(), renewals: results.renewals });
  return { ...results, changes: mergedChanges(noveltyChanges, renewalChanges) };
}

/** One row a conversion, though both its novelty and its number changed. */
function mergedChanges(noveltyRows: readonly queries.NoveltyRow[], renewalRows: readonly queries.NoveltyRow[]): queries.NoveltyRow[] {
  const rows = new Map(noveltyRows.map((row) => [row.id, row]));
  for (const row of renewalRows) rows.set(row.id, { ...(rows.get(row.id) ?? row), renewal_number: row.renewal_number });
  return [...rows.values()];
}

/** Writes changed novelties down and returns the conversions they belong to. */
export async function applyChanges(ctx: WorkspaceContext, changes: readonly queries.NoveltyRow[]): Promise<string[]> {
  const conversionIds = changes.map((row) => row.id);
  if (changes.length > 0) await queries.updateNovelties(ctx.db, ctx.workspaceId, changes);
  await markConversions(ctx.db, ctx.workspaceId, { conversionIds, subjects: ["orders", "credits", "returns"] });
  await markCustomersOf(ctx.db, ctx.workspaceId, conversionIds);
  return conversionIds;
}

/** Works the novelty of these persons' conversions out again, after a merge, an undo or an erasure; returns what changed. */
export async function refreshNovelty(ctx: WorkspaceContext, personIds: readonly string[]): Promise<string[]> {
  const early = personIds.length === 0 ? [] : await queries.listEarly(ctx.db, ctx.workspaceId, personIds, []);
  const results = { novelties: novelties(early.map(asHistory).filter(ofPerson)), renewals: new Map<string, number | null>() };
  return applyChanges(ctx, changesOf(early, results));
}
