import { directoryHolder, lockDirectory } from "../../platform/config/directory-lock.ts";
import { runningEmbeddedUrl, startEmbeddedPostgres } from "../../platform/postgres/embedded-postgres.ts";
import { StartRefusal } from "../../platform/start-refusal.ts";
import { databaseUrls, type DatabaseUrls, type Installation } from "./installation.ts";
import type { Shutdown } from "./shutdown.ts";

/** Starts the embedded server, unless the operator names one of their own. The caller holds the directory's lock. */
export async function startDatabase({ config, data, log }: Installation, shutdown: Shutdown): Promise<DatabaseUrls> {
  if (config.databaseUrl !== undefined) return databaseUrls(config.databaseUrl, config);
  const start = (): ReturnType<typeof startEmbeddedPostgres> => startEmbeddedPostgres({ root: data.postgres, log });
  const postgres = await shutdown.open("database", start, (opened) => opened.stop());
  return databaseUrls(postgres.url, config);
}

/** Holds the data directory for this process until it shuts down. */
export async function holdDirectory({ data }: Installation, shutdown: Shutdown): Promise<void> {
  await shutdown.open(
    "data directory",
    async () => lockDirectory(data.root),
    (lock) => lock.release(),
  );
}

/** The database for a command that runs once: the operator's, the one that a running `vouch start` has open, or its own for the while. */
export async function borrowDatabase(installation: Installation, shutdown: Shutdown): Promise<DatabaseUrls> {
  const { config, data } = installation;
  if (config.databaseUrl !== undefined) return databaseUrls(config.databaseUrl, config);
  const holder = directoryHolder(data.root);
  if (holder === undefined) {
    await holdDirectory(installation, shutdown);
    return startDatabase(installation, shutdown);
  }
  const url = runningEmbeddedUrl(data.postgres);
  if (url === undefined)
    throw new StartRefusal(`Vouch (process ${holder.pid}) is starting or stopping on ${data.root}. Try again in a moment.`);
  return databaseUrls(url, config);
}
