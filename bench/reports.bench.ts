import { sql } from "kysely";
import { openHttpApi } from "../src/app/http-api.ts";
import { createKey } from "../src/features/api-keys/service.ts";
import { keepSumsOf, sumDifference } from "../src/features/reports/rollups/service.ts";
import { formatId } from "../src/kernel/ids.ts";
import type { WorkspaceContext } from "../src/platform/context.ts";
import { onSnapshot } from "../src/platform/db/database.ts";
import { scopes } from "../src/platform/schema/endpoint.ts";
import { workspaceUuid } from "./attribution-rows.ts";
import type { BenchRow } from "./bench-row.ts";
import { campaignUuid, creatorUuid, largeCampaignUuid, lookAtTables, openReportsWorld, orderUuid } from "./reports-world.ts";

const [warmUp, rounds] = [3, 40];
/** The last moment of the world: its newest hour is not over, and so is read from the rows. */
const nowMs = Date.UTC(2026, 4, 1) - 1;
const month = "from=2026-04-01&to=2026-05-01";
const everything = "from=2026-01-01&to=2026-05-01";

const id = {
  program: formatId("prg", workspaceUuid),
  creator: formatId("cre", creatorUuid(0)),
  campaign: formatId("cmp", campaignUuid),
  largeCampaign: formatId("cmp", largeCampaignUuid),
  order: formatId("ord", orderUuid(1_000)),
};

/** A campaign with a tenth of all orders, as its page and its goal ask for it. */
const largeCampaign: readonly string[] = [
  `/v1/campaigns/${id.largeCampaign}/return`,
  `/v1/campaigns/${id.largeCampaign}/return?model=linear`,
];

const dashboard = `/v1/reports/overview?${month}`;

/** What the pages ask for: reports of a month and of everything, and lists as they open and narrowed down. */
const pages: readonly string[] = [
  `/v1/reports/overview?${everything}`,
  `/v1/attribution/comparison?${month}`,
  `/v1/attribution/comparison?${everything}`,
  `/v1/attribution/lenses?${month}`,
  `/v1/attribution/lenses?${everything}`,
  `/v1/reports/programs/${id.program}?${month}`,
  `/v1/reports/programs/${id.program}?${everything}`,
  `/v1/reports/creators/${id.creator}?${month}`,
  `/v1/campaigns/${id.campaign}/return`,
  "/v1/reports/creators-by-campaign",
  "/v1/campaigns",
  `/v1/campaigns/${id.campaign}`,
  `/v1/campaigns/${id.campaign}/costs`,
  "/v1/conversions",
  "/v1/conversions?status=cancelled",
  `/v1/conversions/${id.order}`,
  `/v1/conversions/${id.order}/story`,
  "/v1/commissions",
  `/v1/commissions?creator_id=${id.creator}`,
  `/v1/commissions?program_id=${id.program}&state=payable`,
  "/v1/commissions?state=reversed",
  "/v1/commissions?state=replaced",
  "/v1/claims",
  "/v1/ledger/lines",
  `/v1/ledger/lines?creator_id=${id.creator}`,
  "/v1/ledger/balances",
  `/v1/ledger/balances?creator_id=${id.creator}`,
  "/v1/creators",
  "/v1/creators?q=creator%2099",
  `/v1/creators/${id.creator}`,
  `/v1/creators/${id.creator}/timeline`,
  "/v1/links",
  `/v1/links?creator_id=${id.creator}`,
  "/v1/codes",
  "/v1/programs",
  `/v1/programs/${id.program}/costs`,
  `/v1/enrollments?program_id=${id.program}`,
  "/v1/adjustments",
  "/v1/customer-merges",
  "/v1/audit-events",
  "/v1/raw-payloads",
  "/v1/imports",
  "/v1/customers-worth",
];

interface Timed {
  readonly path: string;
  readonly p95Ms: number;
}

type Ask = (path: string) => Promise<void>;

async function timed(ask: Ask, path: string): Promise<Timed> {
  const times: number[] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    const startedAt = performance.now();
    await ask(path);
    if (round >= warmUp) times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return { path, p95Ms: times[Math.ceil(rounds * 0.95) - 1]! };
}

