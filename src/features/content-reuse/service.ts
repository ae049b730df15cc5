import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction, plainJson } from "../../platform/db/database.ts";
import { groupBy } from "../../platform/db/group-by.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { invalidInput, notFound } from "../../platform/problems/platform-problems.ts";
import { loadCampaign } from "../campaigns/service.ts";
import { creatorsByIds, loadCreator } from "../creators/service.ts";
import { loadPost } from "../posts/service.ts";
import * as queries from "./queries.ts";
import { reuseBases, reuseFormulas, type ReuseBasis, type ReusePlace } from "./reuse-kind.ts";
import { addedValues, measuredValue, testFaults, type SplitGroup, type SplitTest } from "./reuse-value.ts";
import type { NewReuseRow, Reuse } from "./tables.ts";

interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** A split test as it is stated. */
interface StatedTest {
  readonly with: SplitGroup;
  readonly without: SplitGroup;
  readonly shown_in_all: number;
  readonly each: MoneyText;
}

/** A use to enter. */
export interface NewReuse {
  readonly creator_id: string;
  readonly post_id: string | null;
  readonly used_in: ReusePlace;
  readonly from_on: string;
  readonly until_on: string | null;
  readonly basis: ReuseBasis;
  readonly amount?: MoneyText | undefined;
  readonly test?: StatedTest | undefined;
  readonly source: string;
  readonly reference: string | null;
  readonly note: string;
}

const money = (amountMinor: bigint, currency: string) => ({ amount: amountMinor.toString(), currency });
const moneyOrNull = (amountMinor: bigint | null | undefined, currency: string) =>
  amountMinor === null || amountMinor === undefined ? null : money(amountMinor, currency);

function shownTest(row: Reuse): StatedTest | null {
  if (row.test === null) return null;
  // It was written by this feature.
  const { each_minor: each, ...counts } = row.test as unknown as SplitTest;
  return { ...counts, each: { amount: each, currency: row.currency } };
}

const shown = (row: Reuse, names: ReadonlyMap<string, { readonly name: string }>) => ({
  id: formatId("reu", row.id),
  campaign_id: formatId("cmp", row.campaign_id),
  creator_id: formatId("cre", row.creator_id),
  creator_name: names.get(row.creator_id)?.name ?? "a creator",
  post_id: row.post_id === null ? null : formatId("pos", row.post_id),
  used_in: row.used_in as ReusePlace,
  from_on: row.from_on,
  basis: row.basis as ReuseBasis,
  until_on: row.until_on,
  amount: money(row.amount_minor, row.currency),
  low: moneyOrNull(row.low_minor, row.currency),
  high: moneyOrNull(row.high_minor, row.currency),
  test: shownTest(row),
  source: row.source,
  reference: row.reference,
  note: row.note,
  created_at: row.created_at.toISOString(),
  voided_at: row.voided_at?.toISOString() ?? null,
  void_reason: row.void_reason,
});

async function show(ctx: WorkspaceContext, rows: readonly Reuse[]) {
  const names = await creatorsByIds(ctx, [...new Set(rows.map((row) => row.creator_id))]);
  return rows.map((row) => shown(row, names));
}

type Worth = Pick<NewReuseRow, "amount_minor" | "low_minor" | "high_minor" | "currency" | "test">;

const fault = (field: string, detail: string) => ({ pointer: `/${field}`, detail: `${field.replaceAll("/", ".")}: ${detail}` });

function measuredWorth(test: StatedTest): Worth {
  const { each, ...counts } = test;
  const kept: SplitTest = { ...counts, each_minor: each.amount };
  const faults = testFaults(kept);
  if (faults.length > 0) throw invalidInput(faults.map(({ field, detail }) => fault(`test/${field}`, detail)));
  const most = Number(each.amount) * test.shown_in_all;
  if (!Number.isSafeInteger(most)) throw invalidInput([fault("test/each", "times shown_in_all is more than can be counted exactly")]);
  const { amountMinor, lowMinor, highMinor } = measuredValue(kept);
  return { amount_minor: amountMinor, low_minor: lowMinor, high_minor: highMinor, currency: each.currency, test: plainJson(kept) };
}

/** What a use is said to be worth: an amount, or worked out from a test. @throws Problem invalid-input */
function worthOf({ basis, amount, test }: NewReuse): Worth {
  if (basis === "measured") {
    if (amount !== undefined) throw invalidInput([fault("amount", "a measured worth is worked out from its test: leave the amount out")]);
    if (test === undefined) throw invalidInput([fault("test", "state how many saw it and ordered, with and without the content")]);
    return measuredWorth(test);
  }
  if (test !== undefined) throw invalidInput([fault("test", `a test belongs to the basis measured, found ${basis}`)]);
  if (amount === undefined) throw invalidInput([fault("amount", `state the ${basis === "licence_fee" ? "fee" : "cost"} that was saved`)]);
  return { amount_minor: BigInt(amount.amount), low_minor: null, high_minor: null, currency: amount.currency, test: null };
}

