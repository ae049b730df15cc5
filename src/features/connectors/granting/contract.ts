import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema } from "../../../platform/schema/vocabulary.ts";
import { signInPlatforms } from "../oauth/sign-in-protocol.ts";
import { hostedLanguages } from "../page/connect-words.ts";

const ofCreator = z.strictObject({ id: idSchema("cre") });

const grantSchema = z
  .strictObject({
    id: idText("plg"),
    account_id: idText("acc"),
    platform: z.enum(signInPlatforms),
    handle: z.string().meta({ description: "As the platform said it when the owner signed in" }),
    state: z
      .enum(["working", "ended", "disconnected"])
      .meta({ description: "Ended: the platform takes the permission no more; disconnected: the owner or somebody here took it back" }),
    problem: z.string().nullable().meta({ description: "Why it ended and what to do" }),
    consent: z.string().meta({ description: "The sentence that the owner agreed to" }),
    granted_at: instantSchema,
    updated_at: instantSchema,
  })
  .meta({ id: "ConnectedAccount" });

const invitationFields = {
  id: idText("pli"),
  language: z.enum(hostedLanguages),
  created_at: instantSchema,
  expires_at: instantSchema,
};

export const listGrants = endpoint({
  id: "listConnectedAccounts",
  method: "GET",
  path: "/v1/creators/{id}/connected-accounts",
  tag: "Platforms",
  summary: "The accounts of a creator whose owner signed in, and whether a link to connect more is open",
  access: "creators:read",
  params: ofCreator,
  output: z.strictObject({
    data: z.array(grantSchema),
    invitation: z
      .strictObject(invitationFields)
      .nullable()
      .meta({ id: "OpenConnectInvitation", description: "Null: no link is open. The link itself is kept nowhere" }),
  }),
});

export const inviteCreator = endpoint({
  id: "inviteCreatorToConnect",
  method: "POST",
  path: "/v1/creators/{id}/connect-invitation",
  tag: "Platforms",
  summary: "Make the link under which a creator connects accounts by signing in",
  description:
    "The link is in this answer only: its secret is kept nowhere. It holds thirty days and as often as it is used; making another one ends it. Who has it sees which accounts are connected and can disconnect them.",
  access: "creators:write",
  status: 201,
  params: ofCreator,
  body: z.strictObject({ language: z.enum(hostedLanguages).default("en").meta({ description: "Of the page's words" }) }),
  output: z.strictObject({ ...invitationFields, url: z.string() }).meta({ id: "ConnectInvitation" }),
});

export const endInvitation = endpoint({
  id: "endConnectInvitation",
  method: "DELETE",
  path: "/v1/creators/{id}/connect-invitation",
  tag: "Platforms",
  summary: "End a creator's link; what was connected under it stays",
  access: "creators:write",
  params: ofCreator,
  output: z.strictObject({}),
});

export const disconnect = endpoint({
  id: "disconnectAccount",
  method: "POST",
  path: "/v1/connected-accounts/{id}/disconnect",
  tag: "Platforms",
  summary: "Forget an account's tokens and give them back to the platform; figures stay",
  access: "creators:write",
  params: z.strictObject({ id: idSchema("plg") }),
  output: grantSchema,
});
