import type { WorkspaceContext } from "../../../platform/context.ts";
import { auditedDetails } from "../../audit/service.ts";
import { listBalances, listClosedMonths } from "../queries.ts";
import * as queries from "./queries.ts";

const firstId = "00000000-0000-0000-0000-000000000000";
const stretch = 5000;

const dayMs = 86_400_000;

/** Whether a day is the calendar day of an instant in some time zone. */
function isDayOf(day: string, at: Date): boolean {
  const startMs = Date.parse(`${day}T00:00:00Z`);
  return at.getTime() >= startMs - dayMs && at.getTime() < startMs + 2 * dayMs;
}

function transferFault(row: queries.RawTransfer, closed: ReadonlyMap<string, Date>): string | undefined {
  if (row.amount_minor <= 0n) return `transfer ${row.id} moves ${row.amount_minor}`;
  if (row.from_id === row.to_id) return `transfer ${row.id} leads from an account to itself`;
  if (row.from_currency !== row.currency || row.to_currency !== row.currency)
    return `transfer ${row.id} is in ${row.currency} between accounts in ${row.from_currency} and ${row.to_currency}`;
  if (!isDayOf(row.booked_on, row.recorded_at))
    return `transfer ${row.id} was recorded at ${row.recorded_at.toISOString()} and booked on ${row.booked_on}`;
  const closedAt = closed.get(row.booked_on.slice(0, 7));
  if (closedAt !== undefined && row.recorded_at > closedAt)
    return `transfer ${row.id} was booked into ${row.booked_on} after that month was closed`;
  return undefined;
}

/** The sums over every transfer: of each account, and of what each source put into creators' accounts. */
interface Walk {
  readonly fault?: string;
  readonly accounts: Map<string, bigint>;
}

async function walk(ctx: WorkspaceContext): Promise<Walk> {
  const closedRows = await listClosedMonths(ctx.db, ctx.workspaceId);
  const closed = new Map(closedRows.map((row) => [row.month.slice(0, 7), row.closed_at]));
  const accounts = new Map<string, bigint>();
  const add = (account: string, amount: bigint) => accounts.set(account, (accounts.get(account) ?? 0n) + amount);
  for (let after = firstId; ;) {
    const rows = await queries.listTransfers(ctx.db, ctx.workspaceId, after, stretch);
    for (const row of rows) {
      const fault = transferFault(row, closed);
      if (fault !== undefined) return { fault: `ledger: ${fault}`, accounts };
      add(row.from_id, -row.amount_minor);
      add(row.to_id, row.amount_minor);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < stretch) return { accounts };
    after = last.id;
  }
}

/** A month that the audit log says was closed, and that is open. */
async function closedFault(ctx: WorkspaceContext): Promise<string | undefined> {
  const closed = new Set((await listClosedMonths(ctx.db, ctx.workspaceId)).map((row) => row.month.slice(0, 7)));
  const audited = [...(await auditedDetails(ctx, "ledger.month_closed")).keys()];
  const open = audited.find((month) => !closed.has(month));
  if (open !== undefined) return `ledger: ${open} was closed and is open`;
  const unsaid = [...closed].find((month) => !audited.includes(month));
  return unsaid === undefined ? undefined : `ledger: ${unsaid} is closed, and the audit log does not say by whom`;
}

/**
 * Adds every transfer up once more, one by one and outside the database, and compares each account with the balance that is shown.
 * The first difference in words, or undefined.
 */
export async function ledgerDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  const { fault, accounts } = await walk(ctx);
  if (fault !== undefined) return fault;
  const shown = new Map(
    (await listBalances(ctx.db, ctx.workspaceId, undefined)).map((row) => [
      `${row.kind} ${row.owner_id} ${row.currency}`,
      row.balance_minor,
    ]),
  );
  for (const account of await queries.listAccounts(ctx.db, ctx.workspaceId)) {
    const name = `${account.kind} ${account.owner_id} ${account.currency}`;
    const counted = accounts.get(account.id) ?? 0n;
    if (shown.get(name) !== counted) return `ledger: account ${name} shows ${shown.get(name)}, its transfers sum to ${counted}`;
  }
  return closedFault(ctx);
}

/** One transfer of a source, with the accounts it lies between. */
export type SourceMove = queries.SourceMove;

/** Every transfer of some sources of one kind, by source. */
export async function movesOfSources(
  ctx: WorkspaceContext,
  sourceKind: string,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, SourceMove[]>> {
  const moves = sourceIds.length === 0 ? [] : await queries.listMoves(ctx.db, ctx.workspaceId, sourceKind, sourceIds);
  const bySource = new Map<string, SourceMove[]>(sourceIds.map((id) => [id, []]));
  for (const move of moves) bySource.get(move.source_id)?.push(move);
  return bySource;
}

/** Every source that postings were booked for, each once. */
export async function* bookedSources(ctx: WorkspaceContext): AsyncGenerator<{ kind: string; id: string }[]> {
  for (let after = { kind: "", id: firstId }; ;) {
    const rows = await queries.listSources(ctx.db, ctx.workspaceId, after, stretch);
    const sources = rows.map((row) => ({ kind: row.source_kind, id: row.source_id }));
    yield sources;
    const last = sources.at(-1);
    if (last === undefined || rows.length < stretch) return;
    after = last;
  }
}

/** Of these pairs and days the rates that were imported for exactly them. */
export const ratesOn = async (ctx: WorkspaceContext, asked: readonly queries.RateKey[]): Promise<queries.KnownRate[]> =>
  asked.length === 0 ? [] : queries.listRatesOf(ctx.db, ctx.workspaceId, asked);
