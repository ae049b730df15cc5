import type { Overrides } from "../../platform/config/config.ts";
import { borrowDatabase } from "../installation/database-source.ts";
import { openInstallation } from "../installation/installation.ts";
import { migrateAll } from "../installation/migrate-all.ts";
import { openConnections } from "../start/connections.ts";
import { runOnce } from "../installation/run-until-stopped.ts";
import type { Runtime } from "../installation/runtime.ts";

/**
 * Does one piece of work with the application's context, for a command that runs once: on the operator's database, on that of a running
 * `vouch start`, or on one of its own for the while. Everything is closed again afterwards.
 *
 * @param name which command, as the log says it
 */
export function withRuntime<T>(name: string, overrides: Overrides, work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const installation = openInstallation(name, { logLevel: "warn", ...overrides });
  return runOnce(installation.log, async (shutdown) => {
    const urls = await borrowDatabase(installation, shutdown);
    await migrateAll(installation, urls);
    return work(await openConnections(installation, urls, installation.config.port, shutdown));
  });
}
