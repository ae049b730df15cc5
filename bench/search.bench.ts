import { openHttpApi } from "../src/app/http-api.ts";
import { createKey } from "../src/features/api-keys/service.ts";
import { indexStart, quickestFinder } from "../src/features/discovery/finding/service.ts";
import type { Condition, CreatorQuery, SortField } from "../src/features/discovery/query/creator-query.ts";
import { postgresFinder } from "../src/features/discovery/search/service.ts";
import { findPageSoon } from "../src/features/discovery/walking/service.ts";
import { placeOf } from "../src/features/discovery/search/finder.ts";
import { withConnection } from "../src/platform/db/pool.ts";
import type { WorkspaceContext } from "../src/platform/context.ts";
import { scopes } from "../src/platform/schema/endpoint.ts";
import { openThreadGroup } from "../src/platform/threads/thread-group.ts";
import type { KeptState } from "../src/platform/threads/kept-threads.ts";
import type { BenchRow } from "./bench-row.ts";
import { randomFrom } from "./load.ts";
import { searchCreatorUuid, searchWords, type SearchSize } from "./search-rows.ts";
import { openSearchWorld } from "./search-world.ts";

const steps = [
  { name: "nano", from: 1_000 },
  { name: "micro", from: 10_000 },
  { name: "macro", from: 100_000 },
  { name: "mega", from: 1_000_000 },
];
const limit = 50;
const numbers = { few: 1, aThread: 400_000 };
const finder = quickestFinder(numbers);
const [warmUp, rounds, databaseRounds] = [20, 100, 3];

type Kind = "text" | "text, filters" | "filters" | "everybody" | "typo" | "beginning" | "deep page" | "pages in turn" | "order";

const micro: CreatorQuery = { where: { field: "tier", in: ["micro"] }, sort: { by: "followers", direction: "desc" } };

/** Questions as people ask them: drawn anew each time, words as often as they are written. */
function questions(size: SearchSize): Record<Kind, () => CreatorQuery> {
  const { words } = searchWords(size);
  const random = randomFrom(5);
  const among = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  /** Nobody looks for "the": words are drawn from the hundredth on. */
  const word = (): string => words[Math.floor(100 * (words.length / 100) ** random())]!;
  const latin = (): string => {
    for (let drawn = word(); ; drawn = word()) if (/^[a-z]{6,}$/.test(drawn)) return drawn;
  };
  const filters = (): Condition => {
    const from = Math.round(1_000 * 10 ** (random() * 2));
    return {
      and: [
        { field: "platform", in: [among(["instagram", "tiktok", "youtube"])] },
        { field: "followers", from, to: from * 10 },
        { field: "country", in: ["AA", "AB", "AC", "AD"].slice(0, 1 + Math.floor(random() * 4)) },
        { not: { field: "status", in: ["paused"] } },
      ],
    };
  };
  const best = { by: "relevance", direction: "desc" } as const;
  const orders: readonly SortField[] = [
    "name",
    "followers",
    "er_followers",
    "growth_30d",
    "quality",
    "price",
    "last_post_on",
    "added_on",
    "avg_views",
  ];
  return {
    text: () => ({ text: random() < 0.5 ? word() : `${word()} ${word()}`, sort: best }),
    "text, filters": () => ({ text: word(), where: filters(), sort: best }),
    filters: () => ({ where: filters(), sort: { by: "er_followers", direction: "desc" } }),
    everybody: () => ({ sort: best }),
    typo: () => {
      const right = latin();
      const at = Math.floor(random() * right.length);
      return { text: `${right.slice(0, at)}${among(["x", "q", ""])}${right.slice(at + 1)}`, sort: best };
    },
    beginning: () => ({ text: latin().slice(0, 4), sort: best }),
    "deep page": () => micro,
    "pages in turn": () => micro,
    order: () => ({ where: filters(), sort: { by: among(orders), direction: among(["asc", "desc"]), currency: "EUR" } }),
  };
}

interface Times {
  readonly p50: number;
  readonly p95: number;
}

async function timesOf(ask: () => Promise<unknown>, many: number, before = 0): Promise<Times> {
  const times: number[] = [];
  for (let round = 0; round < before + many; round++) {
    const startedAt = performance.now();
    await ask();
    if (round >= before) times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(many / 2)]!, p95: times[Math.ceil(many * 0.95) - 1]! };
}

/** Makes an index of its own: how long that takes, and how much its arrays hold. */
async function makeIndex(ctx: WorkspaceContext): Promise<{ seconds: number; megabytes: number; threads: number }> {
  const startedAt = performance.now();
  const { inputs } = (await indexStart(ctx, numbers))!;
  const module = "../src/features/discovery/thread/jobs";
  const states = await new Promise<readonly KeptState[]>((resolve, reject) => {
    const onEnd = (error: Error | undefined): void => reject(error ?? new Error("the threads ended"));
    const onStates = (all: readonly KeptState[]): void => {
      if (all.some(({ ready }) => ready < 1)) return;
      resolve(all);
      void group.close();
    };
    const group = openThreadGroup({ module, from: import.meta.url, inputs, onStates, onEnd });
  });
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, megabytes: states.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20, threads: inputs.length };
}

async function untilIndexed(ctx: WorkspaceContext): Promise<void> {
  const nobody: CreatorQuery = { where: { field: "followers", from: 1e12 }, sort: { by: "followers", direction: "desc" } };
  const engine = async () => (await finder.find(ctx, nobody, { steps, limit, after: null })).engine;
  while ((await engine()) !== "index") await new Promise((resolve) => setTimeout(resolve, 1_000));
}

