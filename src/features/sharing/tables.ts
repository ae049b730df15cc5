import type { Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type SharingTables = Pick<
  DB,
  "shares" | "report_schedules" | "report_recipients" | "report_mails" | "outside_readers" | "reader_invitations" | "mail_suppressions"
>;

export type ScheduleRow = Selectable<SharingTables["report_schedules"]>;
export type MailRow = Selectable<SharingTables["report_mails"]>;
export type OutsideReaderRow = Selectable<SharingTables["outside_readers"]>;
export type ShareRow = Selectable<SharingTables["shares"]>;
