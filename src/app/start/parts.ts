import { startApi } from "./api.ts";
import { openConnections } from "./connections.ts";
import { prepareFirstRun } from "./first-run.ts";
import type { DatabaseUrls, Installation } from "../installation/installation.ts";
import { reachableAddress } from "../installation/reachable-address.ts";
import type { Runtime } from "../installation/runtime.ts";
import type { Shutdown } from "../installation/shutdown.ts";
import { startWorker } from "./worker.ts";

// What the main process runs. It brings most of the code with it, so it is imported while something else is waited for.

/** Opens everything of the main process: connections, first person and sample, API, worker. */
export async function openParts(
  installation: Installation,
  urls: DatabaseUrls,
  ports: { api: number; edge: number },
  shutdown: Shutdown,
): Promise<Runtime> {
  const runtime = await openConnections(installation, urls, ports.api, shutdown);
  const edgeHost = reachableAddress(installation.config.host, ports.edge);
  const places = { edgeHost, shopUrl: `${runtime.ctx.publicUrl}/sample-shop` };
  const sample = { places, isWanted: installation.config.sample };
  await shutdown.open("first run", () => prepareFirstRun(runtime, sample));
  await openApi(runtime, ports.api, shutdown, `http://${edgeHost}`);
  await openWorker(runtime, shutdown);
  return runtime;
}

/** Lets the first person in where nobody can sign in yet; a role that runs alone loads no sample. */
export const openFirstRun = (runtime: Runtime, shutdown: Shutdown): Promise<void> =>
  shutdown.open("first run", () => prepareFirstRun(runtime, undefined));

/** Opens the HTTP API on the port. */
export async function openApi(runtime: Runtime, port: number, shutdown: Shutdown, edgeUrl?: string): Promise<void> {
  const open = (): ReturnType<typeof startApi> => startApi(runtime, port, edgeUrl);
  await shutdown.open("api", open, (api) => api.close());
}

/** Opens the outbox's consumer and the job queue. */
export async function openWorker(runtime: Runtime, shutdown: Shutdown): Promise<void> {
  const open = (): ReturnType<typeof startWorker> => startWorker(runtime);
  await shutdown.open("worker", open, (worker) => worker.close());
}
