import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { MailRow, SharingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<SharingTables>(db);

/** The mails of one schedule that were due at one time. */
export interface DueMails {
  readonly workspaceId: string;
  readonly scheduleId: string;
  readonly dueAt: Date;
}

export const insertSchedule = (db: Database, row: Insertable<SharingTables["report_schedules"]>) =>
  on(db).insertInto("report_schedules").values(row).returningAll().executeTakeFirstOrThrow();

export const insertRecipients = (db: Database, rows: readonly Insertable<SharingTables["report_recipients"]>[]) =>
  on(db)
    .insertInto("report_recipients")
    .values([...rows])
    .execute();

export const listSchedules = (db: Database, workspaceId: string, page: { limit: number; after: Position | undefined }) =>
  on(db)
    .selectFrom("report_schedules")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("stopped_at", "is", null)
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

export const findSchedule = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("report_schedules").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const listRecipients = (db: Database, workspaceId: string, scheduleIds: readonly string[]) =>
  on(db)
    .selectFrom("report_recipients")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("schedule_id", "=", sql<string>`any(${[...scheduleIds]}::uuid[])`)
    .execute();

/** What became of the newest mail to each recipient. */
export const newestMails = (db: Database, workspaceId: string, scheduleIds: readonly string[]) =>
  on(db)
    .selectFrom("report_mails")
    .selectAll()
    .distinctOn(["schedule_id", "reader_id"])
    .where("workspace_id", "=", workspaceId)
    .where("schedule_id", "=", sql<string>`any(${[...scheduleIds]}::uuid[])`)
    .orderBy("schedule_id")
    .orderBy("reader_id")
    .orderBy("due_at", "desc")
    .execute();

/** Stops a schedule, once. */
export const stopSchedule = (db: Database, workspaceId: string, id: string, at: Date) =>
  on(db)
    .updateTable("report_schedules")
    .set({ stopped_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("stopped_at", "is", null)
    .returning("subject_name")
    .executeTakeFirst();

/** One schedule that is due and that no other worker has in hand, held until the transaction ends. */
export const takeDue = (db: Database, now: Date) =>
  on(db)
    .selectFrom("report_schedules")
    .selectAll()
    .where("stopped_at", "is", null)
    .where("next_due_at", "<=", now)
    .orderBy("next_due_at")
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

export const setNextDue = (db: Database, workspaceId: string, id: string, at: Date) =>
  on(db).updateTable("report_schedules").set({ next_due_at: at }).where("workspace_id", "=", workspaceId).where("id", "=", id).execute();

/** Writes down who is to get a report that is due; once for each, however often it is said. */
export const insertMails = (db: Database, { workspaceId, scheduleId, dueAt }: DueMails, readerIds: readonly string[]) =>
  on(db)
    .insertInto("report_mails")
    .values(
      readerIds.map((reader_id) => ({
        workspace_id: workspaceId,
        schedule_id: scheduleId,
        due_at: dueAt,
        reader_id,
        state: "waiting",
        changed_at: dueAt,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();

const mailsOf = (due: DueMails) => ({ workspace_id: due.workspaceId, schedule_id: due.scheduleId, due_at: due.dueAt });

/** Moves mails from one state to another; gives those that were in it. */
export const moveMails = (
  db: Database,
  due: DueMails & { readonly readerId?: string },
  {
    from,
    ...to
  }: { from: MailRow["state"]; state: MailRow["state"]; problem?: string | null; at: Date; isTry?: boolean; isDoubtful?: boolean },
) =>
  on(db)
    .updateTable("report_mails")
    .set({
      state: to.state,
      changed_at: to.at,
      ...(to.problem === undefined ? {} : { problem: to.problem }),
      ...(to.isTry === true ? { tries: sql`tries + 1` } : {}),
      ...(to.isDoubtful === true ? { doubtful_tries: sql`doubtful_tries + 1` } : {}),
    })
    .where((e) => e.and(mailsOf(due)))
    .where("state", "=", from)
    .$if(due.readerId !== undefined, (q) => q.where("reader_id", "=", due.readerId!))
    .returningAll()
    .execute();

export const listWaiting = (db: Database, due: DueMails) =>
  on(db)
    .selectFrom("report_mails")
    .selectAll()
    .where((e) => e.and(mailsOf(due)))
    .where("state", "=", "waiting")
    .execute();

/** One reader of one report. */
export interface RecipientOf {
  readonly workspaceId: string;
  readonly scheduleId: string;
  readonly readerId: string;
}

const recipient = (who: RecipientOf) => ({ workspace_id: who.workspaceId, schedule_id: who.scheduleId, reader_id: who.readerId });

export const findRecipient = (db: Database, who: RecipientOf) =>
  on(db)
    .selectFrom("report_recipients")
    .selectAll()
    .where((e) => e.and(recipient(who)))
    .executeTakeFirst();

/** Notes since when a member wants no more of a report, the first time kept; or that they want it. */
export const setOptedOut = (db: Database, who: RecipientOf, at: Date | null) =>
  on(db)
    .updateTable("report_recipients")
    .set((e) => ({ opted_out_at: at === null ? null : e.fn.coalesce("opted_out_at", e.val(at)) }))
    .where((e) => e.and(recipient(who)))
    .execute();

/** Forgets what servers said of the mails to one reader. */
export const forgetProblems = (db: Database, who: RecipientOf) =>
  on(db)
    .updateTable("report_mails")
    .set({ problem: null })
    .where((e) => e.and(recipient(who)))
    .where("problem", "is not", null)
    .execute();
