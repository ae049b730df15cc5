import { randomBytes } from "node:crypto";
import type { Selectable } from "kysely";
import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { sha256 } from "../../platform/crypto/secrets.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { notFound, platformProblems } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { scopes as allScopes, type Scope } from "../../platform/schema/endpoint.ts";
import * as queries from "./queries.ts";
import type { KeyTables } from "./tables.ts";

/** A key in force. */
export interface KnownKey {
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly expiresAtMs: number;
}

/** Only scopes that exist: a name that was taken out of the product opens nothing. */
export const scopeSet = (names: readonly string[]): ReadonlySet<Scope> =>
  new Set(names.filter((name): name is Scope => (allScopes as readonly string[]).includes(name)));

/** Keys that this process has revoked: another one forgets them within {@link rememberMs}, this one at once. */
const revokedHere = new Set<string>();

const rememberMs = 5_000;
const mostRemembered = 10_000;

async function findKnown(ctx: Context, hash: Buffer): Promise<KnownKey | undefined> {
  const row = await queries.findKey(ctx.db, hash, nowAt(ctx));
  if (row === undefined) return undefined;
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    name: row.name,
    scopes: scopeSet(row.scopes),
    expiresAtMs: row.expires_at?.getTime() ?? Infinity,
  };
}

/** Looks keys up by their hash, remembers each answer for five seconds unless it revokes the key itself, and writes down their last use in batches. */
export function openKeyRing(ctx: Context): { use(secret: string): Promise<KnownKey | undefined> } {
  const remembered = new Map<string, { key: KnownKey | undefined; until: number }>();
  const uses = new Map<string, { workspaceId: string; id: string; at: Date }>();
  const writeUses = async () => {
    const batch = [...uses.values()];
    uses.clear();
    if (batch.length > 0) await queries.touchKeys(ctx.db, batch);
  };
  setInterval(
    () => void writeUses().catch((err: unknown) => ctx.log.warn({ err }, "the keys' last use was not written down")),
    10_000,
  ).unref();
  const find = async (secret: string): Promise<KnownKey | undefined> => {
    const hash = sha256(secret);
    const known = remembered.get(hash.toString("base64"));
    if (known !== undefined && known.until > ctx.now()) return known.key;
    const key = await findKnown(ctx, hash);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(hash.toString("base64"), { key, until: ctx.now() + rememberMs });
    return key;
  };
  return {
    async use(secret) {
      const key = await find(secret);
      if (key === undefined || key.expiresAtMs <= ctx.now() || revokedHere.has(key.id)) return undefined;
      uses.set(key.id, { workspaceId: key.workspaceId, id: key.id, at: nowAt(ctx) });
      return key;
    },
  };
}

const shown = (row: Selectable<KeyTables["api_keys"]>) => ({
  id: formatId("key", row.id),
  name: row.name,
  start: row.start,
  scopes: row.scopes,
  created_at: row.created_at.toISOString(),
  expires_at: row.expires_at?.toISOString() ?? null,
  last_used_at: row.last_used_at?.toISOString() ?? null,
  revoked_at: row.revoked_at?.toISOString() ?? null,
});

/** Keys of the workspace, newest first. */
export async function listKeys(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const rows = await queries.listKeys(ctx.db, ctx.workspaceId, query.limit, parseCursor(query.cursor));
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), shown);
}

function refuseWiderScopes(ctx: WorkspaceContext, wanted: readonly Scope[]): void {
  const missing = wanted.filter((scope) => !ctx.scopes.has(scope));
  if (missing.length > 0)
    throw new Problem(
      platformProblems["not-allowed"],
      `A key cannot do more than its maker: you do not have ${missing.join(", ")}. Leave it out.`,
    );
}

/** Makes an API key. Its secret is in the answer this once; only the SHA-256 is kept. */
export async function createKey(ctx: WorkspaceContext, key: { name: string; scopes: readonly Scope[]; expires_at: string | null }) {
  refuseWiderScopes(ctx, key.scopes);
  const secret = `vouch_${randomBytes(32).toString("base64url")}`;
  return inTransaction(ctx, async (within) => {
    const id = within.newId();
    const row = await queries.insertKey(within.db, {
      workspace_id: within.workspaceId,
      id,
      name: key.name,
      start: secret.slice(0, 10),
      scopes: [...new Set(key.scopes)],
      created_by: within.actor.id,
      created_at: nowAt(within),
      expires_at: key.expires_at,
    });
    await queries.insertHash(within.db, { hash: sha256(secret), workspace_id: within.workspaceId, api_key_id: id });
    await recordAudit(within, {
      action: "api_key.created",
      subjectKind: "api_key",
      subjectId: id,
      detail: { name: key.name, scopes: key.scopes },
    });
    return { ...shown(row), secret };
  });
}

/** Revokes a key for good. */
export async function revokeKey(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  await inTransaction(ctx, async (within) => {
    const revoked = await queries.revokeKey(within.db, within.workspaceId, id, nowAt(within));
    if (revoked === undefined) throw notFound("API key", formatId("key", id));
    await recordAudit(within, { action: "api_key.revoked", subjectKind: "api_key", subjectId: id, detail: { name: revoked.name } });
  });
  revokedHere.add(id);
  return {};
}
