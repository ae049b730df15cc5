import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { readFirstUse } from "../../platform/auth/first-use.ts";
import { writeFirstSignIn } from "./first-sign-in.ts";
import type { Runtime } from "../installation/runtime.ts";
import { loadSample, placeSample, type SamplePlaces } from "../../features/sample/service.ts";

const firstEmail = "owner@vouch.localhost";

/** Where a sample brand is reached, and whether one is wanted where there is none. */
export type SampleStart = { places: SamplePlaces; isWanted: boolean };

/**
 * Makes the first person while nobody can sign in, and loads the sample brand while there is no workspace; one that is there follows the
 * ports of this start. Each step is done again at the next start when this one is cut short.
 */
export async function prepareFirstRun(runtime: Runtime, sample: SampleStart | undefined): Promise<void> {
  const { personId, hasPeople, hasWorkspace } = await readFirstUse(runtime.pool, firstEmail);
  if (hasWorkspace) return sample === undefined ? undefined : placeSample(runtime.ctx, sample.places);
  const ownerUserId = hasPeople ? personId : await makeFirstPerson(runtime);
  if (sample?.isWanted === true && ownerUserId !== undefined) await loadSample(runtime.ctx, ownerUserId, sample.places);
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
