import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type WorkspaceTables = Pick<
  DB,
  | "organizations"
  | "workspaces"
  | "workspace_slugs"
  | "members"
  | "invitations"
  | "api_keys"
  | "api_key_hashes"
  | "audit_events"
  | "audit_details"
  | "audit_chain"
  | "notices"
  | "stores"
  | "site_keys"
>;
