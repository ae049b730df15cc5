import { groupBy } from "../../../platform/db/group-by.ts";
import { formatId, uuidFromBytes, uuidToBytes } from "../../../kernel/ids.ts";
import { normalEmail, tidyText } from "../../../kernel/text.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { writeOutbox } from "../../../platform/outbox/outbox.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { markCustomers } from "../../../platform/rollups/marks.ts";
import { customerProblems } from "../problems.ts";
import * as queries from "../queries.ts";
import { canonicalCustomers } from "../resolution.ts";

/** What an order says about its customer, in clear text; null for what it does not say. */
export interface CustomerHints {
  readonly storeId: string;
  readonly email: string | null;
  /** The store's own id of the customer: another store's same id is somebody else. */
  readonly externalId: string | null;
  readonly visitorId: string | null;
}

/** The same as keyed hashes, from which nobody can be recognised. */
export interface CustomerClaim {
  readonly strong: readonly queries.IdentifierKey[];
  readonly weak: queries.IdentifierKey | null;
}

const emailKey = (ctx: WorkspaceContext, email: string): queries.IdentifierKey =>
  queries.identifierKey("email", ctx.secrets.identifierHash(ctx.workspaceId, "email", normalEmail(email)));

const externalKey = (ctx: WorkspaceContext, storeId: string, externalId: string): queries.IdentifierKey =>
  queries.identifierKey("external", ctx.secrets.identifierHash(ctx.workspaceId, "external", `${storeId}\n${tidyText(externalId)}`));

const visitorKey = (visitorId: string): queries.IdentifierKey => queries.identifierKey("visitor", Buffer.from(uuidToBytes(visitorId)));

/** Turns what is known of a customer into keyed hashes; empty texts count as unknown. */
export function customerClaim(ctx: WorkspaceContext, hints: CustomerHints): CustomerClaim {
  const strong: queries.IdentifierKey[] = [];
  if (hints.email !== null && tidyText(hints.email) !== "") strong.push(emailKey(ctx, hints.email));
  if (hints.externalId !== null && tidyText(hints.externalId) !== "") strong.push(externalKey(ctx, hints.storeId, hints.externalId));
  return { strong, weak: hints.visitorId === null ? null : visitorKey(hints.visitorId) };
}

/** Somebody who buys: every row that was merged into one, and what identifies them. */
export interface Person {
  readonly id: string;
  readonly createdAt: Date;
  readonly erasedAt: Date | null;
  /** Every customer row of this person, the oldest first. */
  readonly customerIds: readonly string[];
  /** Their browsers, as far as consent let them be known. */
  readonly visitorIds: readonly string[];
  /** Keyed hashes of their e-mail addresses, as hexadecimal text: comparable with a creator's. */
  readonly emailHashes: readonly string[];
  readonly identifiers: readonly { kind: string; firstSeenAt: Date; lastSeenAt: Date; source: string }[];
}

type CustomerRow = Awaited<ReturnType<typeof queries.listMembers>>[number];
type IdentifierRow = Awaited<ReturnType<typeof queries.listIdentifiers>>[number];

const personOf = (id: string, rows: readonly CustomerRow[], identifiers: readonly IdentifierRow[]): Person => {
  const root = rows.find((each) => each.id === id) ?? rows[0]!;
  return {
    id,
    createdAt: root.created_at,
    erasedAt: root.erased_at,
    customerIds: rows.map((each) => each.id),
    visitorIds: identifiers.filter((each) => each.kind === "visitor").map((each) => uuidFromBytes(each.keyed_hash)),
    emailHashes: identifiers.filter((each) => each.kind === "email").map((each) => each.keyed_hash.toString("hex")),
    identifiers: identifiers.map((each) => ({
      kind: each.kind,
      firstSeenAt: each.first_seen_at,
      lastSeenAt: each.last_seen_at,
      source: each.source,
    })),
  };
};

/** The persons behind customer rows, after merges, by the row; ids that are none are left out. */
export async function loadPersons(ctx: WorkspaceContext, customerIds: readonly string[]): Promise<Map<string, Person>> {
  if (customerIds.length === 0) return new Map();
  const asked = await queries.listCustomers(ctx.db, ctx.workspaceId, customerIds);
  const rows = await queries.listMembers(ctx.db, ctx.workspaceId, [...new Set(asked.map((row) => row.canonical_id))]);
  const rowIds = rows.map((row) => row.id);
  const identifiers = groupBy(await queries.listIdentifiers(ctx.db, ctx.workspaceId, rowIds), (each) => each.customer_id);
  const members = groupBy(rows, (row) => row.canonical_id);
  const byFirstSeen = (a: IdentifierRow, b: IdentifierRow): number => a.first_seen_at.getTime() - b.first_seen_at.getTime();
  const persons = new Map(
    [...members].map(([id, own]) => [id, personOf(id, own, own.flatMap((row) => identifiers.get(row.id) ?? []).toSorted(byFirstSeen))]),
  );
  return new Map(asked.map((row) => [row.id, persons.get(row.canonical_id)!]));
}

