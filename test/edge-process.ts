import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A process of ours that has said where it listens. */
export type Served = {
  process: ChildProcess;
  port: number;
  adminPort: number;
  /** asks it to end and waits; gives its exit code */
  stop: () => Promise<number | null>;
  /** ends it without warning */
  kill: () => Promise<void>;
};

export type ServeOptions = {
  edgeOptions?: object;
  nodeOptions?: readonly string[];
  /** a command that the process is started by, such as one that limits it */
  through?: string[];
};

/** Node's arguments to run a file of this repository: a source as it is, a built or plain one without help. */
export const nodeArguments = (file: string): string[] =>
  file.endsWith(".ts") ? ["--conditions=@vouch/source", "--import", "tsx", `${root}${file}`] : [`${root}${file}`];

/** Starts a file of this repository and waits for its line `listening`. */
export async function serve(file: string, { edgeOptions, nodeOptions = [], through = [] }: ServeOptions = {}): Promise<Served> {
  const env = { ...process.env, ...(edgeOptions ? { VOUCH_EDGE_OPTIONS: JSON.stringify(edgeOptions) } : {}) };
  const [command = "", ...rest] = [...through, process.execPath, ...nodeOptions, ...nodeArguments(file)];
  const child = spawn(command, rest, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  const ports = await listeningLine(child, file);
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, "exit");
    child.kill(signal);
    return ((await exited) as [number | null])[0];
  };
  return { process: child, ...ports, stop: () => end("SIGTERM"), kill: async () => void (await end("SIGKILL")) };
}

async function listeningLine(child: ChildProcess, file: string): Promise<{ port: number; adminPort: number }> {
  const lines = createInterface({ input: child.stdout! });
  for await (const line of lines) {
    if (!line.includes('"listening"')) continue;
    child.stdout!.resume();
    return JSON.parse(line) as { port: number; adminPort: number };
  }
  throw new Error(`${file} ended before it listened`);
}
