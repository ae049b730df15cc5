import { Readable } from "node:stream";
import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { byteOrderMark, csvLines, type Cell } from "../../../platform/csv/csv-lines.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { Download } from "../../../platform/schema/endpoint.ts";
import { usedPlatforms } from "../accounts/queries.ts";
import { accountsOf } from "../accounts/service.ts";
import { listCreators } from "../queries.ts";
import type { Creator } from "../tables.ts";

const rowsAtOnce = 1000;

type Account = NonNullable<Awaited<ReturnType<typeof accountsOf>> extends Map<string, (infer A)[]> ? A : never>;

/** Handles and numbers of one platform in two cells; an unknown number keeps its place. */
function platformCells(accounts: readonly Account[]): [Cell, Cell] {
  const numbers = accounts.map(({ followers }) => followers?.toString() ?? "n/a");
  const isKnown = accounts.some(({ followers }) => followers !== null);
  return [accounts.map(({ handle }) => handle).join("; "), isKnown ? numbers.join("; ") : null];
}

const cellsOf = (row: Creator, accounts: readonly Account[], platforms: readonly string[]): Cell[] => [
  formatId("cre", row.id),
  row.name,
  row.email,
  row.country,
  row.source,
  row.external_id,
  row.notes,
  Object.keys(row.metadata as object).length === 0 ? null : JSON.stringify(row.metadata),
  ...platforms.flatMap((platform) => platformCells(accounts.filter((account) => account.platform === platform))),
];

const ownHeaders = ["id", "name", "email", "country", "source", "external_id", "notes", "metadata"];

async function* linesOf(ctx: WorkspaceContext): AsyncGenerator<string> {
  const platforms = (await usedPlatforms(ctx.db, ctx.workspaceId)).map((row) => row.platform);
  yield byteOrderMark + csvLines([[...ownHeaders, ...platforms.flatMap((platform) => [platform, `${platform}_followers`])]]);
  const filter = { archived: false, at: nowAt(ctx) };
  let after: Position | undefined;
  do {
    const rows = await listCreators(ctx.db, ctx.workspaceId, filter, { limit: rowsAtOnce, after });
    const page = rows.slice(0, rowsAtOnce);
    const accounts = await accountsOf(
      ctx,
      page.map((row) => row.id),
    );
    yield csvLines(page.map((row) => cellsOf(row, accounts.get(row.id) ?? [], platforms)));
    const last = page.at(-1);
    after = rows.length > rowsAtOnce && last !== undefined ? { at: last.created_at, id: last.id } : undefined;
  } while (after !== undefined);
}

/** Every creator in use as CSV that an import reads back without a change, newest first, in little memory. */
export const exportCreators = async (ctx: WorkspaceContext): Promise<Download> => ({
  mediaType: "text/csv; charset=utf-8",
  fileName: "creators.csv",
  body: Readable.from(linesOf(ctx), { objectMode: false }),
});
