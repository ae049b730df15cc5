import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type MemberTables = Pick<DB, "members" | "invitations">;
