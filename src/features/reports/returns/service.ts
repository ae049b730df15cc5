import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { localDay, startOfDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { onSnapshot } from "../../../platform/db/database.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import * as keptParts from "../../../platform/rollups/kept-parts.ts";
import { nextSums, piecesOf, type PartSpan } from "../../../platform/rollups/next-sums.ts";
import { allTimeMs, cover, wantedSpans, type Span } from "../../../platform/rollups/spans.ts";
import { campaignsToMeasure, pageBegunCampaigns, type MeasuredCampaign } from "../../campaigns/service.ts";
import { campaignCells, type CampaignCells, type Reach } from "../campaign/queries.ts";
import type { Placed, TouchSpan } from "../counting/queries.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { clustersOf } from "./clusters.ts";
import * as queries from "./queries.ts";

/** Changes whenever what is kept of a campaign, or how it is worked out, does. */
const formula = "1";
const [dayMs, hourMs] = [86_400_000, 3_600_000];
/** How long before an order touches are looked for, and a day for the longest day. */
const reachMs = 91 * dayMs;
/** How many spans are made in one transaction. */
const mostSpans = 16;
/** More customers than these are not looked up one by one. */
const mostMarks = 5_000;
/** A campaign of fewer orders is answered from its rows in the time that a page may take. */
const leastOrders = 2_000;
/** As many campaigns as a comparison of creators shows unless asked for more. */
const pageLength = 12;

/** What counts for a campaign, by the clocks of a zone. */
export function spanOf({ campaign, programIds, creatorIds }: MeasuredCampaign, zone: string): TouchSpan {
  const [from, before] = [startOfDay(campaign.starts_on, zone), startOfDay(campaign.ends_on, zone)];
  const days = { from: new Date(from), before: new Date(before) };
  return { campaignId: campaign.id, ...days, ordersBefore: new Date(before + reachMs), storeId: campaign.store_id, creatorIds, programIds };
}

/** Campaigns that are counted beside each other under a model, and the name of their sums. */
interface Part {
  readonly key: string;
  readonly model: string;
  readonly spans: readonly TouchSpan[];
}

/** A part's name is its whole definition: when a campaign is changed, what was kept of it is not found any more. */
function partOf(zone: string, model: string, spans: readonly TouchSpan[]): Part {
  const defined = spans.map((span) => ({
    ...span,
    from: span.from.toISOString(),
    before: span.before.toISOString(),
    ordersBefore: span.ordersBefore.toISOString(),
    creatorIds: span.creatorIds.toSorted(),
    programIds: span.programIds.toSorted(),
  }));
  const hex = sha256(Buffer.from(canonicalJson({ formula, zone, model, spans: defined }))).toString("hex");
  const key = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
  return { key, model, spans };
}

const placed = (workspaceId: string, zone: string, parts: readonly Part[]): Placed => ({
  workspaceId,
  zone,
  spans: parts.flatMap(({ key, model, spans }) => spans.map((span) => ({ ...span, part: key, model }))),
});

const firstMs = ({ spans }: Part): number => Math.min(...spans.map((span) => span.from.getTime()));

/** A part with the sums that count and the time that is to be read from the rows. */
interface CoveredPart {
  readonly part: Part;
  readonly clean: readonly PartSpan[];
  readonly gaps: readonly Span[];
}

/**
 * Whether to read gaps and sums, and not all from the rows. In a gap everybody's orders are looked at, from the rows only the campaign's own:
 * when most days wait to be summed up again that is less.
 */
function isWorth(gaps: readonly Span[], { fromMs, nowMs }: { readonly fromMs: number; readonly nowMs: number }): boolean {
  const openMs = gaps.reduce((sum, gap) => sum + Math.max(0, Math.min(gap.beforeMs, nowMs) - gap.fromMs), 0);
  return openMs <= Math.max(2 * dayMs, (nowMs - fromMs) / 16);
}

async function coveredParts({ db, workspaceId, now }: WorkspaceContext, parts: readonly Part[]): Promise<CoveredPart[]> {
  const keys = parts.map(({ key }) => key);
  const kept = groupBy(await keptParts.listPartSpans(db, workspaceId, keys), (span) => span.part);
  if (kept.size === 0 || (await keptParts.hasManyMarks(db, workspaceId, mostMarks))) return [];
  const markedHoursMs = await keptParts.listMarkedHours(db, workspaceId);
  return parts.flatMap((part) => {
    const spans = kept.get(part.key) ?? [];
    const { clean, gaps } = cover({ spans, markedHoursMs }, [firstMs(part), allTimeMs.at(-1)!]);
    const isUsed = clean.length > 0 && isWorth(gaps, { fromMs: firstMs(part), nowMs: now() });
    return isUsed ? [{ part, clean: clean.map((span) => ({ ...span, part: part.key })), gaps }] : [];
  });
}

const piecesAsked = (gaps: readonly { readonly key: string; readonly gaps: readonly Span[] }[]): queries.Pieces => {
  const pieces = piecesOf(gaps);
  return { spans: pieces, asked: pieces.flatMap(({ parts }, at) => parts.map((part) => ({ part, piece: at + 1 }))) };
};

const readKept = ({ db, workspaceId }: WorkspaceContext, zone: string, parts: readonly CoveredPart[]): Promise<CampaignCells> =>
  queries.keptCells(
    db,
    placed(
      workspaceId,
      zone,
      parts.map(({ part }) => part),
    ),
    { clean: parts.flatMap(({ clean }) => clean), gaps: piecesAsked(parts.map(({ part, gaps }) => ({ key: part.key, gaps }))) },
  );

async function readCells(ctx: WorkspaceContext, reach: Reach, model: string): Promise<CampaignCells> {
  const parts = clustersOf(reach.spans).map((spans) => partOf(reach.zone, model, spans));
  const kept = await coveredParts(ctx, parts);
  const isKept = new Set(kept.map(({ part }) => part));
  const plain = parts.filter((part) => !isKept.has(part)).flatMap(({ spans }) => spans);
  const none = { orders: [], commissions: [] };
  const [one, other] = [
    kept.length === 0 ? none : await readKept(ctx, reach.zone, kept),
    plain.length === 0 ? none : await campaignCells(ctx.db, { ...reach, spans: plain }, model),
  ];
  return { orders: [...one.orders, ...other.orders], commissions: [...one.commissions, ...other.commissions] };
}

/** What the orders of campaigns add up to and what their creators earned: by kept sums as far as they count, else by the rows. */
export const countedCells = (ctx: WorkspaceContext, reach: Reach, model: string): Promise<CampaignCells> =>
  ctx.db.isTransaction ? campaignCells(ctx.db, reach, model) : onSnapshot(ctx, (within) => readCells(within, reach, model));

/** Every campaign in use that began, page by page of each currency, as a comparison of creators shows them. */
async function allPages(ctx: WorkspaceContext, zone: string): Promise<TouchSpan[][]> {
  const untilOn = localDay(ctx.now(), zone);
  const pages: TouchSpan[][] = [];
  const { currencies } = await pageBegunCampaigns(ctx, { currency: "EUR", untilOn, limit: 1 });
  for (const { currency } of currencies)
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await pageBegunCampaigns(ctx, { currency, untilOn, limit: pageLength, cursor });
      const measured = await campaignsToMeasure(ctx, page.data.toReversed());
      pages.push(measured.map((each) => spanOf(each, zone)));
      cursor = page.next_cursor;
    }
  return pages;
}

