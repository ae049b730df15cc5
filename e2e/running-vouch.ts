import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../src/app/cli.ts", import.meta.url));

/** A whole Vouch as a user starts it, on ports and a directory of its own. */
export interface RunningVouch {
  readonly child: ChildProcess;
  readonly data: string;
  readonly appUrl: string;
  readonly edgeUrl: string;
  readonly email: string;
  readonly password: string;
  output(): string;
  /** Asks it to stop, as Ctrl-C does, and waits until it has; its directory stays. */
  halt(): Promise<void>;
  /** The same, and its directory goes. */
  stop(): Promise<void>;
}

/** Where a Vouch is started that ran before: its directory, and its port. */
export type Place = Pick<RunningVouch, "data" | "appUrl">;

const environment = (more: Record<string, string>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VOUCH_|DATABASE_|SMTP_|VITEST|NODE_ENV$)/.test(name))),
  VOUCH_LOG_LEVEL: "warn",
  VOUCH_EDGE_ADMIN_PORT: "0",
  ...more,
});

const said = (output: string, label: string): string => new RegExp(`${label} +(\\S+)`).exec(output)?.[1] ?? "";

function newDirectory(): string {
  const data = mkdtempSync(path.join(tmpdir(), "vouch-e2e-"));
  chmodSync(data, 0o755);
  return data;
}

/** Starts Vouch from its sources, where another ran before or at a place of its own, and waits until it says that it is ready. */
export async function startVouch(env: Record<string, string> = {}, again?: Place): Promise<RunningVouch> {
  const data = again?.data ?? newDirectory();
  const port = again === undefined ? "0" : new URL(again.appUrl).port;
  const args = ["--conditions=@vouch/source", "--import", "tsx", cli, "start", "--data", data, "--port", port, "--edge-port", "0"];
  const child = spawn(process.execPath, args, { env: environment(env), stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  for (let tries = 0; !output.includes("Ctrl-C stops everything"); tries++) {
    if (tries > 3000 || child.exitCode !== null) throw new Error(`Vouch did not start:\n${output}`);
    await sleep(20);
  }
  return {
    child,
    data,
    appUrl: said(output, "Open"),
    edgeUrl: said(output, "Links"),
    email: said(output, "Sign in"),
    password: said(output, "Password"),
    output: () => output,
    async halt() {
      child.kill("SIGTERM");
      await ended;
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Tries until something holds, at most `seconds`. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>, seconds = 30): Promise<T> {
  for (let tries = 0; tries < seconds * 5; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(200);
  }
  throw new Error(`${what} did not come about in ${seconds} s`);
}
