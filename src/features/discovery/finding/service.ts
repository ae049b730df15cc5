import type { WorkspaceContext } from "../../../platform/context.ts";
import type { KeptStart } from "../../../platform/threads/kept-threads.ts";
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

async function startOf({ db, databaseUrl, workspaceId }: WorkspaceContext, fewCards: number): Promise<KeptStart | undefined> {
  const cards = await queries.countCards(db, workspaceId);
  if (cards < fewCards) return undefined;
  const input: IndexInput = { url: databaseUrl, workspaceId, everyMs };
  return { module: "../thread/jobs", from: import.meta.url, input, expectedBytes: cards * bytesACard };
}

/**
 * Finds creators in whichever way is quickest now: by the workspace's index where one is ready, and else, or when that fails, by PostgreSQL.
 *
 * @param fewCards a workspace with fewer has no index: PostgreSQL looks at all of them within some milliseconds
 */
export const quickestFinder = (fewCards: number) => ({
  async find(ctx: WorkspaceContext, query: CreatorQuery, page: AskedPage): Promise<Found> {
    const index = ctx.threads.reach<IndexQuestion, FoundPage>(`creators ${ctx.workspaceId}`, () => startOf(ctx, fewCards));
    const found = await index?.ask({ query, page }).catch((err: unknown) => {
      ctx.log.warn({ err }, "the index could not answer; the database does");
      return undefined;
    });
    return found === undefined ? { ...(await postgresFinder.find(ctx, query, page)), engine: "database" } : { ...found, engine: "index" };
  },
});
