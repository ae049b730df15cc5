import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bareEnvironment } from "../test/vouch.ts";
import type { BenchRow } from "./bench-row.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const ready = "Ctrl-C stops everything";
/** The sample has long been loaded and decided by then, and what starting took has been given back. */
const secondsUntilIdle = 60;

interface Started {
  readonly child: ChildProcess;
  readonly seconds: number;
}

/** What `npm start` runs, on a directory of its own. */
async function startOn(data: string): Promise<Started> {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
  const [, , ...args] = scripts["start"]!.split(" "); // exec node ...
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...args, "--data", data, "--port", "0", "--edge-port", "0"], {
    cwd: root,
    env: bareEnvironment({ VOUCH_EDGE_ADMIN_PORT: "0" }),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout!.setEncoding("utf8").on("data", (text: string) => (output += text));
  while (!output.includes(ready)) {
    if (child.exitCode !== null) throw new Error(`Vouch ended instead of starting:\n${output}`);
    await sleep(10);
  }
  return { child, seconds: (performance.now() - startedAt) / 1000 };
}

async function stop({ child }: Started): Promise<void> {
  const ended = once(child, "close");
  child.kill("SIGTERM");
  await ended;
}

const statusOf = (pid: string): string => readFileSync(`/proc/${pid}/status`, "latin1");

/** The process and all below it, but not PostgreSQL's: command and resident megabytes of each. Linux only. */
function residentBelow(pid: number): { name: string; megabytes: number }[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const found: { name: string; megabytes: number }[] = [];
  const add = (of: string): void => {
    const status = statusOf(of);
    const name = /^Name:\s+(.*)$/m.exec(status)![1]!;
    if (name === "postgres") return;
    found.push({ name, megabytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024 });
    for (const other of all) if (parentOf(other) === of) add(other);
  };
  add(String(pid));
  return found;
}

function parentOf(pid: string): string | undefined {
  try {
    return /^PPid:\s+(\d+)$/m.exec(statusOf(pid))?.[1];
  } catch {
    return undefined; // it has ended meanwhile
  }
}

/** The first start on an empty directory, the sample included; another start on it; and what all of it holds in memory when nothing happens. */
export async function run(): Promise<BenchRow[]> {
  const data = mkdtempSync(path.join(tmpdir(), "vouch-bench-start-"));
  chmodSync(data, 0o755);
  try {
    const first = await startOn(data);
    await sleep(secondsUntilIdle * 1000);
    const afterFirst = residentBelow(first.child.pid!);
    await stop(first);
    const warm = await startOn(data);
    await stop(warm);
    const sizes = afterFirst.map(({ name, megabytes }) => `${name} ${megabytes.toFixed(0)}`).join(", ");
    return [
      { name: "first start, installed and built", asked: "< 20", measured: first.seconds, unit: "s", detail: "with the sample brand" },
      { name: "warm start", asked: "< 3", measured: warm.seconds, unit: "s", detail: "on the directory of the first" },
      {
        name: "idle all-in-one without PostgreSQL",
        asked: "< 350",
        measured: afterFirst.reduce((sum, { megabytes }) => sum + megabytes, 0),
        unit: "MB resident",
        detail: `${secondsUntilIdle} s after the first start: ${sizes}`,
      },
    ];
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
