import { sql } from "kysely";
import { recomputeAttribution } from "../src/features/attribution/service.ts";
import type { WorkspaceContext } from "../src/platform/context.ts";
import { withConnection } from "../src/platform/db/pool.ts";
import { workspaceUuid, type WorldSize } from "./attribution-rows.ts";
import { openAttributionWorld, type AttributionWorld } from "./attribution-world.ts";

const workspaceId = `'${workspaceUuid}'::uuid`;
const creator = (number: string): string => `('00000002-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const named = (kind: string): string => `md5('${kind}' || n)::uuid`;

const uuidOf = (kind: string, number: number): string => `0000000${kind}-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
/** The id of one of the creators, counted from zero. */
export const creatorUuid = (number: number): string => uuidOf("2", number);
/** The id of one of the orders, counted from zero. */
export const orderUuid = (number: number): string => uuidOf("6", number);

/** The campaign that is measured: five creators in April. */
export const campaignUuid = "0c0c0c0c-0c0c-7c0c-8c0c-0c0c0c0c0c0c";
const campaignId = `'${campaignUuid}'::uuid`;

/** Fifteen creators over all four months, whose clicks a tenth of all orders follow. */
export const largeCampaignUuid = "0d0d0d0d-0d0d-7d0d-8d0d-0d0d0d0d0d0d";
const largeCampaignId = `'${largeCampaignUuid}'::uuid`;

/** Five hundred creators have a code each, which every tenth order names one of. */
const codeRows = `insert into codes (workspace_id, id, program_id, creator_id, code, code_normalised, code_skeleton, valid_from, created_at, updated_at)
  select ${workspaceId}, ${named("code")}, ${workspaceId}, ${creator("n")}, 'CODE' || n, 'code' || n, 'code' || n, '2026-01-01', '2026-01-01', '2026-01-01'
  from generate_series(0::bigint, 499) n`;

/** An order in twenty gave half of it back, and one in a hundred all of it. */
const refundRows = `update conversions set refunded_minor = case when hashtext(external_id) % 100 = 0 then total_minor else total_minor / 2 end
  where workspace_id = ${workspaceId} and hashtext(external_id) % 20 = 0`;

const accountRows = `insert into ledger_accounts (workspace_id, id, kind, owner_id, currency, created_at)
  select ${workspaceId}, md5(kind || n)::uuid, kind, ${creator("n")}, 'EUR', '2026-01-01'::timestamptz
  from generate_series(0::bigint, 999) n, unnest(array['creator_pending', 'creator_payable']) kind
  union all select ${workspaceId}, ${workspaceId}, 'commission_expense', ${workspaceId}, 'EUR', '2026-01-01'`;

/** The creator of each order's last touch is paid for it: a tenth, on hold for 30 days. */
const paidOrders = `create temp table paid as
  select n, t.conversion_id, t.version, o.occurred_at as at, (array_remove(t.creator_ids, null))[cardinality(array_remove(t.creator_ids, null))] as creator_id,
    o.total_minor / 10 as amount, o.refunded_minor / 10 as taken, right((array_remove(t.creator_ids, null))[cardinality(array_remove(t.creator_ids, null))]::text, 12) as who
  from (select t.*, row_number() over () as n from touches t where t.workspace_id = ${workspaceId}) t
  join conversions o on o.workspace_id = t.workspace_id and o.id = t.conversion_id
  where cardinality(array_remove(t.creator_ids, null)) > 0`;

const account = (kind: string): string => `md5('${kind}' || ('x' || who)::bit(48)::bigint)::uuid`;
const moves = [
  { step: "earned", amount: "amount", from: workspaceId, to: account("creator_pending"), at: "at + interval '1 minute'", where: "true" },
  {
    step: "reversed-1",
    amount: "taken",
    from: account("creator_pending"),
    to: workspaceId,
    at: "at + interval '3 days'",
    where: "taken > 0",
  },
  {
    step: "matured",
    amount: "amount - taken",
    from: account("creator_pending"),
    to: account("creator_payable"),
    at: "at + interval '30 days'",
    where: "at < '2026-04-01' and amount > taken",
  },
];

const decisionRows = `insert into pay_decisions
  (workspace_id, id, conversion_id, version, touch_version, outcome, is_provisional, creator_id, program_id, pay_rule_id, reason_code, reason_text, document, decided_at)
  select ${workspaceId}, ${named("decision")}, conversion_id, 1, version, 'pay', false, creator_id, ${workspaceId}, ${workspaceId}, 'last_touch', 'The last touch.', '{}', at + interval '1 minute' from paid`;

const commissionRows = `insert into commissions
  (workspace_id, id, conversion_id, decision_id, creator_id, program_id, pay_rule_id, currency, base_minor, amount_minor, lines, terms, earned_at, hold_until, created_at, order_at)
  select ${workspaceId}, ${named("commission")}, conversion_id, ${named("decision")}, creator_id, ${workspaceId}, ${workspaceId}, 'EUR', amount * 10, amount, '[]',
    '{"orderCurrency": "EUR"}', at + interval '1 minute', at + interval '30 days', at + interval '1 minute', at from paid`;

