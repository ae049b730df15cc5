import { availableParallelism } from "node:os";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { KeptStart } from "../../../platform/threads/kept-threads.ts";
import { mergedPage, type FoundPart } from "../paging/merged-page.ts";
import type { CreatorQuery, FoundPage } from "../query/creator-query.ts";
import type { AskedPage } from "../search/finder.ts";
import { postgresFinder } from "../search/service.ts";
import type { IndexInput, IndexQuestion } from "../thread/service.ts";
import * as queries from "./queries.ts";

/** About what a card takes in the memory of an index: measured by `bench/search.bench.ts`. */
const bytesACard = 300;
/** How often an index looks for changed cards. */
const everyMs = 250;

/** What answered: the index in memory, or the database. */
export type Engine = "index" | "database";

/** Who is found, and by what; both give the same. */
export type Found = FoundPage & { readonly engine: Engine };

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
  const inputs = Array.from({ length: of }, (_, number): IndexInput => ({
    ...{ url: databaseUrl, workspaceId, everyMs },
    ...{ part: { number, of }, cards: Math.ceil(cards / of) },
  }));
  return { module: "../thread/jobs", from: import.meta.url, inputs, expectedBytes: cards * bytesACard };
}

/** Finds creators in whichever way is quickest now: by the workspace's index where one is ready, and else, or when that fails, by PostgreSQL. */
export const quickestFinder = (numbers: CardNumbers) => ({
  async find(ctx: WorkspaceContext, query: CreatorQuery, page: AskedPage): Promise<Found> {
    const index = ctx.threads.reach<IndexQuestion, FoundPart>(`creators ${ctx.workspaceId}`, () => indexStart(ctx, numbers));
    const parts = index && Promise.all(index.map((part) => part.ask({ query, page })));
    const found = await parts?.catch((err: unknown) => {
      ctx.log.warn({ err }, "the index could not answer; the database does");
      return undefined;
    });
    if (found === undefined) return { ...(await postgresFinder.find(ctx, query, page)), engine: "database" };
    return { ...mergedPage(found, query, page.limit), engine: "index" };
  },
});
