import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { StartRefusal } from "../start-refusal.ts";

/** The installation's secret from its file, made at random on first use. Nothing that it sealed can be read without it. */
export function storedSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx", flush: true });
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 32)
    throw new StartRefusal(`${file} holds no whole secret: it should be 32 characters or more. Put it back from a backup.`);
  return secret;
}
