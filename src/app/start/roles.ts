import type { Overrides } from "../../platform/config/config.ts";
import { comeUpPatiently } from "../installation/come-up-patiently.ts";
import { borrowDatabase } from "../installation/database-source.ts";
import { startEdge } from "./edge.ts";
import { openInstallation, openRoleInstallation } from "../installation/installation.ts";
import { migrateAll } from "../installation/migrate-all.ts";
import { runOnce, runUntilStopped } from "../installation/run-until-stopped.ts";
import type { Runtime } from "../installation/runtime.ts";
import type { Shutdown } from "../installation/shutdown.ts";

/** `vouch api`: the HTTP API and the web app, until stopped. */
export const runApi = (overrides: Overrides): Promise<void> =>
  runWithRuntime("api", overrides, async (runtime, shutdown) => {
    const { openApi, openFirstRun } = await import("./parts.ts");
    await openFirstRun(runtime, shutdown);
    await openApi(runtime, runtime.installation.config.port, shutdown);
  });

/** `vouch worker`: outbox and jobs, until stopped. */
export const runWorker = (overrides: Overrides): Promise<void> =>
  runWithRuntime("worker", overrides, async (runtime, shutdown) => {
    const { openWorker } = await import("./parts.ts");
    await openWorker(runtime, shutdown);
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
  const migrateBorrowed = async (shutdown: Shutdown): Promise<string[]> =>
    migrateAll(installation, await borrowDatabase(installation, shutdown));
  const applied = await runOnce(installation.log, migrateBorrowed);
  console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
}

type Run = (runtime: Runtime, shutdown: Shutdown) => Promise<void>;

async function runWithRuntime(role: string, overrides: Overrides, run: Run): Promise<void> {
  const { urls, ...installation } = openRoleInstallation(role, overrides);
  const bringUp = async (shutdown: Shutdown): Promise<void> => {
    await shutdown.open("migrations", () => migrateAll(installation, urls));
    const { openConnections } = await import("./connections.ts");
    await run(await openConnections(installation, urls, installation.config.port, shutdown), shutdown);
  };
  await runUntilStopped(installation.log, (shutdown) => comeUpPatiently(installation.log, shutdown, bringUp));
}
