import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type PrivacyTables = Pick<DB, "privacy_settings" | "creator_notices">;