/** The person behind a customer row, after merges. @throws Problem not-found for any other id */
export async function loadPerson(ctx: WorkspaceContext, customerId: string): Promise<Person> {
  const person = (await loadPersons(ctx, [customerId])).get(customerId);
  if (person === undefined) throw notFound("customer", formatId("cus", customerId));
  return person;
}

/** Two persons of whom the first is now the second. */
export interface Merge {
  readonly from: string;
  readonly into: string;
}

const merged = (action: "merge" | "undo", { from, into }: Merge) => ({
  topic: "customer.merged",
  key: into,
  payload: { action, from_customer_id: from, into_customer_id: into },
});

/** Writes merges down, points every row at its person, and queues what rests on who a customer is. */
export async function applyMerges(ctx: WorkspaceContext, merges: readonly Merge[], reason: string): Promise<void> {
  if (merges.length === 0) return;
  const rows = merges.map(({ from, into }) => ({
    workspace_id: ctx.workspaceId,
    id: ctx.newId(),
    from_customer_id: from,
    into_customer_id: into,
    action: "merge",
    reason,
    recorded_at: nowAt(ctx),
    undoes_id: null,
  }));
  await queries.insertMerges(ctx.db, rows);
  for (const { from, into } of merges) await queries.redirectPerson(ctx.db, ctx.workspaceId, from, into);
  await markCustomers(
    ctx.db,
    ctx.workspaceId,
    merges.flatMap(({ from, into }) => [from, into]),
  );
  await writeOutbox(
    ctx,
    merges.map((merge) => merged("merge", merge)),
  );
}

/** Makes two customers one by hand: the rows and their orders stay as they are, the person is resolved when read. */
export async function mergeCustomers(ctx: WorkspaceContext, merge: Merge & { reason: string }): Promise<{ personId: string }> {
  return inTransaction(ctx, async (within) => {
    const from = (await loadPerson(within, merge.from)).id;
    const into = (await loadPerson(within, merge.into)).id;
    await queries.lockPersons(within.db, within.workspaceId, [from, into]);
    if (from === into) throw new Problem(customerProblems["merge-not-possible"], "The two ids already name one and the same customer.");
    await applyMerges(within, [{ from, into }], merge.reason);
    await recordAudit(within, { action: "customer.merged", subjectKind: "customer", subjectId: into, detail: { from, into } });
    return { personId: into };
  });
}

/** Takes a merge back; the system does not merge this pair again. Returns the persons that it was parted into. */
export async function undoMerge(ctx: WorkspaceContext, mergeId: string, reason: string): Promise<{ personIds: string[] }> {
  return inTransaction(ctx, async (within) => {
    const merge = await queries.findMerge(within.db, within.workspaceId, mergeId);
    if (merge === undefined) throw notFound("merge", mergeId);
    const person = await loadPerson(within, merge.into_customer_id);
    await queries.lockPersons(within.db, within.workspaceId, [person.id]);
    const undone = await queries.findUndo(within.db, within.workspaceId, mergeId);
    if (merge.action !== "merge" || undone !== undefined)
      throw new Problem(customerProblems["merge-not-possible"], "This merge has been taken back already.");
    const { from_customer_id, into_customer_id } = merge;
    await queries.insertMerges(within.db, [
      { ...merge, id: within.newId(), action: "undo", reason, recorded_at: nowAt(within), undoes_id: mergeId },
    ]);
    const inForce = await queries.listMergesInForce(within.db, within.workspaceId, person.customerIds);
    const ends = canonicalCustomers(person.customerIds, inForce);
    await queries.setCanonical(
      within.db,
      within.workspaceId,
      [...ends].map(([id, canonicalId]) => ({ id, canonicalId })),
    );
    await markCustomers(within.db, within.workspaceId, person.customerIds);
    await writeOutbox(within, [merged("undo", { from: from_customer_id, into: into_customer_id })]);
    await recordAudit(within, {
      action: "customer.parted",
      subjectKind: "customer",
      subjectId: into_customer_id,
      detail: { from: from_customer_id, into: into_customer_id },
    });
    return { personIds: [...new Set(ends.values())] };
  });
}

/**
 * Forgets who a person is: every identifier is deleted, and the next order under the same address belongs to somebody new. The rows stay,
 * so that sums hold.
 */
export async function forgetPerson(ctx: WorkspaceContext, customerId: string): Promise<Person> {
  return inTransaction(ctx, async (within) => {
    const person = await loadPerson(within, customerId);
    await queries.lockPersons(within.db, within.workspaceId, person.customerIds);
    await queries.deleteIdentifiers(within.db, within.workspaceId, person.customerIds);
    await queries.markErased(within.db, within.workspaceId, person.customerIds, nowAt(within));
    await writeOutbox(within, [{ topic: "customer.erased", key: person.id, payload: { email_hashes: person.emailHashes } }]);
    await recordAudit(within, { action: "customer.erased", subjectKind: "customer", subjectId: person.id });
    return person;
  });
}

/** Merges and undone merges, newest first. */
export const listMerges = (ctx: WorkspaceContext, page: { before: { at: Date; id: string } | undefined; limit: number }) =>
  queries.listMerges(ctx.db, ctx.workspaceId, page);
