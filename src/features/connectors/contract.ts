import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";
import { totalNames, type AccountTotals } from "./insights/insight-facts.ts";
import { connectedPlatforms } from "./platforms.ts";
import { plainHashtag } from "./quota/hashtags.ts";
import { callNames } from "./quota/quotas.ts";
import { findingOutcomes, hashtagOrders, runKinds, runStates, type RunKind } from "./running/run-state.ts";

const platformSchema = z.enum(connectedPlatforms);
const mostCommentPages = 50;

/** What is wrong with the words of a run; undefined: nothing. */
function queryFault(kind: RunKind, query: string | undefined): string | undefined {
  if (kind === "search") return query === undefined ? "say what to search for" : undefined;
  if (kind !== "hashtag") return query === undefined ? undefined : `${kind} are of accounts that are here: leave it out`;
  return query === undefined || plainHashtag(query) === undefined
    ? "write one hashtag of letters, digits and underscores, such as #hiking; spaces and emojis are not possible"
    : undefined;
}

const wantedRun = z
  .strictObject({
    connection_id: idSchema("plc"),
    kind: z.enum(runKinds).meta({
      description:
        "figures: of accounts that creators have here; search (YouTube): accounts that nobody has here yet; hashtag (Instagram): posts, without their authors; comments (YouTube): what people write under an account's newest videos, as a sample for vetting; insights (Instagram): what Instagram tells the owner of the connected account alone",
    }),
    creator_id: idSchema("cre")
      .optional()
      .meta({ description: "Of figures and comments: of this creator only; missing means every account on the platform" }),
    query: z.string().trim().min(2).max(200).optional().meta({ description: "Of a search: what is looked for; of a hashtag: the hashtag" }),
    order: z
      .enum(hashtagOrders)
      .default("top")
      .meta({ description: "Of a hashtag: the posts that the platform thinks best, or those of the last 24 hours" }),
    videos: z.number().int().min(1).max(50).default(10).meta({ description: "Of comments: under how many of an account's newest videos" }),
    pages: z.number().int().min(1).max(10).default(1).meta({
      description:
        "Of a search or a hashtag: how many pages of fifty at most; of comments: how many pages of a hundred under each video; of insights: how many pages of 25 posts",
    }),
  })
  .superRefine(({ kind, query, creator_id, videos, pages }, check) => {
    const wrong = (path: string, message: string) => check.addIssue({ code: "custom", path: [path], message });
    const fault = queryFault(kind, query);
    if (fault !== undefined) wrong("query", fault);
    if (kind !== "figures" && kind !== "comments" && creator_id !== undefined)
      wrong("creator_id", "only figures and comments are of a creator: leave it out");
    if (kind === "comments" && videos * pages > mostCommentPages)
      wrong("pages", `a sample is of at most ${mostCommentPages} pages; ${videos} videos of ${pages} pages are ${videos * pages}`);
  });

const budgetSchema = z
  .strictObject({
    steps: z.number().int().meta({
      description:
        "Accounts of a run for figures, pages of a search or a hashtag, accounts and videos of comments, the account and pages of insights",
    }),
    accounts: z.number().int().nullable().meta({ description: "How many accounts are asked about; null: it is no run of accounts" }),
    calls: z.array(z.strictObject({ call: z.enum(callNames), count: z.number().int(), units: z.number().int(), quota: z.string() })),
    quotas: z.array(
      z.strictObject({
        ...{ key: z.string(), name: z.string(), unit: z.string(), needed: z.number().int(), left: z.number().int() },
        resets_at: instantSchema.meta({ description: "From when there is more" }),
      }),
    ),
    days: z.number().int().meta({ description: "On how many days of the platform it runs at most; 1: it is done today" }),
  })
  .meta({ id: "PlatformRunBudget", description: "What a run uses at most" });

export const runBudget = endpoint({
  id: "budgetPlatformRun",
  method: "POST",
  path: "/v1/platform-runs/budget",
  tag: "Platforms",
  summary: "What a run would use of the quotas, before it is started",
  access: "creators:read",
  body: wantedRun,
  output: budgetSchema,
});

const runSchema = z
  .strictObject({
    id: idText("plr"),
    connection_id: idText("plc"),
    platform: platformSchema,
    kind: z.enum(runKinds),
    query: z.string().nullable(),
    creator_id: idText("cre").nullable(),
    state: z.enum(runStates),
    steps: z.number().int(),
    steps_done: z.number().int(),
    counts: z.partialRecord(z.enum(findingOutcomes), z.number().int()).meta({ description: "How many findings of each outcome there are" }),
    problem: z.string().nullable().meta({ description: "Why it waits or was stopped" }),
    resumes_at: instantSchema.nullable().meta({ description: "When it goes on by itself" }),
    clock_ahead_s: z.number().int().nullable().meta({
      description:
        "How many seconds the platform's clock is ahead of this machine's, where it is more than 300; every time kept is this machine's",
    }),
    requested_at: instantSchema,
    started_at: instantSchema.nullable(),
    finished_at: instantSchema.nullable(),
  })
  .meta({ id: "PlatformRun" });

