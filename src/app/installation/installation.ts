import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadConfig, type Config, type Overrides } from "../../platform/config/config.ts";
import { openDataDirectory, type DataDirectory } from "../../platform/config/data-directory.ts";
import { storedSecret } from "../../platform/config/installation-secret.ts";
import { openLog, type Log } from "../../platform/log.ts";
import { appRole, urlWithRole } from "../../platform/db/pool.ts";
import { serverAccount } from "../../platform/postgres/server-account.ts";
import { StartRefusal } from "../../platform/start-refusal.ts";

/** What a process knows before it opens anything: what the operator set, where its data is, its secret and its log. */
export type Installation = { config: Config; data: DataDirectory; secret: string; log: Log };

/** The two addresses of the database: the owner's, for migrations, and the application's. */
export type DatabaseUrls = { owner: string; app: string };

/** Reads the configuration and opens the data directory. */
export function openInstallation(processName: string, overrides: Overrides = {}): Installation {
  const config = loadConfig(process.env, overrides);
  const log = openLog(processName, config.logLevel);
  const account = config.databaseUrl === undefined ? serverAccount() : undefined;
  const data = openDataDirectory({ wanted: config.data, account });
  return { config, data, secret: config.secret ?? storedSecret(data.secretFile), log };
}

/** The same for a role that runs alone: the database and the secret are shared with other processes, so both must be named. */
export function openRoleInstallation(role: string, overrides: Overrides = {}): Installation & { urls: DatabaseUrls } {
  const { databaseUrl, secret } = loadConfig(process.env, overrides);
  const missing = [databaseUrl === undefined && "DATABASE_URL", secret === undefined && "VOUCH_SECRET"].filter(Boolean);
  if (missing.length > 0)
    throw new StartRefusal(
      `\`vouch ${role}\` runs one role alone and needs ${missing.join(" and ")}, the same for all roles. \`vouch start\` needs neither.`,
    );
  const installation = openInstallation(role, overrides);
  return { ...installation, urls: databaseUrls(databaseUrl ?? "", installation.config) };
}

/** The owner's address with the application's beside it: a login of its own where one is set, else the owner's under the application's role. */
export const databaseUrls = (owner: string, config: Config): DatabaseUrls => ({
  owner,
  app: urlWithRole(config.databaseAppUrl ?? owner, appRole),
});

const built = (name: string): string | undefined => {
  const at = fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url));
  return existsSync(at) ? at : undefined;
};

/** What the API serves beside itself: the web app, and the script of the survey's block; undefined what was not built. */
export const builtFiles = (): { webDirectory: string | undefined; surveyBlockFile: string | undefined } => ({
  webDirectory: built("web"),
  surveyBlockFile: built("survey/block.js"),
});

/** The version of the program, as its package says. */
export const programVersion = (JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as { version: string })
  .version;
