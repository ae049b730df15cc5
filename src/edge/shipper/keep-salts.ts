import { randomBytes } from "node:crypto";
import type pg from "pg";
import { dayOf, writeSalts } from "../visitor/address-salts.ts";

const daysAhead = 2;
const dayMs = 86_400_000;
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/**
 * Makes the salts of today and of the next days, which are the same for all edges because the first to make one has made it for all;
 * writes them for the listener; and deletes those whose time is over, after which nobody can tell which address a hash was made of.
 */
export async function keepSalts(client: pg.ClientBase, folder: string, options: { nowMs: number; keepMs: number }): Promise<void> {
  const today = dayOf(options.nowMs);
  const days = Array.from({ length: daysAhead + 1 }, (_, ahead) => today + ahead);
  await client.query("insert into address_salts (day, salt) select * from unnest($1::date[], $2::bytea[]) on conflict (day) do nothing", [
    days.map(dateOf),
    days.map(() => randomBytes(32)),
  ]);
  await client.query("delete from address_salts where day < $1::date", [dateOf(dayOf(options.nowMs - options.keepMs))]);
  const { rows } = await client.query<{ day: number; salt: Buffer }>(
    "select (day - date '1970-01-01')::int as day, salt from address_salts where day >= $1::date",
    [dateOf(today - 1)],
  );
  writeSalts(folder, new Map(rows.map(({ day, salt }) => [day, salt])));
}
