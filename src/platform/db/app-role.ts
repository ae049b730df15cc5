import type pg from "pg";
import { StartRefusal } from "../start-refusal.ts";
import { appRole } from "./pool.ts";

const createRole = `do $$ begin
  if not exists (select 1 from pg_roles where rolname = '${appRole}') then create role ${appRole} nologin; end if;
exception when duplicate_object or unique_violation then null; end $$`;

/** Makes sure that the application's role exists and that the owner may take it. Roles belong to the whole server: another database may have made it. */
export async function ensureAppRole(client: pg.ClientBase): Promise<void> {
  await attempt(client, createRole);
  if (!(await canTakeRole(client))) await attempt(client, `grant ${appRole} to current_user`);
  await client.query(`grant usage on schema public to ${appRole}`);
}

async function attempt(client: pg.ClientBase, sql: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    const by = "as an administrator of the server: create role vouch_app nologin; grant vouch_app to <the user in DATABASE_URL>;";
    throw new StartRefusal(`The database user of DATABASE_URL cannot set up the role ${appRole} (${(error as Error).message}). Run ${by}`);
  }
}

async function canTakeRole(client: pg.ClientBase): Promise<boolean> {
  await client.query("begin");
  try {
    await client.query(`set local role ${appRole}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.query("rollback");
  }
}
