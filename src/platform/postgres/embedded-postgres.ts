import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withConnection } from "../db/pool.ts";
import type { Log } from "../log.ts";
import { prepareBinaries } from "./binaries.ts";
import { embeddedOwner, openCluster, type Cluster } from "./cluster.ts";
import { runningPostmaster } from "./postmaster-file.ts";
import { serverAccount } from "./server-account.ts";
import { startServer, stopLeftServer, type ServerPlan, type ServerProcess } from "./server-process.ts";
import type { ServerAddress } from "./settings.ts";

/** A running embedded server. `url` is the owner's; `stop` shuts it down cleanly and is safe to call twice. */
export type EmbeddedPostgres = { url: string; pid(): number; stop(): Promise<void> };

export type EmbeddedOptions = {
  /** The directory that holds the cluster, its log, socket and password. Its parent can be entered by the server's account. */
  root: string;
  /** False for tests: no disk syncs. Missing means true. */
  durable?: boolean;
  log: Log;
};

const longestSocketPathBytes = 107;

/**
 * Starts PostgreSQL from the programs that came as a package, making the database on first use. A server that a killed run
 * left on the directory is stopped first. If the server dies later it is started again at the same address.
 * The caller holds the data directory's lock: two starts on one directory are refused there.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const plan = await planServer(options);
  if (await stopLeftServer(plan.cluster.data)) options.log.warn("stopped a database server that an earlier run left behind");
  const first = await startServer(plan);
  const kept = keepAlive(plan, first, options.log);
  await createDatabase(plan);
  return { url: databaseUrl(plan.cluster.password, plan.address, embeddedOwner), pid: kept.pid, stop: kept.stop };
}

/** The owner's address of the embedded server that runs on this directory now; undefined when none answers. */
export function runningEmbeddedUrl(root: string): string | undefined {
  const data = existsSync(root) ? readdirSync(root).find((name) => /^data-\d+$/.test(name)) : undefined;
  const running = data === undefined ? undefined : runningPostmaster(path.join(root, data));
  if (!running?.ready) return undefined;
  const { socketDirectory, port } = running;
  const address: ServerAddress = socketDirectory === "" ? { kind: "loopback", port } : { kind: "socket", directory: socketDirectory };
  return databaseUrl(readFileSync(path.join(root, "password"), "utf8").trim(), address, embeddedOwner);
}

async function planServer({ root, durable = true }: EmbeddedOptions): Promise<ServerPlan> {
  const account = serverAccount();
  const binaries = prepareBinaries(path.dirname(root), account);
  const cluster = await openCluster(root, binaries, account, durable);
  return { cluster, binaries, account, address: await chooseAddress(cluster), durable };
}

async function chooseAddress(cluster: Cluster): Promise<ServerAddress> {
  const fits = Buffer.byteLength(path.join(cluster.root, ".s.PGSQL.5432")) <= longestSocketPathBytes;
  return fits ? { kind: "socket", directory: cluster.root } : { kind: "loopback", port: await findFreePort() };
}

const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** Starts the server again whenever it goes away by itself, waiting longer each time it goes away at once. */
function keepAlive(plan: ServerPlan, first: ServerProcess, log: Log): { pid(): number; stop(): Promise<void> } {
  let current = first;
  let stopping = false;
  const watch = async (): Promise<void> => {
    for (let quickFailures = 0; !stopping;) {
      const startedAt = Date.now();
      await current.exited;
      if (stopping) return;
      quickFailures = Date.now() - startedAt < 10_000 ? quickFailures + 1 : 0;
      log.error({ attempt: quickFailures + 1 }, "the database server went away; starting it again");
      await sleep(Math.min(5000, 100 * quickFailures));
      current = (await restart(plan, log, () => stopping)) ?? current;
    }
  };
  const watching = watch();
  return {
    pid: () => current.pid,
    stop: async () => {
      stopping = true;
      await current.stop();
      await watching;
      if (current !== first) await current.stop();
    },
  };
}

async function restart(plan: ServerPlan, log: Log, isStopping: () => boolean): Promise<ServerProcess | undefined> {
  while (!isStopping()) {
    try {
      return await startServer(plan);
    } catch (err) {
      log.error({ err }, "the database server did not start; trying again");
      await sleep(2000);
    }
  }
  return undefined;
}

const createDatabase = (plan: ServerPlan): Promise<void> =>
  withConnection(databaseUrl(plan.cluster.password, plan.address, "postgres"), "vouch", async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [embeddedOwner]);
    if (rowCount === 0) await client.query(`create database ${embeddedOwner}`);
  });

function databaseUrl(password: string, address: ServerAddress, database: string): string {
  const login = `${embeddedOwner}:${password}`;
  if (address.kind === "loopback") return `postgres://${login}@127.0.0.1:${address.port}/${database}`;
  return `postgres://${login}@localhost:5432/${database}?host=${encodeURIComponent(address.directory)}`;
}
