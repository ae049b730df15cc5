import { uuidFromBytes } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { sameBytes, sha256 } from "../../../platform/crypto/secrets.ts";
import { bytesText } from "../../../platform/db/recordset.ts";
import { writeOutbox } from "../../../platform/outbox/outbox.ts";
import { nameText } from "../record/order-names.ts";
import { adjustmentText, linesText, type ArrivingAdjustment, type RecordedAdjustment } from "./adjustment.ts";
import * as queries from "./queries.ts";

export type { OrderAdjustment } from "./queries.ts";

/** An adjustment with the order it was found to take from, if that is known. */
export interface MatchedAdjustment {
  readonly adjustment: ArrivingAdjustment;
  readonly order: { readonly id: string; readonly externalId: string } | undefined;
}

/** A stable key for what belongs to an order that is not known yet: its effects are carried out one after the other too. */
export function earlyKey(storeId: string, name: string): string {
  const bytes = new Uint8Array(sha256(`${storeId}\n${name}`).subarray(0, 16));
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return uuidFromBytes(bytes);
}

const orderName = ({ adjustment, order }: MatchedAdjustment): string => order?.externalId ?? nameText(adjustment.names[0]!);

function newRow(ctx: WorkspaceContext, matched: MatchedAdjustment): queries.NewAdjustment {
  const { adjustment } = matched;
  return {
    id: ctx.newId(),
    store_id: adjustment.storeId,
    conversion_external_id: orderName(matched),
    kind: adjustment.kind,
    external_id: adjustment.externalId,
    occurred_at: new Date(adjustment.occurredAtMs).toISOString(),
    amount_minor: adjustment.amountMinor?.toString() ?? null,
    currency: adjustment.currency,
    is_cumulative: adjustment.isCumulative,
    lines: linesText(adjustment.lines),
    source: adjustment.source,
    body_hash: bytesText(sha256(adjustmentText(adjustment))),
    raw_payload_id: adjustment.rawPayloadId ?? null,
  };
}

/** What an id that is taken means: the same again, or another body under it. */
async function outcomeOfTaken(ctx: WorkspaceContext, matched: MatchedAdjustment): Promise<RecordedAdjustment> {
  const { adjustment, order } = matched;
  const there = await queries.findByExternalId(ctx.db, ctx.workspaceId, adjustment.storeId, adjustment.externalId);
  if (there === undefined) throw new RangeError("an adjustment that was refused as taken is not there");
  const isSame = sameBytes(there.body_hash, sha256(adjustmentText(adjustment)));
  const outcome = isSame ? "duplicate" : adjustment.isStrict === true ? "conflict" : "unchanged";
  return { outcome, id: there.id, conversionId: order?.id ?? null };
}

/**
 * Keeps adjustments, each once by its id, and queues what they cause: under their order's id, or while that is unknown under a key made
 * of the name they give it. The caller brings the order itself up to date.
 */
export async function storeAdjustments(ctx: WorkspaceContext, matched: readonly MatchedAdjustment[]): Promise<RecordedAdjustment[]> {
  if (matched.length === 0) return [];
  const rows = matched.map((each) => newRow(ctx, each));
  const once = [...new Map(rows.toReversed().map((row) => [`${row.store_id} ${row.external_id}`, row])).values()].toReversed();
  const added = new Set((await queries.insertAdjustments(ctx.db, ctx.workspaceId, once, nowAt(ctx))).map((row) => row.id));
  const fresh = matched.flatMap((each, index) => (added.has(rows[index]!.id) ? [{ matched: each, id: rows[index]!.id }] : []));
  await writeOutbox(
    ctx,
    fresh.map(({ matched: each, id }) => ({
      topic: "adjustment.recorded",
      key: each.order?.id ?? earlyKey(each.adjustment.storeId, orderName(each)),
      payload: { adjustment_id: id },
    })),
  );
  const results: RecordedAdjustment[] = [];
  for (const [index, each] of matched.entries()) {
    const { id } = rows[index]!;
    const outcome = each.order === undefined ? ("early" as const) : ("created" as const);
    results.push(added.has(id) ? { outcome, id, conversionId: each.order?.id ?? null } : await outcomeOfTaken(ctx, each));
  }
  return results;
}

/** Adjustments kept under these names, in the order in which they came. */
export const listAdjustmentsOf = async (ctx: WorkspaceContext, names: readonly queries.NamedOrder[]): Promise<queries.OrderAdjustment[]> =>
  names.length === 0 ? [] : queries.findAdjustments(ctx.db, ctx.workspaceId, names);