async function requirePost(within: WorkspaceContext, { post_id, creator_id }: NewReuse): Promise<void> {
  if (post_id === null) return;
  const post = await loadPost(within, post_id);
  if (post.creator_id !== creator_id) throw invalidInput([fault("post_id", "must be a post of the same creator")]);
}

/** Enters what a creator's content was worth where it was used again. @throws Problem not-found, invalid-input */
export async function enterContentReuse(ctx: WorkspaceContext, campaignId: string, reuse: NewReuse) {
  const { from_on, until_on } = reuse;
  if (until_on !== null && until_on <= from_on)
    throw invalidInput([fault("until_on", `must lie after the first day, ${from_on}: the day itself is not included`)]);
  const worth = worthOf(reuse);
  return inTransaction(ctx, async (within) => {
    await loadCampaign(within, campaignId);
    await loadCreator(within, reuse.creator_id);
    await requirePost(within, reuse);
    const { amount: _amount, test: _test, ...fields } = reuse;
    const row = await queries.insertReuse(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      campaign_id: campaignId,
      ...fields,
      ...worth,
      created_by: within.actor.id,
      created_at: nowAt(within),
    });
    const detail = { campaign: campaignId, creator: row.creator_id, basis: row.basis, amount: money(row.amount_minor, row.currency) };
    await recordAudit(within, { action: "content_reuse.entered", subjectKind: "content_reuse", subjectId: row.id, detail });
    return (await show(within, [row]))[0]!;
  });
}

/** A page of a campaign's uses of content, the last entered first. */
export async function listContentReuses(
  ctx: WorkspaceContext,
  campaignId: string,
  query: { readonly limit: number; readonly cursor?: string | undefined; readonly voided: "true" | "false" },
) {
  await loadCampaign(ctx, campaignId);
  const { limit } = query;
  const of = { workspaceId: ctx.workspaceId, campaignId };
  const rows = await queries.listReuses(ctx.db, of, { isVoided: query.voided === "true", limit, after: parseCursor(query.cursor) });
  const page = pageFrom(
    rows,
    limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => row,
  );
  return { data: await show(ctx, page.data), next_cursor: page.next_cursor };
}

/** The line beside a campaign's return: a sum for each ground and currency. */
export async function contentReuseValue(ctx: WorkspaceContext, campaignId: string) {
  await loadCampaign(ctx, campaignId);
  const rows = await queries.standingReuses(ctx.db, { workspaceId: ctx.workspaceId, campaignId });
  const groups = [...groupBy(rows, (row) => `${reuseBases.indexOf(row.basis as ReuseBasis)} ${row.currency}`)];
  groups.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    as_of: nowAt(ctx).toISOString(),
    formulas: { ...reuseFormulas },
    values: groups.map(([, own]) => {
      const { basis, currency } = own[0]!;
      const sum = addedValues(own.map((row) => ({ amountMinor: row.amount_minor, lowMinor: row.low_minor, highMinor: row.high_minor })));
      return {
        basis: basis as ReuseBasis,
        currency,
        uses: own.length,
        creators: new Set(own.map((row) => row.creator_id)).size,
        amount: money(sum.amountMinor, currency),
        low: moneyOrNull(sum.lowMinor, currency),
        high: moneyOrNull(sum.highMinor, currency),
      };
    }),
  };
}

/** Voids a use: it stays on record and leaves the sums. Doing it again changes nothing. */
export async function voidContentReuse(ctx: WorkspaceContext, of: { readonly campaignId: string; readonly id: string }, reason: string) {
  return inTransaction(ctx, async (within) => {
    const place = { workspaceId: within.workspaceId, campaignId: of.campaignId };
    const before = await queries.lockReuse(within.db, place, of.id);
    if (before === undefined) throw notFound("use of content", formatId("reu", of.id));
    if (before.voided_at !== null) return (await show(within, [before]))[0]!;
    const values = { voided_at: nowAt(within), voided_by: within.actor.id, void_reason: reason };
    const row = await queries.voidReuse(within.db, place, of.id, values);
    const detail = { basis: row.basis, amount: money(row.amount_minor, row.currency), reason };
    await recordAudit(within, { action: "content_reuse.voided", subjectKind: "content_reuse", subjectId: of.id, detail });
    return (await show(within, [row]))[0]!;
  });
}
