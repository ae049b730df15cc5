import { formatId } from "../../kernel/ids.ts";
import { detailDigest } from "../../platform/audit/audit.ts";
import { nowAt, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { sameBytes, sha256 } from "../../platform/crypto/secrets.ts";
import { inTransaction, lockOn } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { sealedText, type SealedEvent } from "./audit-hash.ts";
import * as queries from "./queries.ts";

const batch = 1000;
const firstHash = Buffer.alloc(32);

interface EventRow {
  id: string;
  occurred_at: Date;
  actor_kind: string;
  actor_id: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  detail_digest: Buffer;
}

const sealed = (row: EventRow): SealedEvent => ({
  id: row.id,
  occurredAtMs: row.occurred_at.getTime(),
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  action: row.action,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  detailDigest: row.detail_digest.toString("hex"),
});

const nextHash = (previous: Buffer, position: bigint, row: EventRow): Buffer =>
  sha256(Buffer.concat([previous, Buffer.from(sealedText(position, sealed(row)))]));

/** A page of the audit log. */
export async function listAuditEvents(
  ctx: WorkspaceContext,
  query: { limit: number; cursor?: string | undefined; action?: string | undefined },
) {
  const rows = await queries.listEvents(ctx.db, ctx.workspaceId, {
    limit: query.limit,
    after: parseCursor(query.cursor),
    action: query.action,
  });
  const people = await ctx.people.find(rows.filter((row) => row.actor_kind === "user").map((row) => row.actor_id));
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.occurred_at, id: row.id }),
    (row) => ({
      id: formatId("aud", row.id),
      occurred_at: row.occurred_at.toISOString(),
      actor_kind: row.actor_kind as "user" | "api_key" | "system",
      actor: row.actor_id,
      actor_name: people.get(row.actor_id)?.name ?? null,
      action: row.action,
      subject_kind: row.subject_kind,
      subject_id: row.subject_id,
      detail: row.detail ?? null,
      position: row.position?.toString() ?? null,
      hash: row.hash?.toString("hex") ?? null,
    }),
  );
}

async function sealBatch(ctx: Context, workspaceId: string): Promise<number> {
  return inTransaction(ctx, async (within) => {
    await lockOn(within.db, `audit chain ${workspaceId}`);
    const end = await queries.findChainEnd(within.db, workspaceId);
    const rows = await queries.listUnsealed(within.db, workspaceId, batch);
    let [position, hash] = [end?.position ?? 0n, end?.hash ?? firstHash];
    const links = rows.map((row) => {
      position += 1n;
      hash = nextHash(hash, position, row);
      return { workspace_id: workspaceId, position, event_id: row.id, hash, sealed_at: nowAt(within) };
    });
    if (links.length > 0) {
      await queries.insertLinks(within.db, links);
      await queries.putHead(within.db, { workspace_id: workspaceId, position, hash });
    }
    return links.length;
  });
}

/** Seals what is outside the chains, workspace by workspace, in batches. */
export async function sealAuditChains(ctx: Context): Promise<number> {
  let count = 0;
  for (const { workspace_id } of await queries.listUnsealedWorkspaces(ctx.db)) {
    for (let done = batch; done === batch; count += done) done = await sealBatch(ctx, workspace_id);
  }
  return count;
}

function linkFault(
  row: EventRow & { position: bigint; hash: Buffer; detail: unknown; salt: Buffer | null },
  position: bigint,
  previous: Buffer,
): string | undefined {
  if (row.position !== position) return `audit chain: position ${position} is missing`;
  if (!sameBytes(row.hash, nextHash(previous, position, row)))
    return `audit chain: the hash at position ${position} does not follow from its event and the hash before`;
  if (row.salt !== null && !sameBytes(detailDigest(row.salt, row.detail), row.detail_digest))
    return `audit chain: the detail of the event at position ${position} was changed`;
  return undefined;
}

/** Whether a chain ends earlier than it once reached, or with another hash; in words, or undefined. */
async function endFault(ctx: WorkspaceContext, position: bigint, hash: Buffer): Promise<string | undefined> {
  const head = (await queries.findHead(ctx.db, ctx.workspaceId)) ?? { position: 0n, hash: firstHash };
  if (position === head.position && sameBytes(hash, head.hash)) return undefined;
  return `audit chain: it ends at position ${position}, and was sealed up to position ${head.position}`;
}

/** Recomputes a workspace's chain from its events, to the position up to which it was sealed; the first difference in words, or undefined. */
export async function auditDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  let previous: Buffer = firstHash;
  let position = 0n;
  for (;;) {
    const rows = await queries.listChain(ctx.db, ctx.workspaceId, position, batch);
    for (const row of rows) {
      position += 1n;
      const fault = linkFault(row, position, previous);
      if (fault !== undefined) return fault;
      previous = row.hash;
    }
    if (rows.length < batch) return endFault(ctx, position, previous);
  }
}

/** What the events of one action say of each subject; null where the detail was erased. */
export async function auditedDetails(ctx: WorkspaceContext, action: string): Promise<ReadonlyMap<string, Record<string, unknown> | null>> {
  const rows = await queries.listDetails(ctx.db, ctx.workspaceId, action);
  return new Map(rows.map((row) => [row.subject_id, row.detail as Record<string, unknown> | null]));
}
