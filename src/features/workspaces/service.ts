import type { Selectable } from "kysely";
import { formatId, parseId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import type { Admission, Gatekeeper, IncomingRequest } from "../../platform/http/bind.ts";
import type { PersonContext, Principal } from "../../platform/http/route.ts";
import { notFound, platformProblems } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { openKeyRing, scopeSet, type KnownKey } from "../api-keys/service.ts";
import { addMember, findMemberOf, listMembershipsOf, roleScopes } from "../members/service.ts";
import { createStore } from "../stores/service.ts";
import { workspaceProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import type { WorkspaceTables } from "./tables.ts";

export type Workspace = Selectable<WorkspaceTables["workspaces"]>;

const shown = (row: Workspace & { role: string }) => ({
  id: formatId("ws", row.id),
  name: row.name,
  slug: row.slug,
  zone: row.zone,
  currency: row.currency,
  is_sample: row.is_sample,
  role: row.role,
  created_at: row.created_at.toISOString(),
});

const bearer = (request: IncomingRequest): string | undefined => {
  const header = request.headers.authorization;
  return header?.startsWith("Bearer ") === true ? header.slice("Bearer ".length).trim() : undefined;
};

/** The workspaces of a person with their role in each, oldest first. */
async function workspacesOf(ctx: Context, userId: string): Promise<(Workspace & { role: string })[]> {
  const roleIn = new Map((await listMembershipsOf(ctx, userId)).map((row) => [row.workspace_id, row.role]));
  return (await queries.listWorkspaces(ctx.db, [...roleIn.keys()])).map((row) => ({ ...row, role: roleIn.get(row.id)! }));
}

async function memberAdmission(ctx: Context, request: IncomingRequest, principal: Principal): Promise<Admission> {
  const named = request.headers["vouch-workspace"];
  if (typeof named === "string") {
    const workspaceId = parseId("ws", named);
    const member = workspaceId === undefined ? undefined : await findMemberOf(ctx, workspaceId, principal.id);
    if (workspaceId === undefined || member === undefined) throw notFound("workspace", named);
    return { principal, workspaceId, scopes: scopeSet(roleScopes(member.role)) };
  }
  const mine = await workspacesOf(ctx, principal.id);
  const [only] = mine;
  if (mine.length !== 1 || only === undefined)
    throw new Problem(
      platformProblems["workspace-needed"],
      `You belong to ${mine.length} workspaces. Name one in the header vouch-workspace.`,
    );
  return { principal, workspaceId: only.id, scopes: scopeSet(roleScopes(only.role)) };
}

/** Knows who a request comes from and what they may do: by session and membership, or by API key. */
export function openGatekeeper(ctx: Context): Gatekeeper {
  const keys = openKeyRing(ctx);
  const keyOf = new WeakMap<IncomingRequest, KnownKey>();
  return {
    async principal(request) {
      const secret = bearer(request);
      if (secret === undefined) {
        const person = await ctx.people.session(request);
        return person === undefined ? undefined : { kind: "user", id: person.id, email: person.email, name: person.name };
      }
      const key = await keys.use(secret);
      if (key === undefined) return undefined;
      keyOf.set(request, key);
      return { kind: "api_key", id: key.id, name: key.name, workspaceId: key.workspaceId };
    },
    async admit(request, principal) {
      const key = keyOf.get(request);
      return key === undefined ? memberAdmission(ctx, request, principal) : { principal, workspaceId: key.workspaceId, scopes: key.scopes };
    },
  };
}

/** Who is signed in, and where they belong. */
export async function getMe(ctx: PersonContext) {
  const { kind, id, name, email, workspaceId } = ctx.principal;
  const ofKey = workspaceId === undefined ? undefined : await queries.findWorkspace(ctx.db, workspaceId);
  const mine = kind === "user" ? await workspacesOf(ctx, id) : ofKey === undefined ? [] : [{ ...ofKey, role: "key" }];
  const publicId = formatId(kind === "user" ? "usr" : "key", id);
  return { kind, id: publicId, name: name ?? null, email: email ?? null, workspaces: mine.map(shown) };
}

/** The workspace itself: its zone, currency and name. */
export async function loadWorkspace(ctx: WorkspaceContext): Promise<Workspace> {
  const row = await queries.findWorkspace(ctx.db, ctx.workspaceId);
  if (row === undefined) throw notFound("workspace", formatId("ws", ctx.workspaceId));
  return row;
}

/** Every workspace of the installation, for the worker's rounds and `vouch verify`. */
export const listAllWorkspaces = (ctx: Context) => queries.listAllWorkspaces(ctx.db);

/** What a new workspace is made of. */
export interface NewWorkspace {
  readonly name: string;
  readonly slug: string;
  readonly zone: string;
  readonly currency: string;
  readonly isSample: boolean;
  /** The first member, its owner. */
  readonly ownerUserId: string;
  readonly storeKind: "shopify" | "stripe" | "custom";
}

/** Makes an organization, a workspace in it, its owner and its first store. @throws Problem slug-taken */
export async function createWorkspace(ctx: Context, workspace: NewWorkspace) {
  const { name, slug, zone, currency, isSample, ownerUserId, storeKind } = workspace;
  return inTransaction(ctx, async (within) => {
    const now = nowAt(within);
    const [organizationId, workspaceId] = [within.newId(), within.newId()];
    if ((await queries.insertSlug(within.db, slug, workspaceId)) === undefined)
      throw new Problem(workspaceProblems["slug-taken"], `The short name ${slug} is taken. Choose another.`);
    await queries.insertOrganization(within.db, { id: organizationId, name, created_at: now });
    const row = await queries.insertWorkspace(within.db, {
      id: workspaceId,
      organization_id: organizationId,
      slug,
      name,
      zone,
      currency,
      is_sample: isSample,
      created_at: now,
    });
    const system = asSystem(within, workspaceId);
    await addMember(system, ownerUserId, "owner");
    await recordAudit(system, { action: "workspace.created", subjectKind: "workspace", subjectId: workspaceId, detail: { name, slug } });
    const store = await createStore(system, {
      name,
      kind: storeKind,
      zone,
      currency,
      allowed_origins: [],
      consent_mode: "by_country",
      cookie_domain: null,
    });
    return { workspaceId, storeId: parseId("sto", store.id)!, siteKey: store.site_key, shown: shown({ ...row, role: "owner" }) };
  });
}

/** Makes a workspace for the person who asks. */
export async function startWorkspace(
  ctx: PersonContext,
  body: { name: string; slug: string; zone: string; currency: string; store_kind: NewWorkspace["storeKind"] },
) {
  if (ctx.principal.kind !== "user")
    throw new Problem(platformProblems["not-allowed"], "A key belongs to one workspace. Sign in as a person to start another.");
  const made = await createWorkspace(ctx, { ...body, isSample: false, ownerUserId: ctx.principal.id, storeKind: body.store_kind });
  return made.shown;
}

/** Renames the workspace. */
export async function renameWorkspace(ctx: WorkspaceContext, name: string): Promise<Record<string, never>> {
  return inTransaction(ctx, async (within) => {
    const before = await loadWorkspace(within);
    await queries.updateWorkspace(within.db, within.workspaceId, { name });
    await recordAudit(within, {
      action: "workspace.renamed",
      subjectKind: "workspace",
      subjectId: within.workspaceId,
      detail: { before: before.name, after: name },
    });
    return {};
  });
}
