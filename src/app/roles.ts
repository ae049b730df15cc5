import type { Overrides } from "../platform/config/config.ts";
import { startApi } from "./api.ts";
import { borrowDatabase } from "./database-source.ts";
import { startEdge } from "./edge.ts";
import { openInstallation, openRoleInstallation } from "./installation.ts";
import { runOnce, runUntilStopped } from "./run-until-stopped.ts";
import { openRuntime, publicUrlOf, type Runtime } from "./runtime.ts";
import type { Shutdown } from "./shutdown.ts";
import { migrateAll } from "./start.ts";
import { startWorker } from "./worker.ts";

/** `vouch api`: the HTTP API and the web app, until stopped. */
export const runApi = (overrides: Overrides): Promise<void> =>
  runWithRuntime("api", overrides, async (runtime, shutdown) => {
    const { config } = runtime.installation;
    await shutdown.open(
      "api",
      () => startApi(runtime, config.port),
      (api) => api.close(),
    );
    runtime.ctx.log.info({ port: config.port }, "the API listens");
  });

/** `vouch worker`: outbox and jobs, until stopped. */
export const runWorker = (overrides: Overrides): Promise<void> =>
  runWithRuntime("worker", overrides, async (runtime, shutdown) => {
    await shutdown.open(
      "worker",
      () => startWorker(runtime),
      (worker) => worker.close(),
    );
    runtime.ctx.log.info("the worker runs");
  });

/** `vouch edge`: listener and shipper, until stopped. It migrates nothing: it must come up while the database is away. */
export async function runEdge(overrides: Overrides): Promise<void> {
  const { urls, ...installation } = openRoleInstallation("edge", overrides);
  const ports = { edge: installation.config.edgePort, edgeAdmin: installation.config.edgeAdminPort };
  await runUntilStopped(installation.log, (shutdown) => startEdge({ installation, urls, ports }, shutdown));
}

/** `vouch migrate`: the newest schema, then the end. */
export async function runMigrate(overrides: Overrides): Promise<void> {
  const installation = openInstallation("migrate", { logLevel: "warn", ...overrides });
  const applied = await runOnce(installation.log, async (shutdown) =>
    migrateAll(installation, await borrowDatabase(installation, shutdown)),
  );
  console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
}

async function runWithRuntime(
  role: string,
  overrides: Overrides,
  run: (runtime: Runtime, shutdown: Shutdown) => Promise<void>,
): Promise<void> {
  const { urls, ...installation } = openRoleInstallation(role, overrides);
  await runUntilStopped(installation.log, async (shutdown) => {
    await shutdown.open("migrations", () => migrateAll(installation, urls));
    const open = async (): Promise<Runtime> => openRuntime(installation, urls, publicUrlOf(installation, installation.config.port));
    await run(await shutdown.open("connections", open, (opened) => opened.close()), shutdown);
  });
}
