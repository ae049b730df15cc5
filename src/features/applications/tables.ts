import type { Insertable, Selectable, Updateable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns: pages to apply on, applications, and the accounts that they name. */
export type ApplicationTables = Pick<DB, "application_pages" | "applications" | "application_accounts">;

export type PageRow = Selectable<ApplicationTables["application_pages"]>;
export type NewPageRow = Insertable<ApplicationTables["application_pages"]>;
export type PageChanges = Updateable<ApplicationTables["application_pages"]>;
export type ApplicationRow = Selectable<ApplicationTables["applications"]>;
export type NewApplicationRow = Insertable<ApplicationTables["applications"]>;
export type ApplicationChanges = Updateable<ApplicationTables["applications"]>;
export type AccountRow = Selectable<ApplicationTables["application_accounts"]>;
export type NewAccountRow = Insertable<ApplicationTables["application_accounts"]>;
export type AccountChanges = Updateable<ApplicationTables["application_accounts"]>;
