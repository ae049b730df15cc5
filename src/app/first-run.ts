import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { writeFirstSignIn } from "./first-sign-in.ts";
import type { Runtime } from "./runtime.ts";
import { loadSample } from "./sample.ts";

const firstEmail = "owner@vouch.localhost";

/**
 * Makes the first person while nobody can sign in, and loads the sample brand while there is no workspace. Each step is done again at
 * the next start when this one is cut short.
 */
export async function prepareFirstRun(runtime: Runtime, withSample: boolean): Promise<void> {
  const { ctx, pool } = runtime;
  const { rows } = await pool.query<{ person: boolean; workspace: boolean }>(
    `select exists (select from auth."user") as person, exists (select from workspaces) as workspace`,
  );
  if (rows[0]?.workspace) return;
  const ownerUserId = rows[0]?.person ? await findFirstPerson(runtime) : await makeFirstPerson(runtime);
  if (withSample && ownerUserId !== undefined) await loadSample(ctx, ownerUserId);
}

async function findFirstPerson({ pool }: Runtime): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(`select id from auth."user" where email = $1`, [firstEmail]);
  return rows[0]?.id;
}

/** Of two that start at once, one makes the person; the file of the other is wrong and goes. */
async function makeFirstPerson({ ctx, installation }: Runtime): Promise<string> {
  const { signInFile } = installation.data;
  const password = randomBytes(12).toString("base64url");
  writeFirstSignIn(signInFile, { email: firstEmail, password });
  const made = await ctx.people.create({ email: firstEmail, name: "Owner", password });
  if (made.kind === "taken") rmSync(signInFile, { force: true });
  else ctx.log.info({ file: signInFile }, "nobody could sign in yet: how the first person does stands in this file");
  return made.id;
}
