import type { TimePrecision } from "../../kernel/time.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { markConversions, markCustomersOf } from "../../platform/rollups/marks.ts";
import { findCodes, type Code } from "../codes/service.ts";
import { clicksOf, visitsOf, type ClickRow, type VisitRow } from "../tracking/service.ts";
import { codesInForce } from "./codes-in-force.ts";
import { foundTouches, type AnswerEvidence, type FoundTouch } from "./found-touches.ts";
import { modelCredits } from "./model-credits.ts";
import * as queries from "./queries.ts";
import { lookbackDays, touchWindow } from "./touch-window.ts";

export { listCalibrations, openCalibrations, recordCalibration, withdrawCalibrations, type Calibration } from "./calibration/service.ts";
export { creditDifference } from "./proof/service.ts";
export { latestRun, performRun, recomputeAttribution, recomputeJob, requestRun } from "./recompute/service.ts";

export { lookbackDays as touchLookbackDays } from "./touch-window.ts";
export type { FoundTouch } from "./found-touches.ts";

/** What attribution needs to know of an order. */
export interface OrderToAttribute {
  readonly conversionId: string;
  readonly atMs: number;
  readonly precision: TimePrecision;
  /** Every browser of the customer, as far as it is known, and the one that the order came from. */
  readonly visitorIds: readonly string[];
  /** The click that the order names, and those of the customer's earlier orders. */
  readonly clickIds: readonly string[];
  readonly codes: readonly string[];
  /** How many days before the order clicks are looked for, because a pay rule may look further back than reports do. */
  readonly reachDays: number;
}

/** Everything recorded that may have led to an order: clicks and visits of its customer, and all that its codes may mean. */
export interface OrderEvidence {
  readonly clicks: readonly ClickRow[];
  readonly visits: readonly VisitRow[];
  /** By the text on the order: every code it may mean, of any time. */
  readonly codes: ReadonlyMap<string, readonly Code[]>;
  /** What the customer said led to it; null for nothing. It is evidence for reports, and no word of it reaches the pay decision. */
  readonly answer: AnswerEvidence | null;
}

/** The evidence of an order as it is known now. */
export async function gatherEvidence(ctx: WorkspaceContext, order: OrderToAttribute): Promise<OrderEvidence> {
  const { visitorIds } = order;
  const { fromMs, beforeMs } = touchWindow(order.atMs);
  const range = { from: new Date(fromMs), before: new Date(beforeMs) };
  const from = new Date(touchWindow(order.atMs, Math.max(lookbackDays, order.reachDays)).fromMs);
  const clicks = await clicksOf(ctx, { visitorIds, clickIds: order.clickIds, ...range, from });
  const visits = visitorIds.length === 0 ? [] : await visitsOf(ctx, { visitorIds, ...range });
  const [said] = await queries.listAnswers(ctx.db, ctx.workspaceId, [order.conversionId]);
  const answer =
    said === undefined
      ? null
      : { id: said.answer_id!, atMs: said.answered_at!.getTime(), creatorId: said.creator_id, channel: said.channel! };
  return { clicks, visits, codes: await findCodes(ctx, order.codes), answer };
}

function touchesOf(order: OrderToAttribute, evidence: OrderEvidence, zone: string): FoundTouch[] {
  const { fromMs } = touchWindow(order.atMs);
  const namedClickIds = new Set(order.clickIds);
  const clicks = evidence.clicks.map((row) => ({
    id: row.id,
    atMs: row.occurred_at.getTime(),
    linkId: row.link_id,
    creatorId: row.creator_id,
    visitorClass: row.visitor_class,
  }));
  return foundTouches({
    order,
    zone,
    clicks: clicks.filter(({ id, atMs }) => atMs >= fromMs || namedClickIds.has(id)),
    namedClickIds,
    visits: evidence.visits.map((row) => ({
      id: row.id,
      atMs: row.occurred_at.getTime(),
      channel: row.channel,
      clickId: row.click_id,
      visitorClass: row.visitor_class,
    })),
    codes: codesInForce(order, evidence.codes),
    answer: evidence.answer,
  });
}

const columnsOf = (touches: readonly FoundTouch[]) => ({
  kinds: touches.map((touch) => touch.kind as string),
  occurred_at: touches.map((touch) => new Date(touch.atMs)),
  channels: touches.map((touch) => touch.channel),
  creator_ids: touches.map((touch) => touch.creatorId),
  link_ids: touches.map((touch) => touch.linkId),
  code_ids: touches.map((touch) => touch.codeId),
  source_ids: touches.map((touch) => touch.sourceId),
});

/**
 * Freezes the touches of an order as evidence and writes its credit under every model, in the caller's transaction. The same touches as
 * before make no new version; a click that came late does.
 */
export async function attributeOrder(
  ctx: WorkspaceContext,
  order: OrderToAttribute,
  zone: string,
): Promise<{ touchVersion: number; touches: FoundTouch[]; evidence: OrderEvidence }> {
  return inTransaction(ctx, async (within) => {
    await queries.lockTurn(within.db, within.workspaceId);
    const evidence = await gatherEvidence(within, order);
    const touches = touchesOf(order, evidence, zone);
    const touchVersion = await keepTouches(within, order.conversionId, touches);
    const { models, shares, unattributed } = modelCredits(touches);
    await queries.upsertCredits(within.db, {
      workspace_id: within.workspaceId,
      conversion_id: order.conversionId,
      touch_version: touchVersion,
      models: [...models],
      shares: [...shares],
      unattributed: [...unattributed],
      computed_at: nowAt(within),
    });
    await markCredits(within, [order.conversionId]);
    await markCustomersOf(within.db, within.workspaceId, [order.conversionId]);
    return { touchVersion, touches, evidence };
  });
}

