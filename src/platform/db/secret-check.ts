import { createHmac } from "node:crypto";
import { StartRefusal } from "../start-refusal.ts";
import type { AfterMigrate } from "./migrating/migrate.ts";

const createTable =
  "create table if not exists migrator.installation (one boolean primary key default true check (one), secret_mark text not null)";

/**
 * Checks that this database was made under the same secret: with another one every sealed value would be unreadable and every
 * known customer a stranger. The first start leaves a mark from which the secret cannot be found.
 */
export const checkSecret =
  (secret: string): AfterMigrate =>
  async (client) => {
    const mark = createHmac("sha256", secret).update("vouch: which secret this database was made under").digest("hex");
    await client.query(createTable);
    await client.query("insert into migrator.installation (secret_mark) values ($1) on conflict do nothing", [mark]);
    const { rows } = await client.query<{ secret_mark: string }>("select secret_mark from migrator.installation");
    if (rows[0]?.secret_mark !== mark)
      throw new StartRefusal(
        "The secret is not the one that this database was made under. Set VOUCH_SECRET to that one, or put the file `secret` back into the data directory.",
      );
  };
