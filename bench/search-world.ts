import { asSystem, type WorkspaceContext } from "../src/platform/context.ts";
import { openCopyConnection } from "../src/platform/db/copy-connection.ts";
import { withConnection } from "../src/platform/db/pool.ts";
import { openOwnDatabase } from "./own-database.ts";
import { cardColumns, cardRows, searchWords, type SearchSize } from "./search-rows.ts";

const workspaceUuid = "0b0b0b0b-0b0b-7b0b-8b0b-0b0b0b0b0b0b";
const workspaceId = `'${workspaceUuid}'::uuid`;

const ground = (size: SearchSize): string => `
  insert into organizations values (${workspaceId}, 'Bench', now());
  insert into workspaces (id, organization_id, slug, name, zone, currency, created_at) values (${workspaceId}, ${workspaceId}, 'bench', 'Bench', 'UTC', 'EUR', now());
  insert into creators (workspace_id, id, name, created_at, updated_at)
    select ${workspaceId}, ('00000002-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Creator ' || n, now(), now() from generate_series(0::bigint, ${size.creators - 1}) n`;

const creatorsALot = 2_000;

/** Takes the indexes of cards and words away, but for those of keys; returns the statements that make them again. */
async function dropIndexes(url: string): Promise<string[]> {
  return withConnection(url, "bench", async (client) => {
    const { rows } = await client.query<{ name: string; made: string }>(`
      select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index i
      where indrelid in ('creator_cards'::regclass, 'creator_words'::regclass)
        and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`);
    for (const { name } of rows) await client.query(`drop index ${name}`);
    return rows.map(({ made }) => made);
  });
}

/** First the rows and then their indexes: the quicker way, and it ends in the same table. */
async function fill(url: string, size: SearchSize): Promise<void> {
  const words = searchWords(size);
  await withConnection(url, "bench", (client) => client.query(ground(size)));
  const indexes = await dropIndexes(url);
  const on = await openCopyConnection(url, "bench");
  await on.query("set session_replication_role = replica"); // every creator is there: that need not be looked up for each card
  for (let from = 0; from < size.creators; from += creatorsALot) {
    const rows = cardRows(workspaceUuid, words, [from, Math.min(size.creators, from + creatorsALot)]);
    await on.copyIn(`copy creator_cards (${cardColumns}) from stdin`, Buffer.from(rows));
  }
  await on.close();
  await withConnection(url, "bench", async (client) => {
    await client.query("set maintenance_work_mem = '1GB'");
    await client.query("select setval('creator_card_revisions', (select max(revision) from creator_cards))");
    await client.query(`insert into creator_words select ${workspaceId}, word from (
      select distinct unnest(tsvector_to_array(document)) as word from creator_cards) w where length(word) >= 3 order by word`);
    for (const index of indexes) await client.query(index);
    await client.query("vacuum analyze");
  });
}

/** A workspace of creators to be found, in a database of its own. */
export async function openSearchWorld(size: SearchSize): Promise<{ readonly ctx: WorkspaceContext; readonly close: () => Promise<void> }> {
  const { ctx, close } = await openOwnDatabase((url) => fill(url, size));
  return { ctx: asSystem(ctx, workspaceUuid), close };
}
