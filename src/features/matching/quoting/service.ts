import type { EvidenceGrade } from "../../../kernel/social/evidence-grade.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { localDay } from "../../../kernel/zone.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { loadCampaign } from "../../campaigns/service.ts";
import { creatorsByIds, loadCreator, markCreators, recordsOf, type KnownPrice, type PriceBook } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { PriceKind } from "../prices/price-rules.ts";
import * as queries from "../prices/queries.ts";
import type { PlannedFormat } from "../words/planned-format.ts";

/** A price to keep. */
export interface NewQuote {
  readonly kind: PriceKind;
  readonly state: "asked" | "paid";
  readonly platform: Platform;
  readonly format: PlannedFormat | null;
  readonly quantity: number;
  readonly months: string | null;
  readonly price: { readonly amount: string; readonly currency: string };
  readonly quoted_on: string;
  readonly source: string;
  readonly note: string;
  readonly campaign_id: string | null;
}

type Row = Awaited<ReturnType<typeof queries.standingQuotes>>[number];

async function show(ctx: WorkspaceContext, rows: readonly Row[]) {
  const names = await creatorsByIds(ctx, [...new Set(rows.map((row) => row.creator_id))]);
  return rows.map((row) => ({
    ...{
      id: formatId("quo", row.id),
      creator_id: formatId("cre", names.get(row.creator_id)?.merged_into_id ?? row.creator_id),
      creator_name: names.get(row.creator_id)?.name ?? "a creator",
    },
    ...{
      kind: row.kind as PriceKind,
      state: row.state as "asked" | "paid",
      platform: row.platform as Platform,
      format: row.format as PlannedFormat | null,
    },
    ...{ quantity: row.quantity, months: row.months, price: { amount: row.price_minor.toString(), currency: row.currency } },
    ...{ quoted_on: row.quoted_on, source: row.source, grade: row.grade as EvidenceGrade | null, note: row.note },
    campaign_id: row.campaign_id === null ? null : formatId("cmp", row.campaign_id),
    recorded_at: row.recorded_at.toISOString(),
    ...{ voided_at: row.voided_at?.toISOString() ?? null, void_reason: row.void_reason },
  }));
}

const showOne = async (ctx: WorkspaceContext, row: Row) => (await show(ctx, [row]))[0]!;

function faultsOf({ kind, months, quoted_on }: NewQuote, today: string) {
  const faults = [];
  if (kind === "content" && months !== null)
    faults.push({ pointer: "/months", detail: "months: content is paid by piece; leave them out, or enter the use by itself" });
  if (kind !== "content" && months === null) faults.push({ pointer: "/months", detail: `months: say how long the ${kind} holds` });
  if (quoted_on > today) faults.push({ pointer: "/quoted_on", detail: `quoted_on: must not lie after today, ${today}` });
  return faults;
}

/** A price under a record that was merged is shown on the card of the one that is kept. */
const markRecords = async (within: WorkspaceContext, creatorId: string): Promise<void> =>
  markCreators(within.db, within.workspaceId, [...new Set([creatorId, ...(await recordsOf(within, [creatorId])).values()])]);

/** Keeps what a creator asks or was paid. @throws Problem not-found, invalid-input */
export async function addQuote(ctx: WorkspaceContext, creatorId: string, quote: NewQuote) {
  const { zone } = await loadWorkspace(ctx);
  const faults = faultsOf(quote, localDay(ctx.now(), zone));
  if (faults.length > 0) throw invalidInput(faults);
  return inTransaction(ctx, async (within) => {
    await loadCreator(within, creatorId);
    if (quote.campaign_id !== null) await loadCampaign(within, quote.campaign_id);
    const { price, ...fields } = quote;
    const made = { recorded_by: `${within.actor.kind}:${within.actor.id}`, recorded_at: nowAt(within) };
    const amount = { price_minor: BigInt(price.amount), currency: price.currency };
    const row = await queries.insertQuote(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      creator_id: creatorId,
      ...fields,
      ...amount,
      ...made,
    });
    await markRecords(within, creatorId);
    const detail = { creator: formatId("cre", creatorId), kind: row.kind, price };
    await recordAudit(within, { action: "creator_quote.entered", subjectKind: "creator_quote", subjectId: row.id, detail });
    return showOne(within, row);
  });
}

const rowsAtOnce = 500;

const knownPrice = (row: Awaited<ReturnType<typeof queries.statedQuotes>>[number]): KnownPrice => ({
  platform: row.platform,
  format: row.format as KnownPrice["format"],
  amount: row.price_minor.toString(),
  currency: row.currency,
  quotedOn: row.quoted_on,
});

/** The book that takes prices of files: what creators ask for one piece of content. An import tells of itself in the audit, not each of its rows. */
export const priceBook: PriceBook = {
  async known(ctx, creatorIds, source) {
    const rows = creatorIds.length === 0 ? [] : await queries.statedQuotes(ctx.db, ctx.workspaceId, creatorIds, source);
    return new Map([...groupBy(rows, (row) => row.creator_id)].map(([id, of]) => [id, of.map(knownPrice)]));
  },
  async keep(within, prices) {
    const rows = prices.map(({ creatorId, platform, price, quotedOn, source, grade, evidence, importId }) => ({
      ...{ workspace_id: within.workspaceId, id: within.newId(), creator_id: creatorId, kind: "content", state: "asked", platform },
      ...{ format: price.format, quantity: 1, price_minor: BigInt(price.amount), currency: price.currency, quoted_on: quotedOn },
      ...{ source, note: evidence, grade, import_id: importId },
      ...{ recorded_by: `${within.actor.kind}:${within.actor.id}`, recorded_at: nowAt(within) },
    }));
    for (let at = 0; at < rows.length; at += rowsAtOnce) await queries.insertQuotes(within.db, rows.slice(at, at + rowsAtOnce));
  },
};

/** A page of quotes, the last recorded first. */
export async function listQuotes(
  ctx: WorkspaceContext,
  query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly creator_id?: string | undefined;
    readonly voided: "true" | "false";
  },
) {
  const asked = query.creator_id;
  const creatorIds = asked === undefined ? undefined : [...(await recordsOf(ctx, [asked])).keys()];
  const page = { creatorIds, isVoided: query.voided === "true", limit: query.limit, after: parseCursor(query.cursor) };
  const rows = await queries.listQuotes(ctx.db, ctx.workspaceId, page);
  const found = pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.recorded_at, id: row.id }),
    (row) => row,
  );
  return { data: await show(ctx, found.data), next_cursor: found.next_cursor };
}

/** Voids a quote. Doing it again changes nothing. @throws Problem not-found */
export async function voidQuote(ctx: WorkspaceContext, id: string, reason: string) {
  return inTransaction(ctx, async (within) => {
    const before = await queries.lockQuote(within.db, within.workspaceId, id);
    if (before === undefined) throw notFound("quote", formatId("quo", id));
    if (before.voided_at !== null) return showOne(within, before);
    const values = { voided_at: nowAt(within), voided_by: `${within.actor.kind}:${within.actor.id}`, void_reason: reason };
    const row = await queries.voidQuote(within.db, within.workspaceId, id, values);
    await markRecords(within, row.creator_id);
    await recordAudit(within, { action: "creator_quote.voided", subjectKind: "creator_quote", subjectId: id, detail: { reason } });
    return showOne(within, row);
  });
}
