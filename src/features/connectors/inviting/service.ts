import { randomBytes } from "node:crypto";
import { formatId, parseShortUuid, shortUuid } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { sameBytes, sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction, lockOn } from "../../../platform/db/database.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { loadCreator } from "../../creators/service.ts";
import type { HostedLanguage } from "../page/connect-words.ts";
import { connectorProblems } from "../problems.ts";
import { listConnections } from "../queries.ts";
import type { Invitation } from "../tables.ts";
import * as queries from "./queries.ts";

const lastsMs = 30 * 86_400_000;
const secretBytes = 32;

const shown = ({ id, language, created_at, expires_at }: Invitation) => ({
  ...{ id: formatId("pli", id), language: language as HostedLanguage },
  ...{ created_at: created_at.toISOString(), expires_at: expires_at.toISOString() },
});

const mayBeOpened = (ctx: Context, { ended_at, expires_at }: Invitation): boolean => ended_at === null && expires_at > nowAt(ctx);

/** The link of a creator that can be opened, without its secret; null: there is none. */
export async function currentInvitation(ctx: WorkspaceContext, creatorId: string) {
  const row = await queries.openInvitationOf(ctx.db, ctx.workspaceId, creatorId);
  return row === undefined || !mayBeOpened(ctx, row) ? null : shown(row);
}

/** Makes the link under which a creator connects accounts; an earlier one stops working. @throws Problem no-sign-in */
export async function inviteCreator(ctx: WorkspaceContext, creatorId: string, language: HostedLanguage) {
  return inTransaction(ctx, async (within) => {
    await loadCreator(within, creatorId);
    await lockOn(within.db, `connect invitation ${creatorId}`);
    const canSignIn = (await listConnections(within.db, within.workspaceId)).some(
      ({ method, state }) => method === "sign_in" && state === "working",
    );
    if (!canSignIn) throw new Problem(connectorProblems["no-sign-in"], "No platform is set up for sign-in here.");
    await queries.endInvitations(within.db, within.workspaceId, [creatorId], nowAt(within));
    const [id, secret] = [within.newId(), randomBytes(secretBytes)];
    const row = await queries.insertInvitation(within.db, {
      ...{ workspace_id: within.workspaceId, id, creator_id: creatorId, secret_hash: sha256(secret), language },
      ...{ created_by: `${within.actor.kind}:${within.actor.id}`, created_at: nowAt(within) },
      expires_at: new Date(within.now() + lastsMs),
    });
    await recordAudit(within, { action: "creator.invited_to_connect", subjectKind: "creator", subjectId: creatorId, detail: {} });
    const url = `${within.publicUrl}/connect/${shortUuid(within.workspaceId)}${shortUuid(id)}${secret.toString("base64url")}`;
    return { ...shown(row), url };
  });
}

/** Ends a creator's link; doing it again changes nothing. */
export async function endInvitation(ctx: WorkspaceContext, creatorId: string): Promise<Record<string, never>> {
  return inTransaction(ctx, async (within) => {
    await loadCreator(within, creatorId);
    await queries.endInvitations(within.db, within.workspaceId, [creatorId], nowAt(within));
    return {};
  });
}

/** An invitation that is open, with the context in which whoever holds its link acts. */
export interface OpenedInvitation {
  readonly within: WorkspaceContext;
  readonly invitation: Invitation;
}

/** The invitation that a link names; undefined: none, or it has ended. */
export async function openInvitation(ctx: Context, token: string): Promise<OpenedInvitation | undefined> {
  const [workspaceId, id] = [parseShortUuid(token.slice(0, 22)), parseShortUuid(token.slice(22, 44))];
  if (workspaceId === undefined || id === undefined) return undefined;
  const row = await queries.findInvitation(ctx.db, workspaceId, id);
  if (row === undefined || !mayBeOpened(ctx, row)) return undefined;
  return sameBytes(row.secret_hash, sha256(Buffer.from(token.slice(44), "base64url")))
    ? { within: asSystem(ctx, row.workspace_id, "creator"), invitation: row }
    : undefined;
}

/** The invitation under which somebody began to sign in; undefined: it has ended meanwhile. */
export async function stillInvited(ctx: WorkspaceContext, id: string): Promise<Invitation | undefined> {
  const row = await queries.findInvitation(ctx.db, ctx.workspaceId, id);
  return row !== undefined && mayBeOpened(ctx, row) ? row : undefined;
}
