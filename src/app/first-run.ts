import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Runtime } from "./runtime.ts";

/** How the first person signs in. */
export type FirstSignIn = { email: string; password: string };

const firstEmail = "owner@vouch.localhost";

/**
 * Makes the first person when nobody can sign in yet, and runs `loadSample` for them. How to sign in goes to a file that only the
 * operator can read.
 *
 * @param loadSample fills the sample brand, owned by the person with this id; missing means none
 */
export async function prepareFirstRun(runtime: Runtime, loadSample?: (ownerUserId: string) => Promise<void>): Promise<void> {
  const { rowCount } = await runtime.pool.query(`select 1 from auth."user" limit 1`);
  if (rowCount !== 0) return;
  const password = randomBytes(12).toString("base64url");
  const made = await runtime.ctx.people.create({ email: firstEmail, name: "Owner", password });
  writeFileSync(runtime.installation.data.signInFile, `e-mail: ${firstEmail}\npassword: ${password}\n`, { mode: 0o600 });
  await loadSample?.(made.id);
}

/** What the first start left for the operator; undefined when the file was removed. */
export function readFirstSignIn(file: string): FirstSignIn | undefined {
  if (!existsSync(file)) return undefined;
  const [, email, password] = /^e-mail: (.+)\npassword: (.+)$/m.exec(readFileSync(file, "utf8")) ?? [];
  return email === undefined || password === undefined ? undefined : { email, password };
}
