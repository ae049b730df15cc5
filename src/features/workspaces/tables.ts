import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type WorkspaceTables = Pick<DB, "organizations" | "workspaces" | "workspace_slugs">;