/** Each campaign by itself under every model, and those that share creators beside each other under the default one. */
async function everyPart(ctx: WorkspaceContext, zone: string): Promise<Part[]> {
  const pages = await allPages(ctx, zone);
  return pages.flatMap((page) => [
    ...page.filter((span) => span.creatorIds.length > 0).flatMap((span) => shownModels.map(({ id }) => partOf(zone, id, [span]))),
    ...clustersOf(page)
      .filter((cluster) => cluster.length > 1)
      .map((cluster) => partOf(zone, defaultModel, cluster)),
  ]);
}

/** How many orders campaigns have, by what this process last saw; how many one has grows slowly, and to count takes a while. */
const seen = new Map<string, { readonly hour: number; readonly touched: ReadonlyMap<string, number> }>();

async function touchedOrders(ctx: WorkspaceContext, spans: readonly TouchSpan[]): Promise<ReadonlyMap<string, number>> {
  const hour = Math.floor(ctx.now() / hourMs);
  const known = seen.get(ctx.workspaceId);
  if (known?.hour === hour && spans.every((span) => known.touched.has(span.campaignId))) return known.touched;
  const counts = await queries.countTouched(ctx.db, ctx.workspaceId, spans);
  const touched = new Map(spans.map((span, at) => [span.campaignId, counts[at]!]));
  seen.set(ctx.workspaceId, { hour, touched });
  return touched;
}

