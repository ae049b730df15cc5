import { sql, type Insertable, type Selectable } from "kysely";
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

/** Keeps in one word where a commission stands, so that lists can be narrowed to it. */
export const keepState = (
  db: Database,
  of: Pick<Selectable<CommissionTables["commissions"]>, "workspace_id" | "id" | "creator_id" | "program_id" | "order_at">,
  { state, dueAt }: { readonly state: CommissionState; readonly dueAt: Date | null },
) =>
  on(db)
    .insertInto("commission_states")
    .values({
      workspace_id: of.workspace_id,
      commission_id: of.id,
      creator_id: of.creator_id,
      program_id: of.program_id,
      order_at: of.order_at,
      state,
      due_at: dueAt,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "commission_id"]).doUpdateSet({ state, due_at: dueAt }))
    .execute();

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

export const findReasoned = (db: Database, workspaceId: string, id: string) =>
  reasoned(db, workspaceId).where("c.id", "=", id).executeTakeFirst();

/** The commissions of one order with their reasons, the newest first. */
export const listReasonedOf = (db: Database, workspaceId: string, conversionId: string) =>
  reasoned(db, workspaceId).where("c.conversion_id", "=", conversionId).orderBy("c.created_at", "desc").orderBy("c.id", "desc").execute();

/** What narrows a list, as a condition on the states that are kept of commissions: the whole page is then read from one index. */
const narrowed = (db: Database, workspaceId: string, { creatorId, programId, state, after, limit }: CommissionFilter) =>
  on(db)
    .selectFrom("commission_states as s")
    .select("s.commission_id")
    .where("s.workspace_id", "=", workspaceId)
    .$if(state !== undefined, (q) => q.where("s.state", "=", state!))
    .$if(creatorId !== undefined, (q) => q.where("s.creator_id", "=", creatorId!))
    .$if(programId !== undefined, (q) => q.where("s.program_id", "=", programId!))
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(s.order_at, s.commission_id) < (${after!.at}, ${after!.id}::uuid)`))
    .orderBy("s.order_at", "desc")
    .orderBy("s.commission_id", "desc")
    .limit(limit + 1);

export const listCommissions = (db: Database, workspaceId: string, filter: CommissionFilter) =>
  reasoned(db, workspaceId)
    .where("c.id", "in", narrowed(db, workspaceId, filter))
    .orderBy("c.order_at", "desc")
    .orderBy("c.id", "desc")
    .execute();

/** Commissions whose hold is over and that were neither matured nor taken back before: candidates for maturing, across workspaces. */
export const listDue = async (db: Database, now: Date, limit: number, after: { workspaceId: string; id: string } | undefined) => {
  const { rows } = await sql<{ workspace_id: string; id: string; conversion_id: string }>`
    select c.workspace_id, c.id, c.conversion_id
    from commission_states s join commissions c on c.workspace_id = s.workspace_id and c.id = s.commission_id
    where s.due_at <= ${now}
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
