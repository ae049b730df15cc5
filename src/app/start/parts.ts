import { startApi } from "./api.ts";
import { prepareFirstRun } from "./first-run.ts";
import type { DatabaseUrls, Installation } from "../installation/installation.ts";
import { openRuntime, publicUrlOf, type Runtime } from "../installation/runtime.ts";
import type { Shutdown } from "../installation/shutdown.ts";
import { startWorker } from "./worker.ts";

// What the main process runs. It brings most of the code with it, so it is imported while something else is waited for.

/** Opens everything of the main process: connections, first person and sample, API, worker. */
export async function openParts(installation: Installation, urls: DatabaseUrls, port: number, shutdown: Shutdown): Promise<Runtime> {
  const runtime = await openConnections(installation, urls, port, shutdown);
  await shutdown.open("first run", () => prepareFirstRun(runtime, installation.config.sample));
  await openApi(runtime, port, shutdown);
  await openWorker(runtime, shutdown);
  return runtime;
}

/** Lets the first person in where nobody can sign in yet; a role that runs alone loads no sample. */
export const openFirstRun = (runtime: Runtime, shutdown: Shutdown): Promise<void> =>
  shutdown.open("first run", () => prepareFirstRun(runtime, false));

/** Opens the connections and the context. */
export function openConnections(installation: Installation, urls: DatabaseUrls, port: number, shutdown: Shutdown): Promise<Runtime> {
  const open = async (): Promise<Runtime> => openRuntime(installation, urls, publicUrlOf(installation, port));
  return shutdown.open("connections", open, (runtime) => runtime.close());
}

/** Opens the HTTP API on the port. */
export async function openApi(runtime: Runtime, port: number, shutdown: Shutdown): Promise<void> {
  const open = (): ReturnType<typeof startApi> => startApi(runtime, port);
  await shutdown.open("api", open, (api) => api.close());
}

/** Opens the outbox's consumer and the job queue. */
export async function openWorker(runtime: Runtime, shutdown: Shutdown): Promise<void> {
  const open = (): ReturnType<typeof startWorker> => startWorker(runtime);
  await shutdown.open("worker", open, (worker) => worker.close());
}