const markCredits = ({ db, workspaceId }: WorkspaceContext, conversionIds: readonly string[]): Promise<void> =>
  markConversions(db, workspaceId, { conversionIds, subjects: ["credits", "returns"] });

/** Of some orders those that can have no touch: nobody knows a browser of their buyers, they name no click, their codes are nobody's, and nobody answered. */
async function untouchable(ctx: WorkspaceContext, orders: readonly OrderToAttribute[]): Promise<string[]> {
  const unseen = orders.filter(({ visitorIds, clickIds }) => visitorIds.length === 0 && clickIds.length === 0);
  const codes = await findCodes(ctx, [...new Set(unseen.flatMap((order) => order.codes))]);
  const plain = unseen
    .filter((order) => order.codes.every((text) => (codes.get(text) ?? []).length === 0))
    .map((order) => order.conversionId);
  const answers = plain.length === 0 ? [] : await queries.listAnswers(ctx.db, ctx.workspaceId, plain);
  const answered = new Set(answers.map((answer) => answer.conversion_id));
  return plain.filter((id) => !answered.has(id));
}

/**
 * Attributes those of some orders that can have no touch and had none before, all in a few statements, with the same result as one by
 * one. Returns the version of each one's touches; the others are left as they are.
 */
export async function attributeUntouched(ctx: WorkspaceContext, orders: readonly OrderToAttribute[]): Promise<ReadonlyMap<string, number>> {
  return inTransaction(ctx, async (within) => {
    const { db, workspaceId } = within;
    const ids = await untouchable(within, orders);
    if (ids.length === 0) return new Map<string, number>();
    await queries.lockTurn(db, workspaceId);
    const frozen = await queries.listFrozen(db, workspaceId, ids);
    const known = new Set(frozen.map((row) => row.id));
    const fresh = ids.filter((id) => !known.has(id));
    const { models, unattributed } = modelCredits([]);
    const at = nowAt(within);
    if (fresh.length > 0) await queries.insertUntouched(db, workspaceId, fresh, { models, unattributed, at });
    await markCredits(within, fresh);
    const still = frozen.filter((row) => row.is_empty);
    if (still.length > 0)
      await queries.noteComputed(
        db,
        workspaceId,
        still.map((row) => row.id),
        at,
      );
    return new Map([...fresh.map((id) => [id, 1] as const), ...still.map((row) => [row.id, row.version] as const)]);
  });
}

async function keepTouches(ctx: WorkspaceContext, conversionId: string, touches: readonly FoundTouch[]): Promise<number> {
  const known = await queries.findTouches(ctx.db, ctx.workspaceId, conversionId);
  const columns = columnsOf(touches);
  if (known !== undefined) {
    const { kinds, occurred_at, channels, creator_ids, link_ids, code_ids, source_ids } = known;
    if (JSON.stringify({ kinds, occurred_at, channels, creator_ids, link_ids, code_ids, source_ids }) === JSON.stringify(columns))
      return known.version;
  }
  const version = (known?.version ?? 0) + 1;
  await queries.insertTouches(ctx.db, {
    workspace_id: ctx.workspaceId,
    conversion_id: conversionId,
    version,
    found_at: nowAt(ctx),
    ...columns,
  });
  return version;
}

/** A touch with its share of an order's credit under each model. */
export interface CreditedTouch extends FoundTouch {
  /** Parts per billion by model id. */
  readonly sharesPpb: Readonly<Record<string, number>>;
}

/** An order's touches and their credit, as they were last computed. */
export async function loadCredit(
  ctx: WorkspaceContext,
  conversionId: string,
): Promise<{ models: string[]; touches: CreditedTouch[]; unattributedPpb: Record<string, number> } | undefined> {
  const [row, credit] = await Promise.all([
    queries.findTouches(ctx.db, ctx.workspaceId, conversionId),
    queries.findCredits(ctx.db, ctx.workspaceId, conversionId),
  ]);
  if (row === undefined || credit === undefined) return undefined;
  const count = row.kinds.length;
  const touches = row.kinds.map((kind, index): CreditedTouch => ({
    kind: kind as FoundTouch["kind"],
    atMs: (row.occurred_at as unknown as Date[])[index]!.getTime(),
    channel: row.channels[index]!,
    creatorId: row.creator_ids[index] ?? null,
    linkId: row.link_ids[index] ?? null,
    codeId: row.code_ids[index] ?? null,
    sourceId: row.source_ids[index]!,
    sharesPpb: Object.fromEntries(credit.models.map((model, block) => [model, credit.shares[block * count + index]!])),
  }));
  return {
    models: credit.models,
    touches,
    unattributedPpb: Object.fromEntries(credit.models.map((model, block) => [model, credit.unattributed[block]!])),
  };
}
