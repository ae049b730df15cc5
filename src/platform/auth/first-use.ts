import type pg from "pg";

/** What an installation holds already: the person with this e-mail, anybody at all, a workspace. */
export type FirstUse = { personId: string | undefined; hasPeople: boolean; hasWorkspace: boolean };

/** Asks whether anybody has used this installation. */
export async function readFirstUse(pool: pg.Pool, email: string): Promise<FirstUse> {
  const { rows } = await pool.query<{ person: string | null; people: boolean; workspace: boolean }>(
    `select (select id::text from auth."user" where email = $1) as person, exists (select from auth."user") as people,
       exists (select from workspaces) as workspace`,
    [email],
  );
  const [row] = rows;
  return { personId: row?.person ?? undefined, hasPeople: row?.people === true, hasWorkspace: row?.workspace === true };
}