async function timedAll(ask: Ask, paths: readonly string[]): Promise<Timed[]> {
  const all: Timed[] = [];
  for (const path of paths) all.push(await timed(ask, path));
  return all.toSorted((a, b) => b.p95Ms - a.p95Ms);
}

const worded = (all: readonly Timed[]): string => all.map(({ path, p95Ms }) => `${p95Ms.toFixed(0)} ms ${path}`).join(", ");

/** The server itself, asked as a page asks it; an answer that is none ends the benchmark. */
async function openServer(ctx: WorkspaceContext): Promise<{ ask: Ask; close: () => Promise<unknown> }> {
  const { secret } = await createKey({ ...ctx, scopes: new Set(scopes) }, { name: "bench", scopes, expires_at: null });
  const app = await openHttpApi({ ctx, trustedProxies: [], requestsPerMinute: 1_000_000, checkAnswers: false });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const ask: Ask = async (path) => {
    const reply = await fetch(`${address}${path}`, { headers: { authorization: `Bearer ${secret}` } });
    const body = await reply.text();
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${body}`);
  };
  return { ask, close: () => app.close() };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** As after a refund, a late click and a commission that matured, before the worker has been there. */
const markDay = ({ db, workspaceId }: WorkspaceContext) =>
  sql`insert into rollup_marks (workspace_id, subject, hour)
    select ${workspaceId}, s, '2026-04-10T12:00:00Z' from unnest(array['clicks', 'orders', 'credits', 'commissions', 'returns']) s`.execute(
    db,
  );

async function proved(ctx: WorkspaceContext): Promise<void> {
  const difference = await onSnapshot(ctx, sumDifference);
  if (difference !== undefined) throw new Error(difference);
}

/**
 * How long every page waits for the server, over clicks and orders that have been summed up; what the sums cost to make and to prove. With
 * `--full` over ten times as much, which is what is asked for.
 */
export async function run(isFull = process.argv.includes("--full")): Promise<BenchRow[]> {
  const size = isFull ? { clicks: 50_000_000, orders: 1_000_000 } : { clicks: 5_000_000, orders: 100_000 };
  const world = await openReportsWorld(size);
  const ctx = { ...world.ctx, now: () => nowMs };
  const server = await openServer(ctx);
  try {
    const makingSeconds = await seconds(() => keepSumsOf(ctx, "UTC"));
    await lookAtTables(ctx);
    const [first] = await timedAll(server.ask, [dashboard]);
    const others = await timedAll(server.ask, pages);
    const large = await timedAll(server.ask, largeCampaign);
    await markDay(ctx);
    const marked = await timedAll(server.ask, [dashboard, ...pages.slice(0, 8), ...largeCampaign]);
    await keepSumsOf(ctx, "UTC");
    const provingSeconds = await seconds(() => proved(ctx));
    const of = `${size.clicks} clicks and ${size.orders} orders`;
    return [
      {
        name: `main dashboard over ${of}, p95`,
        asked: "< 100",
        measured: first!.p95Ms,
        unit: "ms",
        detail: `${rounds} requests over HTTP`,
      },
      {
        name: `every other page over ${of}, p95 of the slowest`,
        asked: "< 300",
        measured: others[0]!.p95Ms,
        unit: "ms",
        detail: worded(others),
      },
      {
        name: `return of a campaign with a tenth of ${size.orders} orders, p95`,
        asked: "< 300",
        measured: large[0]!.p95Ms,
        unit: "ms",
        detail: worded(large),
      },
      {
        name: "reports while one day waits to be summed up again",
        asked: "-",
        measured: marked[0]!.p95Ms,
        unit: "ms",
        detail: worded(marked),
      },
      { name: "all sums made from nothing", asked: "-", measured: makingSeconds, unit: "s", detail: "every day and hour of every subject" },
      { name: "all sums proved from the rows", asked: "-", measured: provingSeconds, unit: "s", detail: "as vouch verify does" },
    ];
  } finally {
    await server.close();
    await world.close();
  }
}
