import { createServer } from "node:net";
import { StartRefusal } from "../../platform/start-refusal.ts";

/** What a part wants to listen on. */
export type WantedPort = { host: string; port: number };

const tries = 50;

/**
 * Gives each part the port it wants or, when that is taken, the next free one above that no other part wants.
 * In the order of `wanted`; 0 means any free port.
 */
export async function freePorts(wanted: readonly WantedPort[]): Promise<number[]> {
  const chosen: number[] = [];
  for (const [index, { host, port }] of wanted.entries()) {
    const wantedLater = wanted.slice(index + 1).map((each) => each.port);
    const kept = new Set([...chosen, ...wantedLater.filter((later) => later !== port)]);
    chosen.push(await nextFree(host, port, kept));
  }
  return chosen;
}

async function nextFree(host: string, wanted: number, kept: ReadonlySet<number>): Promise<number> {
  if (wanted === 0) return (await probe(host, 0)) ?? 0;
  for (let port = wanted; port < wanted + tries && port <= 65_535; port++) {
    if (!kept.has(port) && (await probe(host, port)) !== undefined) return port;
  }
  throw new StartRefusal(`No port from ${wanted} to ${wanted + tries - 1} is free on ${host}. Choose another with --port or VOUCH_PORT.`);
}

/** The port that was free, undefined when it is taken. */
function probe(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => (isTaken(error) ? resolve(undefined) : reject(refusal(host, port, error))));
    server.listen({ host, port, exclusive: true }, () => {
      const found = (server.address() as { port: number }).port;
      server.close(() => resolve(found));
    });
  });
}

const isTaken = ({ code }: NodeJS.ErrnoException): boolean => code === "EADDRINUSE" || code === "EACCES";

const refusal = (host: string, port: number, error: NodeJS.ErrnoException): StartRefusal =>
  new StartRefusal(`Listening on ${host}:${port} is not possible (${error.code}). VOUCH_HOST must be an address of this machine.`);
