import { randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { parseId } from "../../kernel/ids.ts";
import type { People } from "../../platform/auth/people.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { sha256 } from "../../platform/crypto/secrets.ts";
import { inTransaction } from "../../platform/db/database.ts";
import type { Admission, Gatekeeper } from "../../platform/http/bind.ts";
import type { Principal } from "../../platform/http/route.ts";
import { notFound, platformProblems } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { scopes as allScopes, type Scope } from "../../platform/schema/endpoint.ts";
import * as queries from "./queries.ts";
import { roleScopes } from "./roles.ts";

const scopeSet = (names: readonly string[]): ReadonlySet<Scope> =>
  new Set(names.filter((name): name is Scope => (allScopes as readonly string[]).includes(name)));

const bearer = (request: FastifyRequest): string | undefined => {
  const header = request.headers.authorization;
  return header?.startsWith("Bearer ") ? header.slice("Bearer ".length).trim() : undefined;
};

interface KnownKey {
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
}

const keyCacheMs = 5_000;

/** Looks keys up by hash, remembers each for five seconds, and writes down their last use in batches. */
function keyRing(ctx: Context) {
  const known = new Map<string, { key: KnownKey | undefined; until: number }>();
  const used = new Map<string, { workspaceId: string; id: string; at: Date }>();
  const writeUses = async () => {
    const uses = [...used.values()];
    used.clear();
    if (uses.length > 0)
      await queries
        .touchKeys(ctx.db, uses)
        .catch((error: unknown) => ctx.log.warn({ err: error }, "the keys' last use was not written down"));
  };
  const timer = setInterval(() => void writeUses(), 10_000);
  timer.unref();
  const find = async (secret: string): Promise<KnownKey | undefined> => {
    const hash = sha256(secret);
    const name = hash.toString("base64");
    const remembered = known.get(name);
    if (remembered !== undefined && remembered.until > ctx.now()) return remembered.key;
    const row = await queries.findKey(ctx.db, hash, nowAt(ctx));
    const key = row === undefined ? undefined : { workspaceId: row.workspace_id, id: row.id, name: row.name, scopes: scopeSet(row.scopes) };
    if (known.size > 10_000) known.clear();
    known.set(name, { key, until: ctx.now() + keyCacheMs });
    return key;
  };
  return {
    async use(secret: string): Promise<KnownKey | undefined> {
      const key = await find(secret);
      if (key !== undefined) used.set(key.id, { workspaceId: key.workspaceId, id: key.id, at: nowAt(ctx) });
      return key;
    },
  };
}

async function memberAdmission(ctx: Context, request: FastifyRequest, principal: Principal): Promise<Admission> {
  const named = request.headers["vouch-workspace"];
  if (typeof named !== "string") {
    const mine = await queries.listWorkspacesOf(ctx.db, principal.id);
    const only = mine.length === 1 ? mine[0] : undefined;
    if (only === undefined)
      throw new Problem(
        platformProblems["workspace-needed"],
        `You belong to ${mine.length} workspaces. Name one in the header vouch-workspace.`,
      );
    return { principal, workspaceId: only.id, scopes: scopeSet(roleScopes(only.role)) };
  }
  const workspaceId = parseId("ws", named);
  const member = workspaceId === undefined ? undefined : await queries.findMember(ctx.db, workspaceId, principal.id);
  if (workspaceId === undefined || member === undefined) throw notFound("workspace", named);
  return { principal, workspaceId, scopes: scopeSet(roleScopes(member.role)) };
}

/** Knows who a request comes from and what they may do: by session and membership, or by API key. */
export function openGatekeeper(ctx: Context, people: People): Gatekeeper {
  const keys = keyRing(ctx);
  const admissions = new WeakMap<FastifyRequest, KnownKey>();
  return {
    async principal(request) {
      const secret = bearer(request);
      if (secret !== undefined) {
        const key = await keys.use(secret);
        if (key === undefined) return undefined;
        admissions.set(request, key);
        return { kind: "api_key", id: key.id, name: key.name };
      }
      const person = await people.session(request);
      return person === undefined ? undefined : { kind: "user", id: person.id, email: person.email, name: person.name };
    },
    async admit(request, principal) {
      const key = admissions.get(request);
      return key === undefined ? memberAdmission(ctx, request, principal) : { principal, workspaceId: key.workspaceId, scopes: key.scopes };
    },
  };
}

/** A text that cannot be guessed, for keys and tokens: 32 random bytes. */
const secretText = (prefix: string): string => `${prefix}_${randomBytes(32).toString("base64url")}`;

/** Makes an API key; its secret is shown this once and only its hash is kept. */
export async function createKey(
  ctx: WorkspaceContext,
  key: { name: string; scopes: readonly Scope[]; expiresAt: Date | null },
): Promise<{ id: string; secret: string; start: string }> {
  const secret = secretText("vouch");
  const id = ctx.newId();
  const start = secret.slice(0, 10);
  await inTransaction(ctx, async (within) => {
    const createdAt = nowAt(within);
    await queries.insertApiKey(within.db, {
      workspace_id: within.workspaceId,
      id,
      name: key.name,
      start,
      scopes: [...key.scopes],
      created_by: within.actor.id,
      created_at: createdAt,
      expires_at: key.expiresAt,
    });
    await queries.insertKeyHash(within.db, { hash: sha256(secret), workspace_id: within.workspaceId, api_key_id: id });
    await recordAudit(within, {
      action: "api_key.created",
      subjectKind: "api_key",
      subjectId: id,
      detail: { name: key.name, scopes: key.scopes },
    });
  });
  return { id, secret, start };
}

/** What a new workspace is made of. */
export interface NewWorkspace {
  readonly name: string;
  readonly slug: string;
  readonly zone: string;
  readonly currency: string;
  readonly isSample: boolean;
  /** The first member, its owner. */
  readonly ownerUserId: string;
  readonly storeKind?: "shopify" | "stripe" | "custom";
}

/** Makes an organization, a workspace in it, its first member and its first store; undefined when the slug is taken. */
export async function createWorkspace(
  ctx: Context,
  workspace: NewWorkspace,
): Promise<{ workspaceId: string; storeId: string; siteKey: string } | undefined> {
  return inTransaction(ctx, async (within) => {
    const createdAt = nowAt(within);
    const [organizationId, workspaceId, storeId] = [within.newId(), within.newId(), within.newId()];
    if ((await queries.insertSlug(within.db, workspace.slug, workspaceId)) === undefined) return undefined;
    const { name, slug, zone, currency, isSample } = workspace;
    await queries.insertOrganization(within.db, { id: organizationId, name, created_at: createdAt });
    await queries.insertWorkspace(within.db, {
      id: workspaceId,
      organization_id: organizationId,
      slug,
      name,
      zone,
      currency,
      is_sample: isSample,
      created_at: createdAt,
    });
    await queries.insertMember(within.db, {
      workspace_id: workspaceId,
      id: within.newId(),
      user_id: workspace.ownerUserId,
      role: "owner",
      created_at: createdAt,
    });
    const siteKey = `site_${randomBytes(9).toString("base64url")}`;
    const store = {
      workspace_id: workspaceId,
      id: storeId,
      name,
      kind: workspace.storeKind ?? "custom",
      zone,
      currency,
      site_key: siteKey,
    };
    await queries.insertStore(within.db, { ...store, created_at: createdAt, updated_at: createdAt });
    await queries.insertSiteKey(within.db, { site_key: siteKey, workspace_id: workspaceId, store_id: storeId });
    await recordAudit(asSystem(within, workspaceId), {
      action: "workspace.created",
      subjectKind: "workspace",
      subjectId: workspaceId,
      detail: { name, slug },
    });
    return { workspaceId, storeId, siteKey };
  });
}
