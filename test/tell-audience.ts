import { sql } from "kysely";
import { parseId } from "../src/kernel/ids.ts";
import type { TestWorkspace } from "./app.ts";
import { must, type Made } from "./builders.ts";

/** What a vendor says of the audience of a creator's first account, as an import keeps it. */
export async function tellAudience(w: TestWorkspace, creator: Made, audience: object, on = "2026-04-01"): Promise<void> {
  const { accounts } = await must<{ accounts: { id: string }[] }>(w, "GET", `/v1/creators/${creator.id}`);
  await sql`
    insert into account_snapshots (workspace_id, id, account_id, observed_on, source, grade, audience, recorded_at)
    values (${w.id}, ${w.ctx.newId()}, ${parseId("acc", accounts[0]!.id)!}, ${on}, 'vendor', 'C', ${JSON.stringify(audience)}, now())`.execute(
    w.ctx.db,
  );
}
