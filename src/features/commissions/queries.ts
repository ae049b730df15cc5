import { sql, type Insertable, type RawBuilder, type Selectable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import { recordset } from "../../platform/db/recordset.ts";
import type { JsonValue } from "../../platform/db/schema.gen.ts";
import type { CommissionState } from "./shown-commission.ts";
import type { CommissionTables } from "./tables.ts";

const on = (db: Database) => tablesOf<CommissionTables>(db);

export const findDecision = (db: Database, workspaceId: string, conversionId: string) =>
  on(db)
    .selectFrom("pay_decisions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "=", conversionId)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();

export const listDecisions = (db: Database, workspaceId: string, conversionId: string) =>
  on(db)
    .selectFrom("pay_decisions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "=", conversionId)
    .orderBy("version")
    .execute();

export const insertDecision = (db: Database, row: Insertable<CommissionTables["pay_decisions"]>) =>
  on(db).insertInto("pay_decisions").values(row).returningAll().executeTakeFirstOrThrow();

/** The newest decision of each of these conversions that was decided before. */
export const listNewestDecisions = async (db: Database, workspaceId: string, conversionIds: readonly string[]) => {
  const found = await sql<Selectable<CommissionTables["pay_decisions"]>>`
    select distinct on (conversion_id) * from pay_decisions
    where workspace_id = ${workspaceId} and conversion_id = any(${[...conversionIds]}::uuid[])
    order by conversion_id, version desc`.execute(db);
  return found.rows;
};

interface UnpaidRow {
  readonly id: string;
  readonly conversion_id: string;
  readonly version: number;
  readonly touch_version: number;
  readonly outcome: string;
  readonly reason_code: string;
  readonly reason_text: string;
  readonly document: JsonValue;
}

const unpaidColumns = recordset<UnpaidRow>({
  id: "uuid",
  conversion_id: "uuid",
  version: "int",
  touch_version: "int",
  outcome: "text",
  reason_code: "text",
  reason_text: "text",
  document: "jsonb",
});

/** Adds decisions of conversions for which nobody is paid. */
export const insertUnpaid = (db: Database, workspaceId: string, rows: readonly UnpaidRow[], at: Date) =>
  sql`insert into pay_decisions (workspace_id, id, conversion_id, version, touch_version, outcome, is_provisional, reason_code, reason_text, document, decided_at)
    select ${workspaceId}, r.id, r.conversion_id, r.version, r.touch_version, r.outcome, false, r.reason_code, r.reason_text, r.document, ${at}
    from ${unpaidColumns.of(rows)}`.execute(db);

/** Takes the locks under which each of these orders is settled, always in the same sequence. */
export const lockSettling = (db: Database, workspaceId: string, conversionIds: readonly string[]) =>
  sql`select pg_advisory_xact_lock(hashtextextended('settle ' || ${workspaceId}::text || ' ' || id, 0))
    from unnest(${[...conversionIds].toSorted()}::text[]) as u(id)`.execute(db);

export const insertCommission = (db: Database, row: Insertable<CommissionTables["commissions"]>) =>
  on(db).insertInto("commissions").values(row).execute();

/** Commissions of some conversions, newest first. */
export const listCommissionsOf = (db: Database, workspaceId: string, conversionIds: readonly string[]) =>
  on(db)
    .selectFrom("commissions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "in", [...conversionIds])
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();

export const findCommission = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("commissions").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** What counts against one cap: the commissions of a creator in a program whose orders lie in its period. */
export const listCounted = (
  db: Database,
  workspaceId: string,
  of: { programId: string; creatorId: string; from: Date | null; before: Date | null },
) =>
  on(db)
    .selectFrom("commissions")
    .select(["id", "conversion_id", "amount_minor", "counted_minor", "counted_currency"])
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", of.programId)
    .where("creator_id", "=", of.creatorId)
    .where("counted_minor", "is not", null)
    .$if(of.from !== null, (q) => q.where("order_at", ">=", of.from!))
    .$if(of.before !== null, (q) => q.where("order_at", "<", of.before!))
    .execute();

export interface CommissionFilter {
  readonly limit: number;
  readonly after: Position | undefined;
  readonly creatorId: string | undefined;
  readonly programId: string | undefined;
  readonly state: CommissionState | undefined;
}

/** Commissions with the reason of the decision that made them. */
const reasoned = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("commissions as c")
    .innerJoin("pay_decisions as d", (join) => join.onRef("d.workspace_id", "=", "c.workspace_id").onRef("d.id", "=", "c.decision_id"))
    .selectAll("c")
    .select(["d.reason_text", "d.reason_code"])
    .where("c.workspace_id", "=", workspaceId);

const hasEnded = (step: string) =>
  sql`exists (select from commission_endings e where e.workspace_id = c.workspace_id and e.commission_id = c.id and e.step = ${step})`;

const left = sql`coalesce((select sum(m.pending_minor + m.payable_minor) from commission_moves m
  where m.workspace_id = c.workspace_id and m.commission_id = c.id), 0)`;

// By the same rule as `commissionState`, here to find by: a condition each, so that only what it needs is looked up.
const isIn: Readonly<Record<CommissionState, RawBuilder<boolean>>> = {
  replaced: sql`${hasEnded("superseded")}`,
  payable: sql`${hasEnded("matured")} and not ${hasEnded("superseded")} and ${left} <> 0`,
  on_hold: sql`not ${hasEnded("matured")} and not ${hasEnded("superseded")} and ${left} <> 0`,
  reversed: sql`(c.amount_minor = 0 or exists (
    select from commission_reversals r where r.workspace_id = c.workspace_id and r.commission_id = c.id))
    and not ${hasEnded("superseded")} and ${left} = 0`,
};

export const findReasoned = (db: Database, workspaceId: string, id: string) =>
  reasoned(db, workspaceId).where("c.id", "=", id).executeTakeFirst();

/** The commissions of one order with their reasons, the newest first. */
export const listReasonedOf = (db: Database, workspaceId: string, conversionId: string) =>
  reasoned(db, workspaceId).where("c.conversion_id", "=", conversionId).orderBy("c.created_at", "desc").orderBy("c.id", "desc").execute();

export const listCommissions = (db: Database, workspaceId: string, filter: CommissionFilter) =>
  reasoned(db, workspaceId)
    .$if(filter.state !== undefined, (q) => q.where(isIn[filter.state!]))
    .$if(filter.creatorId !== undefined, (q) => q.where("c.creator_id", "=", filter.creatorId!))
    .$if(filter.programId !== undefined, (q) => q.where("c.program_id", "=", filter.programId!))
    .$if(filter.after !== undefined, (q) => q.where(sql<boolean>`(c.order_at, c.id) < (${filter.after!.at}, ${filter.after!.id}::uuid)`))
    .orderBy("c.order_at", "desc")
    .orderBy("c.id", "desc")
    .limit(filter.limit + 1)
    .execute();

/** Commissions whose hold is over and that were neither matured nor taken back before: candidates for maturing, across workspaces. */
export const listDue = async (db: Database, now: Date, limit: number, after: { workspaceId: string; id: string } | undefined) => {
  const { rows } = await sql<{ workspace_id: string; id: string; conversion_id: string }>`
    select c.workspace_id, c.id, c.conversion_id from commissions c
    where c.hold_until <= ${now}
      and not exists (select 1 from commission_endings e where e.workspace_id = c.workspace_id and e.commission_id = c.id)
      and (${after?.id ?? null}::uuid is null or (c.workspace_id, c.id) > (${after?.workspaceId ?? null}::uuid, ${after?.id ?? null}::uuid))
    order by c.workspace_id, c.id limit ${limit}`.execute(db);
  return rows;
};

/** Adds a claim; the same conversion, creator and kind make one. */
export const insertClaim = (db: Database, row: Insertable<CommissionTables["claims"]>) =>
  on(db)
    .insertInto("claims")
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute();

export const listClaims = (db: Database, workspaceId: string, limit: number, after: Position | undefined) =>
  on(db)
    .selectFrom("claims")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(created_at, id) < (${after!.at}, ${after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();

export const listClaimsOf = (db: Database, workspaceId: string, conversionId: string) =>
  on(db)
    .selectFrom("claims")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "=", conversionId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();

/** Those of the orders for which somebody is paid. */
export async function listPaidFor(db: Database, workspaceId: string, conversionIds: readonly string[]): Promise<Set<string>> {
  if (conversionIds.length === 0) return new Set();
  const rows = await on(db)
    .selectFrom("standing_commissions")
    .select("conversion_id")
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "in", [...conversionIds])
    .execute();
  return new Set(rows.flatMap((row) => (row.conversion_id === null ? [] : [row.conversion_id])));
}

export const listReversals = (db: Database, workspaceId: string, commissionIds: readonly string[]) =>
  on(db)
    .selectFrom("commission_reversals")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("commission_id", "in", [...commissionIds])
    .orderBy("commission_id")
    .orderBy("position")
    .execute();

export const insertReversal = (db: Database, row: Insertable<CommissionTables["commission_reversals"]>) =>
  on(db).insertInto("commission_reversals").values(row).execute();
