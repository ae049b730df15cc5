import { sql } from "kysely";
import { oneOf, tablesOf, type Database } from "../../platform/db/database.ts";
import { bytesText, recordset } from "../../platform/db/recordset.ts";
import type { CustomerTables } from "./tables.ts";

const on = (db: Database) => tablesOf<CustomerTables>(db);

/** One identifier as the table holds it. */
export interface IdentifierKey {
  readonly kind: string;
  readonly hash: Buffer;
  /** Kind and hash as one text, to compare by. */
  readonly text: string;
}

/** An identifier from its kind and its keyed hash. */
export const identifierKey = (kind: string, hash: Buffer): IdentifierKey => ({ kind, hash, text: `${kind}:${hash.toString("base64")}` });

export interface FoundIdentifier {
  /** The key's text. */
  key: string;
  person_id: string;
  is_anonymous: boolean;
  last_seen_at: Date;
}

const keyColumns = recordset<{ kind: string; keyed_hash: string }>({ kind: "text", keyed_hash: "bytea" });
const keyRow = ({ kind, hash }: IdentifierKey) => ({ kind, keyed_hash: bytesText(hash) });

/** The person that each key leads to now, after merges; each key is given once. `is_anonymous` is worked out for browsers only. */
export const findIdentifiers = async (db: Database, workspaceId: string, keys: readonly IdentifierKey[]): Promise<FoundIdentifier[]> => {
  const found = await sql<FoundIdentifier>`
    select i.kind || ':' || encode(i.keyed_hash, 'base64') as key, c.canonical_id as person_id, i.last_seen_at,
      i.kind = 'visitor' and not exists (
        select 1 from customers s join customer_identifiers si on si.workspace_id = s.workspace_id and si.customer_id = s.id
        where s.workspace_id = c.workspace_id and s.canonical_id = c.canonical_id and si.kind <> 'visitor') as is_anonymous
    from ${keyColumns.of(keys.map(keyRow))}
    join customer_identifiers i on i.workspace_id = ${workspaceId} and i.kind = r.kind and i.keyed_hash = r.keyed_hash
    join customers c on c.workspace_id = i.workspace_id and c.id = i.customer_id`.execute(db);
  return found.rows;
};

/** The person of each of these customer rows now, after merges, and whether that person has no name, only a browser. */
export const findPersonsOf = async (db: Database, workspaceId: string, customerIds: readonly string[]): Promise<FoundPerson[]> => {
  const found = await sql<FoundPerson>`
    select c.id as customer_id, c.canonical_id as person_id, not exists (
        select 1 from customers s join customer_identifiers si on si.workspace_id = s.workspace_id and si.customer_id = s.id
        where s.workspace_id = c.workspace_id and s.canonical_id = c.canonical_id and si.kind <> 'visitor') as is_anonymous
    from customers c where c.workspace_id = ${workspaceId} and c.id = any(${[...customerIds]}::uuid[])`.execute(db);
  return found.rows;
};

export interface FoundPerson {
  customer_id: string;
  person_id: string;
  is_anonymous: boolean;
}

/** The customer that some identifier names and that is not there; undefined where each is. */
export const findStrayIdentifier = async (db: Database, workspaceId: string): Promise<string | undefined> =>
  (
    await sql<{ customer_id: string }>`
      select i.customer_id from customer_identifiers i where i.workspace_id = ${workspaceId} and not exists (
        select from customers c where c.workspace_id = i.workspace_id and c.id = i.customer_id) limit 1`.execute(db)
  ).rows[0]?.customer_id;

/** Locks persons until the transaction ends, always in the same order, and says which of them were merged away meanwhile. */
export const lockPersons = async (
  db: Database,
  workspaceId: string,
  personIds: readonly string[],
): Promise<{ id: string; canonical_id: string }[]> => {
  const locked = await sql<{ id: string; canonical_id: string }>`
    select id, canonical_id from customers where workspace_id = ${workspaceId} and id = any(${[...personIds]}::uuid[])
    order by id for no key update`.execute(db);
  return locked.rows;
};

/** Removes customers that were made in this very transaction and got no identifier. */
export const deleteCustomers = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db).deleteFrom("customers").where("workspace_id", "=", workspaceId).where("id", "in", ids).execute();

export interface SeenIdentifier extends IdentifierKey {
  readonly seenAt: Date;
}

export interface NewIdentifier extends SeenIdentifier {
  readonly customerId: string;
  readonly source: string;
}

const customerColumns = recordset<{ id: string }>({ id: "uuid" });
const identifierColumns = recordset<{ kind: string; keyed_hash: string; customer_id: string; seen_at: string; source: string }>({
  kind: "text",
  keyed_hash: "bytea",
  customer_id: "uuid",
  seen_at: "timestamptz",
  source: "text",
});

/** Adds customers and identifiers, these in a fixed order; a key that somebody else added first is left out of the answer. */
export const insertCustomers = async (
  db: Database,
  workspaceId: string,
  { ids, identifiers }: { readonly ids: readonly string[]; readonly identifiers: readonly NewIdentifier[] },
  at: Date,
): Promise<{ customer_id: string }[]> => {
  const values = identifiers.map((row) => ({
    ...keyRow(row),
    customer_id: row.customerId,
    seen_at: row.seenAt.toISOString(),
    source: row.source,
  }));
  const added = await sql<{ customer_id: string }>`
    with made as (
      insert into customers (workspace_id, id, canonical_id, created_at)
      select ${workspaceId}, r.id, r.id, ${at} from ${customerColumns.of(ids.map((id) => ({ id })))})
    insert into customer_identifiers (workspace_id, kind, keyed_hash, customer_id, first_seen_at, last_seen_at, source)
    select ${workspaceId}, r.kind, r.keyed_hash, r.customer_id, r.seen_at, r.seen_at, r.source from ${identifierColumns.of(values)}
    order by r.kind, r.keyed_hash
    on conflict (workspace_id, kind, keyed_hash) do nothing returning customer_id`.execute(db);
  return added.rows;
};