export const startRun = endpoint({
  id: "startPlatformRun",
  method: "POST",
  path: "/v1/platform-runs",
  tag: "Platforms",
  summary: "Ask a platform for figures or comments, or search it",
  description:
    "The worker carries it out. It waits while the platform is away or a quota is used up, goes on where it was after a restart, and keeps what it was told, step by step.",
  access: "creators:write",
  status: 201,
  creates: true,
  body: wantedRun,
  output: runSchema,
});

export const listRuns = endpoint({
  id: "listPlatformRuns",
  method: "GET",
  path: "/v1/platform-runs",
  tag: "Platforms",
  summary: "What was asked of platforms, newest first",
  access: "creators:read",
  query: z.strictObject({ ...pageQuery, connection_id: idSchema("plc").optional() }),
  output: pageOf(runSchema),
});

const oneRun = z.strictObject({ id: idSchema("plr") });

export const getRun = endpoint({
  id: "getPlatformRun",
  method: "GET",
  path: "/v1/platform-runs/{id}",
  tag: "Platforms",
  summary: "One run",
  access: "creators:read",
  params: oneRun,
  output: runSchema,
});

export const cancelRun = endpoint({
  id: "cancelPlatformRun",
  method: "POST",
  path: "/v1/platform-runs/{id}/cancel",
  tag: "Platforms",
  summary: "Stop a run; what it was told stays",
  access: "creators:write",
  params: oneRun,
  output: runSchema,
});

export const continueRun = endpoint({
  id: "continuePlatformRun",
  method: "POST",
  path: "/v1/platform-runs/{id}/continue",
  tag: "Platforms",
  summary: "Let a stopped run go on where it was; one that waits goes on at once",
  access: "creators:write",
  params: oneRun,
  output: runSchema,
});

const foundSchema = z
  .strictObject({
    handle: z.string().nullable(),
    name: z.string().nullable(),
    url: z.string(),
    bio: z.string().nullable(),
    country: z.string().nullable(),
    followers: z.number().int().nullable().meta({ description: "Null: the platform does not say, which is not zero" }),
    posts_count: z.number().int().nullable(),
  })
  .meta({ id: "FoundAccount" });

const ownersAlone = z.number().int().nullable().meta({ description: "Null: not told, which is not zero; of insights alone" });

const totalsSchema = z
  .strictObject({
    from: daySchema,
    until: daySchema.meta({ description: "The day after the last one: two days before it was asked for, as numbers come late" }),
    ...(Object.fromEntries([...totalNames, "followed", "unfollowed"].map((name) => [name, z.number().int().nullable()])) as {
      [N in keyof AccountTotals]: z.ZodNullable<z.ZodNumber>;
    }),
  })
  .meta({ id: "AccountTotals", description: "What an account's content got over 28 days; null: not told, which is not zero" });

const foundPostSchema = z
  .strictObject({
    url: z.string().nullable(),
    caption: z.string(),
    posted_at: instantSchema.nullable(),
    format: z.string(),
    likes: z.number().int().nullable().meta({ description: "Null: hidden by the author, which is not zero" }),
    comments: z.number().int().nullable(),
    ...{ views: ownersAlone, reach: ownersAlone, saves: ownersAlone, shares: ownersAlone },
  })
  .meta({ id: "FoundPost" });

const findingSchema = z
  .strictObject({
    position: z.number().int(),
    outcome: z.enum(findingOutcomes),
    detail: z.string().meta({ description: "What the platform does not say, or why there is nothing" }),
    account_id: idText("acc").nullable(),
    creator_id: idText("cre").nullable().meta({ description: "Whose account it is here" }),
    handle: z.string().nullable(),
    found: foundSchema.nullable().meta({ description: "Of a search: the account as anybody sees it" }),
    post: foundPostSchema
      .nullable()
      .meta({ description: "Of a hashtag: a post, without whose it is; of insights: one of the own account" }),
    totals: totalsSchema
      .nullable()
      .meta({ description: "Of insights and of owners who signed in at Instagram: what the account's content got" }),
    recorded_at: instantSchema,
  })
  .meta({ id: "PlatformFinding" });

export const listFindings = endpoint({
  id: "listPlatformFindings",
  method: "GET",
  path: "/v1/platform-runs/{id}/findings",
  tag: "Platforms",
  summary: "What a run came to, in its order",
  access: "creators:read",
  params: oneRun,
  query: z.strictObject(pageQuery),
  output: pageOf(findingSchema),
});
