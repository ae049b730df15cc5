import { availableParallelism } from "node:os";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { AwaitedThreads, KeptStart } from "../../../platform/threads/kept-threads.ts";
import { mergedPage, type FoundPart } from "../paging/merged-page.ts";
import type { CreatorQuery, FoundPage } from "../query/creator-query.ts";
import type { AskedPage } from "../search/finder.ts";
import { postgresFinder } from "../search/service.ts";
import { nobodyAsks, whileAsking } from "../thread/giving-way.ts";
import type { IndexInput, IndexQuestion } from "../thread/service.ts";
import { findPageSoon } from "../walking/service.ts";
import * as queries from "./queries.ts";

/** About what a card takes in the memory of an index: measured by `bench/search.bench.ts`. */
const bytesACard = 330;
/** How often an index looks for changed cards. */
const everyMs = 250;

/** What answered: the index in memory, or the database. */
export type Engine = "index" | "database";

/** How many are found, and how many have what. */
export type Counts = Pick<FoundPage, "total" | "facets">;

/** Who is found, and by what; both give the same. */
export interface Found extends Pick<FoundPage, "found" | "next"> {
  readonly engine: Engine;
  /** Null: they are not counted before the index is ready. */
  readonly counts: Counts | null;
  /** In about how many seconds they can be counted; null: they are counted. */
  readonly countsInSeconds: number | null;
}

/** How long an index is filled, by card, where nothing is known of it yet: measured by `bench/search.bench.ts`. */
const fillingMsACard = 0.03;
/** What is done of it tells how long the rest takes from here on. */
const tellingShare = 0.05;

/** In about how many seconds an index that is being begun answers, at least one. */
function secondsUntilReady({ start, sinceMs, ready }: AwaitedThreads): number {
  const cards = Math.max(...start.inputs.map((input) => (input as IndexInput).cards));
  const leftMs = ready > tellingShare ? (sinceMs * (1 - ready)) / ready : cards * fillingMsACard - sinceMs;
  return Math.max(1, Math.ceil(leftMs / 1000));
}

/** How many cards are few and many, for {@link quickestFinder}. */
export interface CardNumbers {
  /** A workspace with fewer has no index: PostgreSQL looks at all of them within some milliseconds. */
  readonly few: number;
  /** More than these are divided among as many threads as there are processors, up to four, which look through them at the same time. */
  readonly aThread: number;
}

const mostThreads = 4;

/** What the threads of a workspace's index are begun with; undefined: it has too few cards for one. */
export async function indexStart(
  { db, databaseUrl, workspaceId }: WorkspaceContext,
  { few, aThread }: CardNumbers,
): Promise<KeptStart | undefined> {
  const cards = await queries.countCards(db, workspaceId);
  if (cards < few) return undefined;
  const of = Math.max(1, Math.min(availableParallelism(), mostThreads, Math.ceil(cards / aThread)));
  const asking = nobodyAsks();
  const inputs = Array.from({ length: of }, (_, number): IndexInput => ({
    ...{ url: databaseUrl, workspaceId, everyMs, asking },
    ...{ part: { number, of }, cards: Math.ceil(cards / of) },
  }));
  return { module: "../thread/jobs", from: import.meta.url, inputs, expectedBytes: cards * bytesACard };
}

/** By PostgreSQL: with counts where no index is coming that gives them sooner. */
async function findInDatabase(ctx: WorkspaceContext, name: string, query: CreatorQuery, page: AskedPage): Promise<Found> {
  const awaited = await ctx.threads.awaited(name);
  if (awaited !== undefined) {
    const found = await whileAsking((awaited.start.inputs[0] as IndexInput).asking, () => findPageSoon(ctx, query, page));
    return { ...found, engine: "database", counts: null, countsInSeconds: secondsUntilReady(awaited) };
  }
  const { found, next, ...counts } = await postgresFinder.find(ctx, query, page);
  return { found, next, engine: "database", counts, countsInSeconds: null };
}

/**
 * Finds creators in whichever way is quickest now: by the workspace's index where one is ready, and else, or when that fails, by PostgreSQL.
 * While an index is being begun there are pages and no counts: counting all would keep everybody waiting for longer than the index takes.
 */
export const quickestFinder = (numbers: CardNumbers) => ({
  async find(ctx: WorkspaceContext, query: CreatorQuery, page: AskedPage): Promise<Found> {
    const name = `creators ${ctx.workspaceId}`;
    const index = ctx.threads.reach<IndexQuestion, FoundPart>(name, () => indexStart(ctx, numbers));
    const parts = index && Promise.all(index.map((part) => part.ask({ query, page })));
    const found = await parts?.catch((err: unknown) => {
      ctx.log.warn({ err }, "the index could not answer; the database does");
      return undefined;
    });
    if (found === undefined) return findInDatabase(ctx, name, query, page);
    const { found: placed, next, ...counts } = mergedPage(found, query, page.limit);
    return { found: placed, next, engine: "index", counts, countsInSeconds: null };
  },
});