const sightingColumns = recordset<{ kind: string; keyed_hash: string; seen_at: string }>({
  kind: "text",
  keyed_hash: "bytea",
  seen_at: "timestamptz",
});

/** Writes down when keys, each given once, were seen last. */
export const touchIdentifiers = (db: Database, workspaceId: string, keys: readonly SeenIdentifier[]) =>
  sql`update customer_identifiers i set last_seen_at = greatest(i.last_seen_at, r.seen_at)
    from ${sightingColumns.of(keys.map((key) => ({ ...keyRow(key), seen_at: key.seenAt.toISOString() })))}
    where i.workspace_id = ${workspaceId} and i.kind = r.kind and i.keyed_hash = r.keyed_hash`.execute(db);

export const insertMerges = (
  db: Database,
  rows: readonly {
    workspace_id: string;
    id: string;
    from_customer_id: string;
    into_customer_id: string;
    action: string;
    reason: string;
    recorded_at: Date;
    undoes_id: string | null;
  }[],
) => on(db).insertInto("identity_merges").values(rows).execute();

/** Points every row of a person at another. */
export const redirectPerson = (db: Database, workspaceId: string, from: string, into: string) =>
  on(db)
    .updateTable("customers")
    .set({ canonical_id: into })
    .where("workspace_id", "=", workspaceId)
    .where("canonical_id", "=", from)
    .execute();

export const setCanonical = (db: Database, workspaceId: string, rows: readonly { id: string; canonicalId: string }[]) =>
  sql`update customers c set canonical_id = u.canonical_id
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.canonicalId)}::uuid[]) u(id, canonical_id)
    where c.workspace_id = ${workspaceId} and c.id = u.id`.execute(db);

/** Pairs of persons, as they are now, between whom somebody undid a merge. */
export const findPartedPairs = async (
  db: Database,
  workspaceId: string,
  personIds: readonly string[],
): Promise<{ one: string; other: string }[]> => {
  const pairs = await sql<{ one: string; other: string }>`
    select f.canonical_id as one, t.canonical_id as other from identity_merges m
    join customers f on f.workspace_id = m.workspace_id and f.id = m.from_customer_id
    join customers t on t.workspace_id = m.workspace_id and t.id = m.into_customer_id
    where m.workspace_id = ${workspaceId} and m.action = 'undo'
      and f.canonical_id = any(${[...personIds]}::uuid[]) and t.canonical_id = any(${[...personIds]}::uuid[])`.execute(db);
  return pairs.rows;
};

export const listCustomers = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db).selectFrom("customers").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", oneOf(ids)).execute();

/** Every row of some persons. */
export const listMembers = (db: Database, workspaceId: string, personIds: readonly string[]) =>
  on(db)
    .selectFrom("customers")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("canonical_id", "=", oneOf(personIds))
    .orderBy("id")
    .execute();

export const listIdentifiers = (db: Database, workspaceId: string, customerIds: readonly string[]) =>
  on(db)
    .selectFrom("customer_identifiers")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("customer_id", "=", oneOf(customerIds))
    .orderBy("first_seen_at")
    .execute();

export const deleteIdentifiers = (db: Database, workspaceId: string, customerIds: readonly string[]) =>
  on(db).deleteFrom("customer_identifiers").where("workspace_id", "=", workspaceId).where("customer_id", "in", customerIds).execute();

export const markErased = (db: Database, workspaceId: string, customerIds: readonly string[], at: Date) =>
  on(db).updateTable("customers").set({ erased_at: at }).where("workspace_id", "=", workspaceId).where("id", "in", customerIds).execute();

export const findMerge = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("identity_merges").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const findUndo = (db: Database, workspaceId: string, mergeId: string) =>
  on(db)
    .selectFrom("identity_merges")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("undoes_id", "=", mergeId)
    .executeTakeFirst();

/** The merges among these rows that nobody undid. */
export const listMergesInForce = (db: Database, workspaceId: string, customerIds: readonly string[]) =>
  on(db)
    .selectFrom("identity_merges as m")
    .select(["m.from_customer_id as from", "m.into_customer_id as into"])
    .where("m.workspace_id", "=", workspaceId)
    .where("m.action", "=", "merge")
    .where("m.from_customer_id", "in", customerIds)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom("identity_merges as u")
            .select("u.id")
            .whereRef("u.workspace_id", "=", "m.workspace_id")
            .whereRef("u.undoes_id", "=", "m.id"),
        ),
      ),
    )
    .execute();

export const listMerges = (db: Database, workspaceId: string, page: { before: { at: Date; id: string } | undefined; limit: number }) => {
  const rows = on(db).selectFrom("identity_merges").selectAll().where("workspace_id", "=", workspaceId);
  const { before } = page;
  const from = before === undefined ? rows : rows.where(sql<boolean>`(recorded_at, id) < (${before.at}, ${before.id})`);
  return from
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
};

/** Each row beside every row of the same person. */
export const listSameRows = async (
  db: Database,
  workspaceId: string,
  customerIds: readonly string[],
): Promise<{ customer_id: string; same_id: string }[]> => {
  const rows = await sql<{ customer_id: string; same_id: string }>`
    select c.id as customer_id, s.id as same_id from customers c
    join customers s on s.workspace_id = c.workspace_id and s.canonical_id = c.canonical_id
    where c.workspace_id = ${workspaceId} and c.id = any(${[...customerIds]}::uuid[])`.execute(db);
  return rows.rows;
};