async function largeParts(ctx: WorkspaceContext, zone: string, least: number): Promise<Part[]> {
  const parts = await everyPart(ctx, zone);
  if (least === 0) return parts;
  const spans = [...new Map(parts.flatMap((part) => part.spans.map((span) => [span.campaignId, span]))).values()];
  const touched = await touchedOrders(ctx, spans);
  return parts.filter((part) => part.spans.some((span) => (touched.get(span.campaignId) ?? 0) >= least));
}

/** Does a step of keeping sums on one state of the database, nobody else beside it. */
const alone = <R>({ workspaceId, ...ctx }: WorkspaceContext, work: (within: WorkspaceContext) => Promise<R>): Promise<R> =>
  ctx.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (db) => {
      await keptParts.lockParts(db);
      return work({ ...ctx, workspaceId, db });
    });

/** Throws away what counts for nothing any more: what was noted since it was made, and what nobody would look for. */
const forget = (ctx: WorkspaceContext, parts: readonly Part[]): Promise<void> =>
  alone(ctx, async ({ db, workspaceId }) => {
    const isMuch = await keptParts.hasManyMarks(db, workspaceId, mostMarks);
    await keptParts.removeOtherParts(db, workspaceId, isMuch ? [] : parts.map(({ key }) => key));
    if (!isMuch) await keptParts.removeMarkedSpans(db, workspaceId);
    await keptParts.removeReturnMarks(db, workspaceId);
  });

const makeNext = (ctx: WorkspaceContext, zone: string, parts: readonly Part[]): Promise<boolean> =>
  alone(ctx, async ({ db, workspaceId, now }) => {
    const keys = parts.map(({ key }) => key);
    const kept = groupBy(await keptParts.listPartSpans(db, workspaceId, keys), (span) => span.part);
    const wanted = (part: Part): Span[] => wantedSpans({ zone, firstMs: firstMs(part), nowMs: now(), length: "day" });
    const next = nextSums(
      parts.map((part) => ({ key: part.key, kept: kept.get(part.key) ?? [], wanted: wanted(part) })),
      mostSpans,
    );
    await keptParts.removePartSpans(db, workspaceId, next.remove);
    const lacking = groupBy(next.make, (span) => span.part);
    const pieces = piecesAsked([...lacking].map(([key, gaps]) => ({ key, gaps })));
    const of = placed(
      workspaceId,
      zone,
      parts.filter(({ key }) => lacking.has(key)),
    );
    if (next.make.length > 0) await queries.makeSums(db, of, pieces);
    return next.hasMore;
  });

/**
 * Brings the sums of a workspace's campaigns up to date, the newest first, until all are or the signal says to stop.
 *
 * @returns whether all are
 */
export async function keepReturns(
  ctx: WorkspaceContext,
  of: { readonly zone: string; readonly least?: number | undefined },
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const parts = await largeParts(ctx, of.zone, of.least ?? leastOrders);
  await forget(ctx, parts);
  while (await makeNext(ctx, of.zone, parts)) if (signal?.aborted === true) return false;
  return true;
}

const textOf = (cells: CampaignCells): string[] => [...cells.orders, ...cells.commissions].map((cell) => canonicalJson(cell));

/** The first campaign of which kept sums and rows do not say the same, in words, on the state of the database that the context sees. */
export async function returnDifference(ctx: WorkspaceContext, zone: string): Promise<string | undefined> {
  for (const covered of await coveredParts(ctx, await everyPart(ctx, zone))) {
    const { spans, model } = covered.part;
    const kept = textOf(await readKept(ctx, zone, [covered]));
    const rows = textOf(await campaignCells(ctx.db, { workspaceId: ctx.workspaceId, zone, spans }, model));
    const at = rows.findIndex((text, index) => text !== kept[index]);
    if (at < 0 && kept.length === rows.length) continue;
    const named = spans.map((span) => span.campaignId).join(", ");
    return `returns of campaign ${named} under ${model}: sums keep ${kept[at < 0 ? rows.length : at] ?? "nothing"}, rows say ${rows[at] ?? "nothing"}`;
  }
  return undefined;
}