const reversalRows = `insert into commission_reversals
  (workspace_id, id, commission_id, position, line_amounts, amount_minor, currency, reason, created_at)
  select ${workspaceId}, ${named("reversal")}, ${named("commission")}, 1, array[taken], taken, 'EUR', 'taken back with the order', at + interval '3 days' from paid where taken > 0`;

const moveRows = moves.map(
  ({ step, amount, from, to, at, where }) => `with booked as (
    insert into postings (workspace_id, id, source_kind, source_id, step, booked_on, recorded_at)
    select ${workspaceId}, ${named(step)}, 'commission', ${named("commission")}, '${step}', (${at})::date, ${at} from paid where ${where})
  insert into transfers (workspace_id, id, posting_id, from_account_id, to_account_id, amount_minor, currency)
    select ${workspaceId}, ${named(`transfer ${step}`)}, ${named(step)}, ${from}, ${to}, ${amount}, 'EUR' from paid where ${where}`,
);

/** Where each stands, by what the moves above did to it. */
const stateRows = `insert into commission_states
  select ${workspaceId}, ${named("commission")}, creator_id, ${workspaceId}, at,
    case when amount = taken then 'reversed' when at < '2026-04-01' then 'payable' else 'on_hold' end,
    case when at < '2026-04-01' and amount > taken then null else at + interval '30 days' end from paid`;

const costRows = `insert into costs (workspace_id, id, program_id, creator_id, kind, amount_minor, currency, incurred_on, created_by, created_at)
  select ${workspaceId}, ${named("cost")}, ${workspaceId}, ${creator("n % 1000")}, (array['fee', 'product', 'shipping'])[(1 + n % 3)::int], 20000 + n, 'EUR',
    '2026-03-01'::date + (n % 60)::int, 'bench', '2026-03-01'
  from generate_series(0::bigint, 2999) n`;

const campaignRows = `insert into campaigns (workspace_id, id, name, currency, starts_on, ends_on, created_at, updated_at)
    values (${workspaceId}, ${campaignId}, 'April', 'EUR', '2026-04-01', '2026-05-01', '2026-03-01', '2026-03-01');
  insert into campaign_programs values (${workspaceId}, ${campaignId}, ${workspaceId});
  insert into campaign_creators select ${workspaceId}, ${campaignId}, ${creator("n")} from generate_series(0::bigint, 4) n;
  insert into campaign_costs (workspace_id, id, campaign_id, creator_id, kind, basis, amount_minor, currency, incurred_on, created_by, created_at)
    select ${workspaceId}, ${named("campaign cost")}, ${campaignId}, ${creator("n")}, 'fee', 'amount', 150000, 'EUR', '2026-04-01', 'bench', '2026-04-01'
    from generate_series(0::bigint, 4) n;
  insert into campaigns (workspace_id, id, name, currency, starts_on, ends_on, created_at, updated_at)
    values (${workspaceId}, ${largeCampaignId}, 'Always on', 'EUR', '2026-01-01', '2026-05-01', '2026-01-01', '2026-01-01');
  insert into campaign_creators select ${workspaceId}, ${largeCampaignId}, ${creator("n")} from generate_series(0::bigint, 14) n`;

/** The rows in one transaction, so that the temporary table is there for all of them. */
async function fillPay({ db }: WorkspaceContext): Promise<void> {
  const parts = [
    refundRows,
    accountRows,
    paidOrders,
    decisionRows,
    commissionRows,
    reversalRows,
    stateRows,
    ...moveRows,
    "drop table paid",
    costRows,
    ...campaignRows.split(";\n"),
  ];
  await db.transaction().execute(async (within) => {
    for (const part of parts) await sql.raw(part).execute(within);
  });
}

/** What the server does by itself a minute after tables were filled. */
export async function lookAtTables({ databaseUrl }: WorkspaceContext): Promise<void> {
  const owner = new URL(databaseUrl);
  owner.searchParams.delete("options");
  await withConnection(owner.href, "bench", (client) => client.query("vacuum analyze"));
}

/** A database in which every report has something to add up: clicks, orders, credit under every model, commissions, refunds, costs and a campaign. */
export async function openReportsWorld(size: WorldSize): Promise<AttributionWorld> {
  const world = await openAttributionWorld(size);
  try {
    await sql.raw(codeRows).execute(world.ctx.db);
    if ((await recomputeAttribution(world.ctx)) === undefined) throw new Error("another run was under way");
    await fillPay(world.ctx);
    await lookAtTables(world.ctx);
    return world;
  } catch (error) {
    await world.close();
    throw error;
  }
}
