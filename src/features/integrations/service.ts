import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { notFound } from "../../platform/problems/platform-problems.ts";
import { loadFirstStore, loadStore } from "../stores/service.ts";
import { secretPurpose } from "./hooks/service.ts";
import * as queries from "./queries.ts";

export { replayPayload, takeWebhook } from "./hooks/service.ts";
export { listPayloads } from "./payloads/service.ts";
export { payloadDifference } from "./proof/service.ts";

type Connection = NonNullable<Awaited<ReturnType<typeof queries.findConnection>>>;
type Kind = "shopify" | "stripe";

const clickParam = (row: Connection): string | null => (row.config as { click_param?: string }).click_param ?? null;

const shown = (ctx: WorkspaceContext, row: Connection) => ({
  id: formatId("con", row.id),
  store_id: formatId("sto", row.store_id),
  kind: row.kind as Kind,
  click_param: clickParam(row),
  webhook_url: `${ctx.publicUrl}/hooks/${formatId("ws", row.workspace_id)}/${formatId("con", row.id)}`,
  created_at: row.created_at.toISOString(),
  disabled_at: row.disabled_at?.toISOString() ?? null,
});

/** The workspace's connections, oldest first, without their secrets. */
export const listConnections = async (ctx: WorkspaceContext) => ({
  data: (await queries.listConnections(ctx.db, ctx.workspaceId)).map((row) => shown(ctx, row)),
});

/** Lets a store or a payment provider deliver; its secret is sealed and never shown again. */
export async function createConnection(
  ctx: WorkspaceContext,
  body: { readonly store_id?: string | undefined; readonly kind: Kind; readonly secret: string; readonly click_param?: string | undefined },
) {
  return inTransaction(ctx, async (within) => {
    const store = body.store_id === undefined ? await loadFirstStore(within) : await loadStore(within, body.store_id);
    const id = within.newId();
    const row = await queries.insertConnection(within.db, {
      workspace_id: within.workspaceId,
      id,
      store_id: store.id,
      kind: body.kind,
      config: JSON.stringify(body.click_param === undefined ? {} : { click_param: body.click_param }),
      secret_ciphertext: within.secrets.seal(secretPurpose(id), body.secret),
      created_at: nowAt(within),
      updated_at: nowAt(within),
    });
    await recordAudit(within, {
      action: "connection.created",
      subjectKind: "connection",
      subjectId: id,
      detail: { kind: body.kind, store_id: store.id },
    });
    return shown(within, row);
  });
}

/** What may be changed of a connection; what is missing stays. */
export interface ConnectionChanges {
  readonly secret?: string | undefined;
  readonly click_param?: string | null | undefined;
  readonly is_disabled?: boolean | undefined;
}

const changedColumns = (ctx: WorkspaceContext, row: Connection, changes: ConnectionChanges) => ({
  ...(changes.secret === undefined ? {} : { secret_ciphertext: ctx.secrets.seal(secretPurpose(row.id), changes.secret) }),
  ...(changes.click_param === undefined
    ? {}
    : { config: JSON.stringify(changes.click_param === null ? {} : { click_param: changes.click_param }) }),
  ...(changes.is_disabled === undefined ? {} : { disabled_at: changes.is_disabled ? nowAt(ctx) : null }),
});

/** Changes a connection. @throws Problem not-found for any other id */
export async function updateConnection(ctx: WorkspaceContext, id: string, changes: ConnectionChanges) {
  return inTransaction(ctx, async (within) => {
    const before = await queries.findConnection(within.db, within.workspaceId, id);
    if (before === undefined) throw notFound("connection", formatId("con", id));
    const values = { ...changedColumns(within, before, changes), updated_at: nowAt(within) };
    const row = await queries.updateConnection(within.db, within.workspaceId, id, values);
    const detail = {
      is_secret_changed: changes.secret !== undefined,
      click_param: changes.click_param ?? clickParam(before),
      is_disabled: changes.is_disabled ?? before.disabled_at !== null,
    };
    await recordAudit(within, { action: "connection.updated", subjectKind: "connection", subjectId: id, detail });
    return shown(within, row!);
  });
}
