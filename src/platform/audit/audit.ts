import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { nowAt, type WorkspaceContext } from "../context.ts";
import { sha256 } from "../crypto/secrets.ts";
import { json } from "../db/database.ts";

/** One thing done to configuration, money or access. */
export interface AuditEntry {
  /** Past tense with its thing: `creator.created`, `pay_rule.published`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** What was before and after, as far as it matters; no secrets. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The digest that the audit chain covers: the detail itself may be erased, its digest stays. */
export const detailDigest = (salt: Uint8Array, detail: unknown): Buffer =>
  sha256(Buffer.concat([salt, Buffer.from(canonicalJson(detail))]));

/** Erases what audit events tell of some subjects, in the caller's transaction; the events and their digests stay, so that the chain holds. */
export async function eraseAuditDetails(ctx: WorkspaceContext, subjectIds: readonly string[]): Promise<void> {
  await ctx.db
    .deleteFrom("audit_details")
    .where("workspace_id", "=", ctx.workspaceId)
    .where("event_id", "in", (e) =>
      e
        .selectFrom("audit_events")
        .select("id")
        .where("workspace_id", "=", ctx.workspaceId)
        .where("subject_id", "=", sql<string>`any(${[...subjectIds]}::text[])`),
    )
    .execute();
}

/** Writes an audit event in the caller's transaction; the worker seals it into the workspace's hash chain. */
export async function recordAudit(ctx: WorkspaceContext, entry: AuditEntry): Promise<void> {
  const id = ctx.newId();
  const salt = randomBytes(16);
  const detail = JSON.parse(canonicalJson(entry.detail ?? {})) as unknown;
  await ctx.db
    .insertInto("audit_events")
    .values({
      workspace_id: ctx.workspaceId,
      id,
      occurred_at: nowAt(ctx),
      actor_kind: ctx.actor.kind,
      actor_id: ctx.actor.id,
      action: entry.action,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId,
      request_id: ctx.requestId ?? null,
      detail_digest: detailDigest(salt, detail),
    })
    .execute();
  await ctx.db
    .insertInto("audit_details")
    .values({ workspace_id: ctx.workspaceId, event_id: id, salt, detail: json(detail) })
    .execute();
}
