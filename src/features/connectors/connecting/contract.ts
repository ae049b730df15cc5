import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema, nameSchema } from "../../../platform/schema/vocabulary.ts";
import { signInPlatforms } from "../oauth/sign-in-protocol.ts";
import { connectedPlatforms } from "../platforms.ts";

const labelSchema = nameSchema(120).meta({ description: "How you tell it from others, such as the project's name" });
const keySchema = z
  .string()
  .trim()
  .min(8)
  .max(500)
  .meta({ description: "The key from the platform's console; it is kept encrypted and never shown" });

const tokenSchema = z
  .string()
  .trim()
  .min(20)
  .max(1_000)
  .meta({ description: "A user access token from Meta's console; it is kept encrypted and never shown" });
const metaId = (what: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{5,25}$/, "must be digits")
    .meta({ description: what });

const quotaSchema = z
  .strictObject({
    key: z.string(),
    name: z.string(),
    unit: z.string(),
    window: z.enum(["pacific_day", "hour", "minute", "day", "week"]).meta({
      description: "Counted over a day in California, an hour or a minute of the clock, a day of UTC, or the last seven days",
    }),
    limit: z.number().int().meta({ description: "What a new project may use in one window; the platform may raise it" }),
    used: z.number().int().meta({ description: "What this connection has used in the window that runs" }),
    left: z.number().int(),
    resets_at: instantSchema.meta({ description: "When the window ends; of seven days: when the use that is oldest counts no more" }),
    source: z.string().meta({ description: "Where the platform says so" }),
    read_on: daySchema.meta({ description: "The day on which it was read there" }),
  })
  .meta({ id: "PlatformQuota" });

const connectionSchema = z
  .strictObject({
    id: idText("plc"),
    platform: z.enum(connectedPlatforms),
    method: z.enum(["api_key", "access_token", "sign_in"]).meta({
      description: "Sign-in: an app at which creators sign in, each for their own accounts",
    }),
    label: z.string(),
    state: z
      .enum(["working", "refused", "removed"])
      .meta({ description: "Refused: the platform does not take the key or the authorisation any more" }),
    problem: z.string().nullable().meta({ description: "What the platform says and what to do" }),
    account: z.string().nullable().meta({ description: "Of a token: the handle of the account on whose behalf the platform is asked" }),
    expires_at: instantSchema
      .nullable()
      .meta({ description: "Of a token: when it ends, unless it is renewed, which happens by itself; null: no end is known" }),
    client_id: z.string().nullable().meta({ description: "Of sign-in: the app's id at the platform" }),
    signed_in: z.number().int().nullable().meta({ description: "Of sign-in: how many accounts' owners permit their figures to be read" }),
    quotas: z.array(quotaSchema),
    created_at: instantSchema,
  })
  .meta({ id: "PlatformConnection" });

export const listConnections = endpoint({
  id: "listPlatformConnections",
  method: "GET",
  path: "/v1/platform-connections",
  tag: "Platforms",
  summary: "The platforms that are connected, with what is left of their quotas",
  access: "creators:read",
  output: z.strictObject({ data: z.array(connectionSchema) }),
});

export const connectPlatform = endpoint({
  id: "connectPlatform",
  method: "POST",
  path: "/v1/platform-connections",
  tag: "Platforms",
  summary: "Connect YouTube with an API key, or Instagram with an access token",
  description:
    "What is given is tried before it is kept: a key with one call, a token by exchanging it for one that holds sixty days and asking for the account with that.",
  access: "workspace:write",
  status: 201,
  creates: true,
  body: z.discriminatedUnion("platform", [
    z.strictObject({ platform: z.literal("youtube"), label: labelSchema, api_key: keySchema }),
    z.strictObject({
      platform: z.literal("instagram"),
      label: labelSchema,
      access_token: tokenSchema,
      account_id: metaId("The id of the professional account, as Meta's Graph API Explorer shows it"),
      app_id: metaId("The id of the app that the token was made for"),
      app_secret: keySchema.meta({
        description: "The app's secret, with which the token is renewed; it is kept encrypted and never shown",
      }),
    }),
  ]),
  output: connectionSchema,
});

const clientSecretSchema = z
  .string()
  .trim()
  .min(8)
  .max(500)
  .meta({ description: "The app's secret from the platform's console; it is kept encrypted and never shown" });

export const listSignInPlatforms = endpoint({
  id: "listSignInPlatforms",
  method: "GET",
  path: "/v1/sign-in-platforms",
  tag: "Platforms",
  summary: "The platforms at which creators can sign in, and what is entered in their consoles",
  access: "creators:read",
  output: z.strictObject({
    data: z.array(
      z
        .strictObject({
          platform: z.enum(signInPlatforms),
          redirect_uri: z
            .string()
            .meta({ description: "Where the platform sends people back to; it is entered in its console as it stands" }),
          scopes: z.array(z.string()).meta({ description: "The permissions that are asked for, as the platform names them" }),
          id_name: z.string().meta({ description: "What the platform calls the app's id" }),
          secret_name: z.string().meta({ description: "What it calls the app's secret" }),
          connection_id: idText("plc").nullable().meta({ description: "Null: not set up" }),
        })
        .meta({ id: "SignInPlatform" }),
    ),
  }),
});

export const connectSignIn = endpoint({
  id: "connectSignIn",
  method: "POST",
  path: "/v1/sign-in-platforms",
  tag: "Platforms",
  summary: "Let creators sign in at a platform, through an app of your own there",
  description:
    "The app's id and secret are tried before they are kept, with a code that is none: a platform that takes the app refuses the code.",
  access: "workspace:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    platform: z.enum(signInPlatforms),
    client_id: z.string().trim().min(4).max(300).meta({ description: "The app's id from the platform's console" }),
    client_secret: clientSecretSchema,
  }),
  output: connectionSchema,
});

const oneConnection = z.strictObject({ id: idSchema("plc") });

export const changeKey = endpoint({
  id: "changePlatformKey",
  method: "PATCH",
  path: "/v1/platform-connections/{id}",
  tag: "Platforms",
  summary: "Give a connection another key, token or secret, which is tried first",
  access: "workspace:write",
  params: oneConnection,
  body: z
    .strictObject({
      api_key: keySchema.optional().meta({ description: "Of YouTube" }),
      access_token: tokenSchema.optional().meta({ description: "Of Instagram: for the same app and account" }),
      client_secret: clientSecretSchema.optional().meta({ description: "Of sign-in: of the same app" }),
    })
    .refine((given) => Object.keys(given).length === 1, "give one of api_key, access_token and client_secret"),
  output: connectionSchema,
});

export const removeConnection = endpoint({
  id: "removePlatformConnection",
  method: "POST",
  path: "/v1/platform-connections/{id}/remove",
  tag: "Platforms",
  summary: "Forget a connection's key; what was learnt through it stays",
  access: "workspace:write",
  params: oneConnection,
  output: connectionSchema,
});
