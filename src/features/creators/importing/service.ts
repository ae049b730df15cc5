import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import type { CsvBreak, CsvRow } from "../../../platform/csv/csv-file.ts";
import { withoutApostrophe } from "../../../platform/csv/formula.ts";
import { planAnew } from "../../../platform/db/database.ts";
import type { ImportCounts, ImportKind, ImportTask, RowRefusal } from "../../../platform/imports/import-kind.ts";
import {
  endOfReading,
  openTable,
  reported,
  tableBatches,
  wholeOrNothing,
  type TableReading,
} from "../../../platform/imports/table-pass.ts";
import { listAccounts } from "../accounts/queries.ts";
import { emailHash } from "../profiles/service.ts";
import { findCreators } from "../queries.ts";
import { mappingFaults, previewCreators } from "../previewing/service.ts";
import { RaceLost, writeRows, type PlannedRow } from "../writing/service.ts";
import { readCreatorRow, type CreatorRow } from "./creator-row.ts";
import * as queries from "./queries.ts";
import { importSource, keysOfRow, openFileMemory } from "./row-keys.ts";
import { knownCreators, planRow, type KnownAccount, type KnownCreator, type KnownCreators } from "./row-plan.ts";

const maxBytes = 64 * 1024 * 1024;
const mostAttempts = 5;

interface StatedRow {
  readonly rowNumber: number;
  readonly row: CreatorRow;
}

/** One reading of a file from its beginning to its end. */
interface Pass {
  readonly counts: { -readonly [C in keyof ImportCounts]: number };
  readonly refusals: RowRefusal[];
  readonly memory: ReturnType<typeof openFileMemory>;
  /** The row that means each known creator. */
  readonly meant: Map<string, number>;
}

const openPass = (): Pass => ({
  counts: { rows: 0, taken: 0, unchanged: 0, refused: 0 },
  refusals: [],
  memory: openFileMemory(),
  meant: new Map(),
});

function refuse(pass: Pass, rowNumber: number, faults: readonly { field: string; message: string }[]): [] {
  pass.counts.refused++;
  pass.refusals.push(...faults.map((fault) => ({ rowNumber, ...fault })));
  return [];
}

/** The row's creator, where it can be read and is not a repetition. */
function stated(pass: Pass, { rowNumber, cells }: CsvRow, indexes: ReadonlyMap<string, number>): StatedRow[] {
  pass.counts.rows++;
  const texts = new Map([...indexes].map(([field, at]) => [field, withoutApostrophe(cells[at] ?? "")]));
  const { row, faults } = readCreatorRow(texts);
  if (faults.length > 0) return refuse(pass, rowNumber, faults);
  const novelty = pass.memory.look(rowNumber, row);
  if (novelty.kind === "clash") return refuse(pass, rowNumber, [novelty.fault]);
  if (novelty.kind === "new") return [{ rowNumber, row }];
  pass.counts.unchanged++;
  return [];
}

function lookupKeys(ctx: WorkspaceContext, rows: readonly StatedRow[]): queries.LookupKeys {
  const each = rows.map(({ row }) => row);
  return {
    ids: each.flatMap(({ id }) => (id === null ? [] : [id])),
    externals: each.flatMap(({ externalId, source }) => (externalId === null ? [] : [{ externalId, source: source ?? importSource }])),
    accounts: each.flatMap(({ accounts }) => accounts.map(({ platform, normalised }) => ({ platform, normalised }))),
    emailHashes: each.flatMap(({ email }) => (email === null ? [] : [emailHash(ctx, email)])),
    names: each.flatMap((row) => (row.name === null || keysOfRow(row).strong.length > 0 ? [] : [row.name])),
  };
}

async function numbersByAccount(
  ctx: WorkspaceContext,
  accountIds: readonly string[],
): Promise<Map<string, KnownAccount["imported"][number][]>> {
  const byAccount = new Map<string, KnownAccount["imported"][number][]>(accountIds.map((id) => [id, []]));
  if (accountIds.length === 0) return byAccount;
  for (const row of await queries.importedNumbers(ctx.db, ctx.workspaceId, accountIds, importSource))
    byAccount.get(row.account_id)?.push({ observedOn: row.observed_on, followers: row.followers === null ? null : Number(row.followers) });
  return byAccount;
}