const byIndex = (ctx: WorkspaceContext, query: () => CreatorQuery) => async () => {
  const { engine } = await finder.find(ctx, query(), { steps, limit, after: null });
  if (engine !== "index") throw new Error("the database answered");
};

/** The page behind a place anywhere in the order, mostly far from the one before. */
function pageAnywhere(ctx: WorkspaceContext, size: SearchSize): () => Promise<void> {
  const random = randomFrom(7);
  return async () => {
    const key = String(Math.round(10_000 * 10 ** random()));
    const creatorId = searchCreatorUuid(Math.floor(random() * size.creators));
    await finder.find(ctx, micro, { steps, limit, after: { key, creatorId } });
  };
}

/** One page after another, from the thousandth creator on. */
async function pagesInTurn(ctx: WorkspaceContext): Promise<() => Promise<void>> {
  let { next } = await finder.find(ctx, micro, { steps, limit: 1_000, after: null });
  return async () => {
    const page = await finder.find(ctx, micro, { steps, limit, after: placeOf(next!, "number")! });
    next = page.next;
  };
}

/** The server itself, asked as a page asks it. */
async function openServer(ctx: WorkspaceContext) {
  const { secret } = await createKey({ ...ctx, scopes: new Set(scopes) }, { name: "bench", scopes, expires_at: null });
  const app = await openHttpApi({ ctx, trustedProxies: [], requestsPerMinute: 1_000_000, checkAnswers: false });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const ask = async (query: CreatorQuery): Promise<void> => {
    const reply = await fetch(`${address}/v1/creators/search`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({ ...query, limit }),
    });
    const body = (await reply.json()) as { engine?: string };
    if (body.engine !== "index") throw new Error(`${reply.status} ${JSON.stringify(body).slice(0, 300)}`);
  };
  return { ask, close: () => app.close() };
}

/** How long after a card changed, as the worker changes it, a search finds it. */
async function changeSeconds(ctx: WorkspaceContext): Promise<number> {
  const startedAt = performance.now();
  await withConnection(ctx.databaseUrl, "bench", (client) =>
    client.query(
      `update creator_cards set document = 'timbuktu', revision = nextval('creator_card_revisions') where workspace_id = $1 and creator_id = $2`,
      [ctx.workspaceId, searchCreatorUuid(4_711)],
    ),
  );
  const total = async () =>
    (await finder.find(ctx, { text: "timbuktu", sort: { by: "name", direction: "asc" } }, { steps, limit, after: null })).counts?.total;
  while ((await total()) !== 1) await new Promise((resolve) => setTimeout(resolve, 10));
  return (performance.now() - startedAt) / 1000;
}

const shown = ({ p50, p95 }: Times): string => `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)} ms`;

async function inServerBy(ctx: WorkspaceContext, size: SearchSize, { kind, query }: { kind: Kind; query: () => CreatorQuery }) {
  if (kind === "deep page") return pageAnywhere(ctx, size);
  return kind === "pages in turn" ? pagesInTurn(ctx) : byIndex(ctx, query);
}

async function measureKinds(ctx: WorkspaceContext, size: SearchSize, ask: (query: CreatorQuery) => Promise<void>): Promise<BenchRow[]> {
  const kinds = questions(size);
  const rows: BenchRow[] = [];
  for (const [kind, query] of Object.entries(kinds)) {
    const server = await inServerBy(ctx, size, { kind: kind as Kind, query });
    const inServer = await timesOf(server, rounds, warmUp);
    const overHttp = await timesOf(() => ask(query()), rounds, warmUp);
    const database = await timesOf(() => postgresFinder.find(ctx, query(), { steps, limit, after: null }), databaseRounds);
    const soon = await timesOf(() => findPageSoon(ctx, query(), { steps, limit, after: null }), databaseRounds, 1);
    rows.push({
      name: `search: ${kind}, p95 in the server`,
      asked: "< 20",
      measured: inServer.p95,
      unit: "ms",
      detail: `${shown(inServer)}; over HTTP ${shown(overHttp)}; PostgreSQL alone p50 ${database.p50.toFixed(0)} ms, ${(database.p50 / inServer.p50).toFixed(0)} times as long; its page without counts p50 ${soon.p50.toFixed(0)} ms`,
    });
  }
  return rows;
}

/**
 * How long searches take by the index of columns and by PostgreSQL, how long the index takes to be made, its memory, and how soon a changed
 * card is found. With `--full` over a million creators with three million accounts, which is what is asked for.
 */
export async function run(isFull = process.argv.includes("--full")): Promise<BenchRow[]> {
  const size = { creators: isFull ? 1_000_000 : 100_000, words: 200_000 };
  const world = await openSearchWorld(size);
  try {
    const made = await makeIndex(world.ctx);
    await untilIndexed(world.ctx);
    const server = await openServer(world.ctx);
    const rows = await measureKinds(world.ctx, size, server.ask);
    await server.close();
    const change = await changeSeconds(world.ctx);
    const of = `${size.creators} creators`;
    return [
      {
        name: `index of ${of} made`,
        asked: "< 60",
        measured: made.seconds,
        unit: "s",
        detail: `by ${made.threads} threads; from the first search until the index answers, PostgreSQL answers meanwhile`,
      },
      {
        name: "memory of the index",
        asked: "< 1024",
        measured: made.megabytes,
        unit: "MB",
        detail: "its arrays; a thread's own objects are some 30 MB",
      },
      ...rows,
      {
        name: "a changed card is found after",
        asked: "< 2",
        measured: change,
        unit: "s",
        detail: "from the worker's commit; the worker looks four times a second",
      },
    ];
  } finally {
    await world.close();
  }
}
