import type { Insertable, Selectable, Updateable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns: connections to platforms, what was asked of them and what it came to, and who signed in. */
export type ConnectorTables = Pick<
  DB,
  | "platform_connections"
  | "platform_quota_uses"
  | "platform_hashtag_uses"
  | "platform_runs"
  | "platform_findings"
  | "platform_comments"
  | "platform_invitations"
  | "platform_sign_ins"
  | "platform_grants"
>;

export type Connection = Selectable<ConnectorTables["platform_connections"]>;
export type NewConnection = Insertable<ConnectorTables["platform_connections"]>;
export type ConnectionChanges = Updateable<ConnectorTables["platform_connections"]>;

export type Run = Selectable<ConnectorTables["platform_runs"]>;
export type NewRun = Insertable<ConnectorTables["platform_runs"]>;
export type RunChanges = Updateable<ConnectorTables["platform_runs"]>;

export type Finding = Selectable<ConnectorTables["platform_findings"]>;
export type NewFinding = Insertable<ConnectorTables["platform_findings"]>;

/** What a step found, without its place in the run. */
export type Found = Omit<NewFinding, "workspace_id" | "run_id" | "position" | "recorded_at">;

export type NewComment = Insertable<ConnectorTables["platform_comments"]>;

export type NewHashtagUse = Insertable<ConnectorTables["platform_hashtag_uses"]>;

export type Invitation = Selectable<ConnectorTables["platform_invitations"]>;
export type NewInvitation = Insertable<ConnectorTables["platform_invitations"]>;

export type NewSignIn = Insertable<ConnectorTables["platform_sign_ins"]>;

export type Grant = Selectable<ConnectorTables["platform_grants"]>;
export type NewGrant = Insertable<ConnectorTables["platform_grants"]>;
export type GrantChanges = Updateable<ConnectorTables["platform_grants"]>;
