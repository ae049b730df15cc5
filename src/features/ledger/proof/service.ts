import type { WorkspaceContext } from "../../../platform/context.ts";
import { listBalances, listClosedMonths } from "../queries.ts";
import * as queries from "./queries.ts";

const firstId = "00000000-0000-0000-0000-000000000000";
const stretch = 5000;

function transferFault(row: queries.RawTransfer, closed: ReadonlyMap<string, Date>): string | undefined {
  if (row.amount_minor <= 0n) return `transfer ${row.id} moves ${row.amount_minor}`;
  if (row.from_id === row.to_id) return `transfer ${row.id} leads from an account to itself`;
  if (row.from_currency !== row.currency || row.to_currency !== row.currency)
    return `transfer ${row.id} is in ${row.currency} between accounts in ${row.from_currency} and ${row.to_currency}`;
  const closedAt = closed.get(row.booked_on.slice(0, 7));
  if (closedAt !== undefined && row.recorded_at > closedAt)
    return `transfer ${row.id} was booked into ${row.booked_on} after that month was closed`;
  return undefined;
}

/** What walking through every transfer found: the sum of each account, and of each source into creators' accounts. */
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
  return undefined;
}
