import type { Insertable, Selectable, Updateable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type ProgramTables = Pick<DB, "programs" | "pay_rules" | "enrollments" | "costs">;

/** A program as kept. */
export type Program = Selectable<ProgramTables["programs"]>;
export type NewProgramRow = Insertable<ProgramTables["programs"]>;
export type ProgramChanges = Updateable<ProgramTables["programs"]>;

/** A version of a program's pay rule as kept. */
export type PayRuleRow = Selectable<ProgramTables["pay_rules"]>;

/** A creator's part in a program: from `started_at`, that instant included, until `ended_at`, that one not. */
export type Enrollment = Selectable<ProgramTables["enrollments"]>;
export type Cost = Selectable<ProgramTables["costs"]>;
