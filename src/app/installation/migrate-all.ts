import { checkCatalogue } from "../../platform/catalogue/catalogue-check.ts";
import { migrate } from "../../platform/db/migrating/migrate.ts";
import { checkSecret } from "../../platform/db/secret-check.ts";
import type { DatabaseUrls, Installation } from "./installation.ts";

/** Brings the database to the newest schema and checks its rules, and that it belongs to this installation. */
export const migrateAll = ({ secret, log }: Installation, urls: DatabaseUrls): Promise<string[]> =>
  migrate({ url: urls.owner, log, afterMigrate: [checkCatalogue, checkSecret(secret)] });
