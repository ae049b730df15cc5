import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

/**
 * Replaces what free fields of orders say where it is one of some handles, an address of one, or an e-mail address; the order stays. Orders that may
 * name one are found by an index, so that others are not read.
 */
export async function eraseFields(
  db: Database,
  workspaceId: string,
  { handles, emails }: { readonly handles: readonly string[]; readonly emails: readonly string[] },
): Promise<void> {
  const said = sql`lower(trim(f.value #>> '{}'))`;
  const place = sql`rtrim(split_part(split_part(${said}, '?', 1), '#', 1), '/')`;
  const isPerson = sql`(ltrim(${said}, '@') = any(${[...handles]}::text[]) or ${said} = any(${[...emails]}::text[])
    or (${said} like '%/%' and ltrim(substring(${place} from '[^/]*$'), '@') = any(${[...handles]}::text[])))`;
  await sql`
    update conversions c set metadata = (
      select jsonb_object_agg(f.key, case when ${isPerson} then '"erased"'::jsonb else f.value end) from jsonb_each(c.metadata) f)
    where c.workspace_id = ${workspaceId} and c.metadata <> '{}' and named_in_fields(c.metadata) && ${[...handles, ...emails]}::text[]
      and exists (select from jsonb_each(c.metadata) f where jsonb_typeof(f.value) = 'string' and ${isPerson})`.execute(db);
}
