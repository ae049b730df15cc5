import { logLevels } from "../log.ts";
import {
  address,
  filePath,
  flag,
  graphVersion,
  listenAddress,
  networks,
  oneOf,
  origin,
  port,
  textOf,
  wholeNumber,
  type ValueKind,
} from "./value-kinds.ts";

/** One variable of the environment. Without a default it may be missing. A secret's value is never shown. */
export type Variable<T> = { name: string; kind: ValueKind<T>; default?: string; secret?: true; sentence: string };

const optional = <T>(variable: Variable<T>): Variable<T | undefined> => variable;
const required = <T>(variable: Variable<T> & { default: string }): Variable<T> => variable;

/** Every variable that Vouch reads, in the order of the documentation. The keys are the names that the code uses. */
export const variables = {
  data: required({
    name: "VOUCH_DATA",
    kind: filePath,
    default: "./.vouch",
    sentence: "The directory that holds everything: database, clicks not yet stored, files, secret. Also `--data`.",
  }),
  host: required({
    name: "VOUCH_HOST",
    kind: listenAddress,
    default: "127.0.0.1",
    sentence: "The address that the API, the app and the short links listen on.",
  }),
  port: required({
    name: "VOUCH_PORT",
    kind: port,
    default: "4600",
    sentence: "The port of the API and the app. `vouch start` takes the next free one when it is taken. Also `--port`.",
  }),
  edgePort: required({
    name: "VOUCH_EDGE_PORT",
    kind: port,
    default: "4601",
    sentence: "The port of the short links and of the browser snippet's events. Also `--edge-port`.",
  }),
  edgeAdminHost: required({
    name: "VOUCH_EDGE_ADMIN_HOST",
    kind: listenAddress,
    default: "127.0.0.1",
    sentence: "The address on which an edge answers `/health`, `/ready` and `/metrics`; keep it closed to the public.",
  }),
  edgeAdminPort: required({
    name: "VOUCH_EDGE_ADMIN_PORT",
    kind: port,
    default: "4602",
    sentence: "The port on which an edge answers `/health`, `/ready` and `/metrics`.",
  }),
  shipperAdminPort: optional({
    name: "VOUCH_SHIPPER_ADMIN_PORT",
    kind: port,
    sentence: "The port on which an edge's shipper answers `/health`, `/ready` and `/metrics`. Missing means that it answers none.",
  }),
  edgeName: optional({
    name: "VOUCH_EDGE_NAME",
    kind: textOf(1, 100),
    sentence: "What this edge is called where edges are listed. Missing means the machine's name.",
  }),
  publicUrl: optional({
    name: "VOUCH_PUBLIC_URL",
    kind: origin,
    sentence:
      "Where people reach the app from outside, such as `https://vouch.example.com`. Missing means `http://localhost` and the port.",
  }),
  trustedProxies: optional({
    name: "VOUCH_TRUSTED_PROXIES",
    kind: networks,
    sentence: "The reverse proxies whose `X-Forwarded-*` headers are believed. Missing means none: the connection's own address counts.",
  }),
  requestsPerMinute: required({
    name: "VOUCH_REQUESTS_PER_MINUTE",
    kind: wholeNumber(1, 1_000_000),
    default: "1200",
    sentence: "How many API requests one address, of IPv6 one /64 network, may send in a minute before it is answered 429.",
  }),
  databaseUrl: optional({
    name: "DATABASE_URL",
    kind: address("postgres", "postgresql"),
    secret: true,
    sentence: "A PostgreSQL server of your own, 15 or newer, with the owner's login. Missing means that Vouch starts its own.",
  }),
  databaseAppUrl: optional({
    name: "DATABASE_APP_URL",
    kind: address("postgres", "postgresql"),
    secret: true,
    sentence:
      "A second login, a member of the role `vouch_app`, for everything but migrations. Missing means the owner's login under that role.",
  }),
  databaseConnections: required({
    name: "VOUCH_DATABASE_CONNECTIONS",
    kind: wholeNumber(2, 100),
    default: "10",
    sentence: "The most connections that one process opens to the database.",
  }),
  secret: optional({
    name: "VOUCH_SECRET",
    kind: textOf(32, 512),
    secret: true,
    sentence:
      "The key of everything encrypted or hashed, the same for all processes. Missing means the one in the data directory; with `DATABASE_URL` and roles on several machines it must be set.",
  }),
  edgeFsync: required({
    name: "VOUCH_EDGE_FSYNC",
    kind: flag,
    default: "no",
    sentence:
      "`yes` syncs each click to the disk before the redirect is answered: a click then also survives a power cut, at about a third of the speed.",
  }),
  keepShippedHours: required({
    name: "VOUCH_KEEP_SHIPPED_HOURS",
    kind: wholeNumber(0, 8760),
    default: "24",
    sentence: "How long an edge keeps clicks on its disk after the database has them.",
  }),
  keepSaltDays: required({
    name: "VOUCH_KEEP_SALT_DAYS",
    kind: wholeNumber(1, 3650),
    default: "30",
    sentence: "How long a day's salt of hashed client addresses is kept; without it nobody can tell which address a hash came from.",
  }),
  logLevel: required({
    name: "VOUCH_LOG_LEVEL",
    kind: oneOf(logLevels),
    default: "info",
    sentence: "How much is logged. In a terminal `vouch start` logs from `warn` on when this is missing.",
  }),
  smtpUrl: optional({
    name: "SMTP_URL",
    kind: address("smtp", "smtps"),
    secret: true,
    sentence:
      "The mail server, such as `smtps://user:password@mail.example.com`. Missing means that no mail is sent and links are shown to be copied.",
  }),
  mailFrom: required({
    name: "VOUCH_MAIL_FROM",
    kind: textOf(3, 320),
    default: "Vouch <vouch@localhost>",
    sentence: "The sender of mail.",
  }),
  allowPrivateWebhooks: required({
    name: "VOUCH_ALLOW_PRIVATE_WEBHOOKS",
    kind: flag,
    default: "no",
    sentence: "`yes` lets outgoing webhooks reach private addresses; for a developer's machine only.",
  }),
  platformStandIn: optional({
    name: "VOUCH_PLATFORM_STAND_IN",
    kind: origin,
    sentence:
      "A server that is asked in place of YouTube, on private addresses too; for a developer's machine only. Missing means that YouTube itself is asked.",
  }),
  metaGraphVersion: required({
    name: "VOUCH_META_GRAPH_VERSION",
    kind: graphVersion,
    default: "v25.0",
    sentence:
      "The version of Meta's Graph API that Instagram is asked by. Meta answers each for about two years: `v25.0` until 29 July 2028. Another one is for when that ends, and is not tested.",
  }),
  sample: required({
    name: "VOUCH_SAMPLE",
    kind: flag,
    default: "yes",
    sentence: "`no` leaves out the sample brand that the first `vouch start` loads.",
  }),
};

/** Names that begin with `VOUCH_` and are read elsewhere: between our own processes, by tests, and by those who call the API. */
export const otherNames = /^VOUCH_(TEST_|BENCH_|REFERENCE_DATA$|EDGE_OPTIONS$|API_ORIGIN$|NIGHTLY|URL$|KEY$)/;
