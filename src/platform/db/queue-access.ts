import type pg from "pg";
import { appRole } from "./pool.ts";

const grants = `grant usage on schema graphile_worker to ${appRole};
  grant select, insert, update, delete on all tables in schema graphile_worker to ${appRole};
  grant usage on all sequences in schema graphile_worker to ${appRole};
  grant execute on all functions in schema graphile_worker to ${appRole}`;

/** The queue's tables carry row security without a rule, which shuts out everybody but their owner. */
const policies = `do $$ declare t record; begin
  for t in select c.oid::regclass as name from pg_class c
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
      and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = '${appRole}')
  loop execute format('create policy ${appRole} on %s to ${appRole} using (true) with check (true)', t.name); end loop;
end $$`;

/** Lets the application put jobs into the queue within its own transactions, and run them. */
export async function openQueueToApp(client: pg.ClientBase): Promise<void> {
  await client.query(grants);
  await client.query(policies);
}
