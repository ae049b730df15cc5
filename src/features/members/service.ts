import { randomBytes } from "node:crypto";
import { formatId, parseId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { sameBytes, sha256 } from "../../platform/crypto/secrets.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { notFound } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { memberProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import type { Role } from "./roles.ts";

export { roleScopes } from "./roles.ts";

/** A person's role in a workspace. */
export const findMemberOf = (ctx: Context, workspaceId: string, userId: string) => queries.findMemberOf(ctx.db, workspaceId, userId);

/** Everywhere a person belongs. */
export const listMembershipsOf = (ctx: Context, userId: string) => queries.listMembershipsOf(ctx.db, userId);

/** Adds a person to the workspace; nothing happens when they are in it already. */
export async function addMember(ctx: WorkspaceContext, userId: string, role: Role): Promise<void> {
  const row = { workspace_id: ctx.workspaceId, id: ctx.newId(), user_id: userId, role, created_at: nowAt(ctx) };
  if ((await queries.insertMember(ctx.db, row)) === undefined) return;
  await recordAudit(ctx, { action: "member.added", subjectKind: "member", subjectId: row.id, detail: { role } });
}

/** The users behind the members of the workspace, by member. */
export async function usersOfMembers(ctx: WorkspaceContext): Promise<Map<string, string>> {
  const rows = await queries.listMembers(ctx.db, ctx.workspaceId, false);
  return new Map(rows.map((row) => [row.id, row.user_id]));
}

/** The members, oldest first. */
export async function listMembers(ctx: WorkspaceContext) {
  const rows = await queries.listMembers(ctx.db, ctx.workspaceId, false);
  const people = await ctx.people.find(rows.map((row) => row.user_id));
  return {
    data: rows.map((row) => ({
      id: formatId("mem", row.id),
      name: people.get(row.user_id)?.name ?? "",
      email: people.get(row.user_id)?.email ?? "",
      role: row.role as Role,
      created_at: row.created_at.toISOString(),
    })),
  };
}

/** Loads a member whose role is about to change, and makes sure an owner is left. */
async function memberToChange(ctx: WorkspaceContext, id: string, staysOwner: boolean) {
  const rows = await queries.listMembers(ctx.db, ctx.workspaceId, true);
  const member = rows.find((row) => row.id === id);
  if (member === undefined) throw notFound("member", formatId("mem", id));
  const owners = rows.filter((row) => row.role === "owner");
  if (member.role === "owner" && owners.length === 1 && !staysOwner)
    throw new Problem(memberProblems["last-owner"], "This is the only owner. Make somebody else an owner first.");
  return member;
}

/** Changes a member's role. */
export async function updateMember(ctx: WorkspaceContext, id: string, role: Role): Promise<Record<string, never>> {
  return inTransaction(ctx, async (within) => {
    const before = await memberToChange(within, id, role === "owner");
    await queries.updateMember(within.db, within.workspaceId, id, { role });
    await recordAudit(within, {
      action: "member.role_changed",
      subjectKind: "member",
      subjectId: id,
      detail: { before: before.role, after: role },
    });
    return {};
  });
}

/** Takes a member out. */
export async function removeMember(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  return inTransaction(ctx, async (within) => {
    const before = await memberToChange(within, id, false);
    await queries.updateMember(within.db, within.workspaceId, id, { removed_at: nowAt(within) });
    await recordAudit(within, { action: "member.removed", subjectKind: "member", subjectId: id, detail: { role: before.role } });
    return {};
  });
}

const weekMs = 7 * 24 * 60 * 60 * 1000;

const shownInvitation = (row: { id: string; email: string; role: string; created_at: Date; expires_at: Date }) => ({
  id: formatId("inv", row.id),
  email: row.email,
  role: row.role as Role,
  created_at: row.created_at.toISOString(),
  expires_at: row.expires_at.toISOString(),
});

/** Invitations that wait for their person. */
export const listInvitations = async (ctx: WorkspaceContext) => ({
  data: (await queries.listInvitations(ctx.db, ctx.workspaceId, nowAt(ctx))).map(shownInvitation),
});

/** Invites by e-mail. The token names workspace and invitation; only the hash of its secret is kept. */
export async function createInvitation(ctx: WorkspaceContext, body: { email: string; role: Role }) {
  const secret = randomBytes(24).toString("base64url");
  const row = await inTransaction(ctx, async (within) => {
    const now = nowAt(within);
    const made = await queries.insertInvitation(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      email: body.email.toLowerCase(),
      role: body.role,
      token_hash: sha256(secret),
      invited_by: within.actor.id,
      created_at: now,
      expires_at: new Date(now.getTime() + weekMs),
    });
    await recordAudit(within, { action: "member.invited", subjectKind: "invitation", subjectId: made.id, detail: { role: body.role } });
    return made;
  });
  const url = `${ctx.publicUrl}/invitations/${formatId("ws", ctx.workspaceId)}.${formatId("inv", row.id)}.${secret}`;
  const text = `You are invited to a Vouch workspace. This link is valid for seven days:\n\n${url}\n`;
  const mailed = (await ctx.mail.send({ to: row.email, subject: "You are invited to Vouch", text })) === "sent";
  return { ...shownInvitation(row), url, mailed };
}

/** Takes an invitation back. */
export async function revokeInvitation(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  return inTransaction(ctx, async (within) => {
    const row = await queries.lockInvitation(within.db, within.workspaceId, id);
    if (row === undefined) throw notFound("invitation", formatId("inv", id));
    await queries.updateInvitation(within.db, within.workspaceId, id, { revoked_at: nowAt(within) });
    await recordAudit(within, { action: "invitation.revoked", subjectKind: "invitation", subjectId: id });
    return {};
  });
}

const notValid = () =>
  new Problem(
    memberProblems["invitation-not-valid"],
    "The invitation was used, taken back, or is older than seven days. Ask for a new one.",
  );

async function validInvitation(ctx: Context, token: string) {
  const [workspace = "", invitation = "", secret = ""] = token.split(".");
  const [workspaceId, id] = [parseId("ws", workspace), parseId("inv", invitation)];
  if (workspaceId === undefined || id === undefined) throw notValid();
  const row = await queries.lockInvitation(ctx.db, workspaceId, id);
  if (row === undefined || !sameBytes(row.token_hash, sha256(secret))) throw notValid();
  if (row.accepted_at !== null || row.revoked_at !== null || row.expires_at.getTime() <= ctx.now()) throw notValid();
  return row;
}

/** Joins by an invitation: makes the person when nobody has the e-mail yet. */
export async function acceptInvitation(ctx: Context, body: { token: string; name: string; password: string }): Promise<{ email: string }> {
  return inTransaction(ctx, async (within) => {
    const row = await validInvitation(within, body.token);
    const person = await within.people.create({ email: row.email, name: body.name, password: body.password });
    const system = asSystem(within, row.workspace_id, "invitation");
    await addMember(system, person.id, row.role as Role);
    await queries.updateInvitation(within.db, row.workspace_id, row.id, { accepted_at: nowAt(within) });
    await recordAudit(system, { action: "invitation.accepted", subjectKind: "invitation", subjectId: row.id });
    return { email: row.email };
  });
}
