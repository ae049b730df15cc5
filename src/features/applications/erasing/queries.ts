import { sql } from "kysely";
import { oneOf, type Database } from "../../../platform/db/database.ts";

/** Who is erased: the creators, and by what an application that nobody approved names them. */
export interface ErasedApplicant {
  readonly creatorIds: readonly string[];
  readonly emails: readonly string[];
  readonly accounts: readonly { readonly platform: string; readonly handle: string }[];
}

/** Takes who somebody is out of the applications that became the creators or name them; one that is open is refused by it. Gives their ids. */
export async function eraseApplicants(
  db: Database,
  workspaceId: string,
  who: ErasedApplicant,
  by: { readonly actor: string; readonly at: Date },
): Promise<string[]> {
  const handles = who.accounts.map(({ platform, handle }) => `${platform} ${handle}`);
  const found = await sql<{ id: string }>`
    update applications a set name = 'Erased applicant', email = '', country = null, message = '', address_hash = ''::bytea,
      reason = case when a.state = 'approved' then '' else 'Erased.' end,
      state = case when a.state = 'approved' then 'approved' else 'refused' end,
      decided_by = coalesce(a.decided_by, ${by.actor}), decided_at = coalesce(a.decided_at, ${by.at})
    where a.workspace_id = ${workspaceId} and (a.creator_id = ${oneOf(who.creatorIds)} or lower(a.email) = any(${[...who.emails]}::text[])
      or exists (select from application_accounts c where c.workspace_id = a.workspace_id and c.application_id = a.id
        and c.verified_at is not null and c.platform || ' ' || c.handle_normalised = any(${handles}::text[])))
    returning a.id`.execute(db);
  const ids = found.rows.map(({ id }) => id);
  await sql`update application_accounts set handle = 'erased-' || right(id::text, 12), handle_normalised = 'erased-' || right(id::text, 12),
      url = null, code = '', check_said = ''
    where workspace_id = ${workspaceId} and application_id = ${oneOf(ids)}`.execute(db);
  return ids;
}
