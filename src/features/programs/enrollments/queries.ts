import { sql, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { ProgramTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ProgramTables>(db);

/** Every enrollment of some creators in any program, in the order in which they began. */
export const enrollmentsOf = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("enrollments")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "in", creatorIds)
    .orderBy("started_at")
    .orderBy("id")
    .execute();

export const findEnrollment = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("enrollments").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** A creator's enrollments in one program, locked until the transaction ends. */
export const lockEnrollments = (db: Database, workspaceId: string, programId: string, creatorId: string) =>
  on(db)
    .selectFrom("enrollments")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("creator_id", "=", creatorId)
    .orderBy("id")
    .forUpdate()
    .execute();

/** The enrollments of some creators in one program. */
export const enrollmentsIn = (db: Database, workspaceId: string, programId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("enrollments")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("creator_id", "in", creatorIds)
    .execute();

/** How many creators take part in each program at an instant. */
export const countEnrolled = (db: Database, workspaceId: string, programIds: readonly string[], at: Date) =>
  on(db)
    .selectFrom("enrollments")
    .select(["program_id", (e) => e.fn.countAll<bigint>().as("count")])
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", programIds)
    .where("started_at", "<=", at)
    .where((e) => e.or([e("ended_at", "is", null), e("ended_at", ">", at)]))
    .groupBy("program_id")
    .execute();

/** Adds enrollments; one that overlaps another of the same creator is left out. */
export const insertEnrollments = (
  db: Database,
  rows: readonly { workspace_id: string; id: string; program_id: string; creator_id: string; started_at: Date; created_at: Date }[],
) =>
  on(db)
    .insertInto("enrollments")
    .values(rows)
    .onConflict((c) => c.doNothing())
    .returningAll()
    .execute();

/** The enrollment, locked until the transaction ends. */
export const lockEnrollment = (db: Database, workspaceId: string, programId: string, id: string) =>
  on(db)
    .selectFrom("enrollments")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

export const endEnrollment = (db: Database, workspaceId: string, id: string, endedAt: Date) =>
  on(db)
    .updateTable("enrollments")
    .set({ ended_at: endedAt })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** What a list of enrollments is narrowed to; undefined: not narrowed. */
export interface EnrollmentFilter {
  readonly programId?: string | undefined;
  readonly creatorId?: string | undefined;
  /** Only those that hold at this instant. */
  readonly activeAt?: Date | undefined;
}

/** A page of enrollments and one more, the latest begun first. */
export const listEnrollments = (
  db: Database,
  workspaceId: string,
  filter: EnrollmentFilter,
  page: { limit: number; after: Position | undefined },
) =>
  on(db)
    .selectFrom("enrollments")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(filter.programId !== undefined, (q) => q.where("program_id", "=", filter.programId!))
    .$if(filter.creatorId !== undefined, (q) => q.where("creator_id", "=", filter.creatorId!))
    .$if(filter.activeAt !== undefined, (q) =>
      q.where("started_at", "<=", filter.activeAt!).where((e) => e.or([e("ended_at", "is", null), e("ended_at", ">", filter.activeAt!)])),
    )
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(started_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("started_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