async function loadKnown(ctx: WorkspaceContext, rows: readonly StatedRow[]): Promise<KnownCreators> {
  const ids = await queries.findByKeys(ctx.db, ctx.workspaceId, lookupKeys(ctx, rows));
  if (ids.length === 0) return knownCreators([]);
  const creators = await findCreators(ctx.db, ctx.workspaceId, ids);
  const accounts = await listAccounts(ctx.db, ctx.workspaceId, ids, { archived: true });
  const numbers = await numbersByAccount(
    ctx,
    accounts.map((account) => account.id),
  );
  const byCreator = new Map<string, KnownAccount[]>(ids.map((id) => [id, []]));
  for (const { id, creator_id, platform, handle_normalised, archived_at, followers } of accounts)
    byCreator.get(creator_id)?.push({
      id,
      platform,
      normalised: handle_normalised,
      isActive: archived_at === null,
      newest: followers === null ? null : Number(followers),
      imported: numbers.get(id) ?? [],
    });
  return knownCreators(creators.map((creator) => knownFrom(creator, byCreator.get(creator.id) ?? [])));
}

const knownFrom = (row: Awaited<ReturnType<typeof findCreators>>[number], accounts: readonly KnownAccount[]): KnownCreator => ({
  id: row.id,
  name: row.name,
  email: row.email,
  country: row.country,
  source: row.source,
  externalId: row.external_id,
  notes: row.notes,
  metadata: row.metadata,
  isArchived: row.archived_at !== null,
  accounts,
});

/** What is to be written for a row; nothing when it is refused or says nothing new. */
function planned(pass: Pass, entry: StatedRow, known: KnownCreators): PlannedRow[] {
  const plan = planRow(entry.row, known);
  if (plan.kind === "refuse") return refuse(pass, entry.rowNumber, [plan.fault]);
  const creatorId = plan.kind === "create" ? undefined : plan.creatorId;
  const other = creatorId === undefined ? undefined : pass.meant.get(creatorId);
  if (other !== undefined)
    return refuse(pass, entry.rowNumber, [{ field: "", message: `means the same creator as row ${other}: join the two rows` }]);
  if (creatorId !== undefined) pass.meant.set(creatorId, entry.rowNumber);
  pass.counts[plan.kind === "unchanged" ? "unchanged" : "taken"]++;
  return plan.kind === "unchanged" ? [] : [{ ...entry, plan }];
}

/** Reads the whole file; `write` is given what each batch comes to. */
async function passOver(
  ctx: WorkspaceContext,
  task: ImportTask,
  write: (rows: readonly PlannedRow[]) => Promise<void>,
): Promise<TableReading> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return { outcome: table, refusals: [] };
  const pass = openPass();
  let bytes = 0;
  let isBroken = false;
  let batches = 0;
  const take = (row: CsvRow | CsvBreak): StatedRow[] => {
    if (row.kind === "row") return stated(pass, row, table.indexes);
    isBroken = true;
    return refuse(pass, row.rowNumber, [{ field: "", message: row.reason }]);
  };
  for await (const batch of tableBatches(task, table, (total) => (bytes = total))) {
    const rows = batch.flatMap(take);
    const known = await loadKnown(ctx, rows);
    await write(rows.flatMap((entry) => planned(pass, entry, known)));
    await task.progress(bytes, { ...pass.counts });
    if (Number.isInteger(Math.log2(++batches))) await planAnew(ctx.db);
  }
  return { outcome: endOfReading(task, pass.counts, isBroken), refusals: pass.refusals };
}

const writeOnce = (ctx: WorkspaceContext, task: ImportTask): Promise<TableReading> =>
  wholeOrNothing(ctx, `creators import ${ctx.workspaceId}`, (within) => {
    const at = nowAt(within);
    return passOver(within, task, (rows) => writeRows(within, { importId: task.importId, at }, rows));
  });

/** Writes all or nothing. When somebody else takes a handle or an external id meanwhile, it begins anew and sees who. */
async function writeAll(ctx: WorkspaceContext, task: ImportTask): Promise<TableReading> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeOnce(ctx, task);
    } catch (error) {
      if (!(error instanceof RaceLost) || attempt === mostAttempts) throw error;
    }
  }
}

/** Creators from a table: one transaction, so that a file is taken whole or not at all, and one file of a workspace at a time. */
export const creatorImport: ImportKind = {
  maxBytes,
  preview: (_ctx, file, chosen) => previewCreators(file, chosen),
  mappingFaults,
  check: async (ctx, task) => reported(task, await passOver(ctx, task, async () => {})),
  run: async (ctx, task) => reported(task, await writeAll(ctx, task)),
};
