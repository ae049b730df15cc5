import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../src/app/cli.ts", import.meta.url));

/** Node's arguments that run the program from its source. */
export const vouchFromSource: readonly string[] = ["--conditions=@vouch/source", "--import", "tsx", cli];

/** This environment without what the test run itself was given, with `more` in it. */
export function bareEnvironment(more: Record<string, string>): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !/^(VOUCH_|DATABASE_|SMTP_|VITEST|NODE_ENV$)/.test(name));
  return { ...(Object.fromEntries(own) as Record<string, string>), ...more };
}

/** Runs the program to its end; gives its exit code and what it said, both streams in turn. */
export async function runVouch(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ status: number | null; said: string }> {
  const options = { env: bareEnvironment(env), stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] };
  const child = spawn(process.execPath, [...vouchFromSource, ...args], options);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, errors, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, said: out + errors };
}
