import { sql } from "kysely";
import { oneOf, type Database } from "../../../platform/db/database.ts";

/** An account by its name on its platform. */
export interface Named {
  readonly platform: string;
  readonly handle: string;
}

/** Takes the words out of what runs found of some accounts, and out of what searches found under their names. */
export const emptyFindings = (db: Database, workspaceId: string, accountIds: readonly string[], named: readonly Named[]) =>
  sql`
  update platform_findings f set external_id = null, detail = '', found = null
  from platform_runs r join platform_connections c on c.workspace_id = r.workspace_id and c.id = r.connection_id
  where f.workspace_id = ${workspaceId} and r.workspace_id = f.workspace_id and r.id = f.run_id
    and (f.account_id = ${oneOf(accountIds)} or (r.kind = 'search' and (c.platform, lower(f.found ->> 'handle')) in (
      select * from unnest(${named.map(({ platform }) => platform)}::text[], ${named.map(({ handle }) => handle)}::text[]))))`.execute(db);
