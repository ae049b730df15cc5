import type { WorkspaceContext } from "../../../platform/context.ts";
import { onSnapshot, type Database } from "../../../platform/db/database.ts";
import { belowTiers } from "../query/card.ts";
import { byFrequency, facetFields, type CreatorQuery, type FacetCount, type FacetField, type FoundPage } from "../query/creator-query.ts";
import { categoryWord, lettersWrong, soughtWords } from "../query/words.ts";
import { misspellingOf } from "../words/misspelling.ts";
import { placeText, type AskedPage, type CreatorFinder } from "./finder.ts";
import { intactParts } from "./intact-part.ts";
import * as queries from "./queries.ts";

const encoder = new TextEncoder();

/** Words that a misspelt one may mean, itself and those that it begins apart. */
async function alikeTo(db: Database, workspaceId: string, word: string, wrong: 1 | 2): Promise<string[]> {
  const isNear = misspellingOf(word, wrong);
  const near = (each: string): boolean => {
    const bytes = encoder.encode(each);
    return isNear(bytes, 0, bytes.length);
  };
  const letters = Array.from(word).length;
  const lengths = Array.from({ length: 2 * wrong + 1 }, (_, at) => letters - wrong + at);
  const maybe = await queries.findAlike(db, workspaceId, { parts: intactParts(word, wrong), lengths });
  return maybe.filter((each) => !each.startsWith(word) && near(each));
}

async function soughtIn(db: Database, workspaceId: string, text: string | undefined): Promise<queries.SoughtWord[]> {
  const words: queries.SoughtWord[] = [];
  for (const word of soughtWords(text ?? "")) {
    const wrong = lettersWrong(word);
    words.push({ word, ofCategory: categoryWord(word), alike: wrong === 0 ? [] : await alikeTo(db, workspaceId, word, wrong) });
  }
  return words;
}

function facetsOf(rows: queries.FoundRows["facets"]): Record<FacetField, FacetCount[]> {
  const of = (field: FacetField) =>
    rows.flatMap((row) => (row.field === field ? [{ value: row.value, creators: Number(row.creators) }] : [])).toSorted(byFrequency);
  return Object.fromEntries(facetFields.map((field) => [field, of(field)])) as Record<FacetField, FacetCount[]>;
}

/** Cards that were found, as a page: there may be one more than it has room for. */
export function pageOf(rows: queries.FoundRows["page"], limit: number): Pick<FoundPage, "found" | "next"> {
  const found = rows.slice(0, limit);
  const last = found.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return {
    found: found.map((row) => ({ creatorId: row.creator_id, accountId: row.account_id })),
    next: isMore ? placeText({ key: last.key, creatorId: last.creator_id }) : null,
  };
}

/** Reads from one state of the database what a page needs: the words that are meant, and all steps of the ladder. */
export async function reading<R>(
  ctx: WorkspaceContext,
  { text }: CreatorQuery,
  page: AskedPage,
  read: (db: Database, of: queries.AskedOf) => Promise<R>,
): Promise<R> {
  const steps = [{ name: belowTiers, from: 0 }, ...page.steps];
  const answer = async ({ db }: { db: Database }) => read(db, { page, words: await soughtIn(db, ctx.workspaceId, text), steps });
  return ctx.db.isTransaction ? answer(ctx) : onSnapshot(ctx, answer);
}

const find = (ctx: WorkspaceContext, query: CreatorQuery, page: AskedPage): Promise<FoundPage> =>
  reading(ctx, query, page, async (db, of) => {
    const rows = await queries.findCards(db, ctx.workspaceId, query, of);
    return { ...pageOf(rows.page, page.limit), total: rows.total, facets: facetsOf(rows.facets) };
  });

/** Answers from the cards in the database, and counts all who are found: always ready, and slower than an index the more there are. */
export const postgresFinder: CreatorFinder<WorkspaceContext> = { find };
