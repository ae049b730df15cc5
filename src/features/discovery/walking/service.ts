import type { WorkspaceContext } from "../../../platform/context.ts";
import type { Database } from "../../../platform/db/database.ts";
import type { CreatorQuery, FoundPage } from "../query/creator-query.ts";
import { matchWeight, mostFollowers } from "../query/place.ts";
import type { AskedPage, Place } from "../search/finder.ts";
import { findPage, type AskedOf, type FoundRows, type SoughtWord } from "../search/queries.ts";
import { pageOf, reading } from "../search/service.ts";
import { placeByFollowers, stretchesAfter, walkedColumn } from "./stretches.ts";
import * as queries from "./queries.ts";

/**
 * So many cards are looked at in each stretch. Who is rarer than the page needs is found quicker by the words' index, or by a look at every
 * card, one after another as they lie.
 */
const mostLooked = { withWords: 10_000, else: 50_000 };

/** How many cards are looked at, with words and without. */
export type MostLooked = typeof mostLooked;

interface Walked {
  readonly query: CreatorQuery;
  readonly of: Pick<AskedOf, "words" | "steps">;
  readonly after: Place | null;
  readonly wanted: number;
  readonly looked: MostLooked;
}

type Rows = FoundRows["page"];

/** Walks through the cards in their order until as many creators are found as are wanted; undefined: that would be far. */
async function walk(db: Database, workspaceId: string, { query, of, after, wanted, looked }: Walked): Promise<Rows | undefined> {
  const { direction } = query.sort;
  const column = walkedColumn(query.sort);
  const most = of.words.length > 0 ? looked.withWords : looked.else;
  const found: Rows[number][] = [];
  for (const stretch of stretchesAfter(after, column, direction)) {
    const part = { stretch, column, most, limit: wanted - found.length };
    found.push(...(await queries.walkCards(db, workspaceId, { query, of, walk: part })));
    if (found.length === wanted) return found;
    if (await queries.isLonger(db, workspaceId, query.sort, part)) return undefined;
  }
  return found;
}

const asItIs = (word: SoughtWord): SoughtWord => ({ ...word, alike: [], isAsItIs: true });

/**
 * With words the best are those who have every one as it is, the largest first. If they fill the page, it is theirs.
 *
 * @returns undefined: they do not, or that is not known yet.
 */
async function walkBest(db: Database, workspaceId: string, walked: Walked): Promise<Rows | undefined> {
  const { query, of, wanted } = walked;
  const place = placeByFollowers(walked.after, of.words.length);
  if (query.sort.direction === "asc" || place === undefined) return undefined;
  const found = await walk(db, workspaceId, { ...walked, of: { ...of, words: of.words.map(asItIs) }, after: place });
  if (found?.length !== wanted || found.some(({ key }) => Number(key) > mostFollowers)) return undefined;
  const points = 3n * BigInt(of.words.length) * BigInt(matchWeight);
  return found.map((row) => ({ ...row, key: (points + (row.key === null ? 0n : BigInt(row.key) + 1n)).toString() }));
}

/**
 * A page of whom a search finds, without any counts: what the database can say soon. It walks through the cards in the order that is asked for,
 * and where that would be far it looks at all who are found.
 *
 * @param looked how far is far; missing: what was measured to be.
 */
export async function findPageSoon(
  ctx: WorkspaceContext,
  query: CreatorQuery,
  page: AskedPage,
  looked: MostLooked = mostLooked,
): Promise<Pick<FoundPage, "found" | "next">> {
  return reading(ctx, query, page, async (db, of) => {
    const asked = { query, of, after: page.after, wanted: page.limit + 1, looked };
    const isByWords = query.sort.by === "relevance" && of.words.length > 0;
    const walked = await (isByWords ? walkBest : walk)(db, ctx.workspaceId, asked);
    return pageOf(walked ?? (await findPage(db, ctx.workspaceId, query, of)), page.limit);
  });
}
