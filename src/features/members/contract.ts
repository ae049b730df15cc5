import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, nameSchema } from "../../platform/schema/vocabulary.ts";

const roleSchema = z.enum(["viewer", "analyst", "manager", "admin", "owner"]).meta({ description: "What a member may do, least first" });
const nothing = z.strictObject({});

const memberSchema = z
  .strictObject({ id: idText("mem"), name: z.string(), email: z.string(), role: roleSchema, created_at: instantSchema })
  .meta({ id: "Member" });

export const listMembers = endpoint({
  id: "listMembers",
  method: "GET",
  path: "/v1/members",
  tag: "Members",
  summary: "The people of the workspace",
  access: "workspace:read",
  output: z.strictObject({ data: z.array(memberSchema) }),
});

export const updateMember = endpoint({
  id: "updateMember",
  method: "PATCH",
  path: "/v1/members/{id}",
  tag: "Members",
  summary: "Change a member's role",
  access: "members:write",
  params: z.strictObject({ id: idSchema("mem") }),
  body: z.strictObject({ role: roleSchema }),
  output: nothing,
});

export const removeMember = endpoint({
  id: "removeMember",
  method: "DELETE",
  path: "/v1/members/{id}",
  tag: "Members",
  summary: "Take a member out; what they did stays",
  access: "members:write",
  params: z.strictObject({ id: idSchema("mem") }),
  output: nothing,
});

const invitationSchema = z
  .strictObject({ id: idText("inv"), email: z.string(), role: roleSchema, created_at: instantSchema, expires_at: instantSchema })
  .meta({ id: "Invitation" });

export const listInvitations = endpoint({
  id: "listInvitations",
  method: "GET",
  path: "/v1/invitations",
  tag: "Members",
  summary: "Invitations that wait",
  access: "workspace:read",
  output: z.strictObject({ data: z.array(invitationSchema) }),
});

export const createInvitation = endpoint({
  id: "createInvitation",
  method: "POST",
  path: "/v1/invitations",
  tag: "Members",
  summary: "Invite somebody; their link is valid for seven days",
  description: "The link is mailed when a mail server is set, and is in the answer, to pass on by hand.",
  access: "members:write",
  status: 201,
  body: z.strictObject({ email: z.email("must be an e-mail address").max(254), role: roleSchema }),
  output: invitationSchema.extend({ url: z.string(), mailed: z.boolean() }),
});

export const revokeInvitation = endpoint({
  id: "revokeInvitation",
  method: "DELETE",
  path: "/v1/invitations/{id}",
  tag: "Members",
  summary: "Take an invitation back",
  access: "members:write",
  params: z.strictObject({ id: idSchema("inv") }),
  output: nothing,
});

export const acceptInvitation = endpoint({
  id: "acceptInvitation",
  method: "POST",
  path: "/v1/invitations/accept",
  tag: "Members",
  summary: "Join a workspace by the token of an invitation",
  description:
    "Somebody new chooses a name and a password. Somebody who is known already signs in with their own password afterwards; what they send here is ignored.",
  access: "public",
  body: z.strictObject({
    token: z.string().max(200),
    name: nameSchema(200),
    password: z.string().min(10, "must have at least 10 characters").max(128),
  }),
  output: z.strictObject({ email: z.string() }),
});
