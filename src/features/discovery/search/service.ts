import type { WorkspaceContext } from "../../../platform/context.ts";
import { onSnapshot, type Database } from "../../../platform/db/database.ts";
import { belowTiers } from "../query/card.ts";
import { byFrequency, facetFields, type CreatorQuery, type FacetCount, type FacetField, type FoundPage } from "../query/creator-query.ts";
import { lettersWrong, soughtWords, wordMatch } from "../query/words.ts";
import { placeText, type AskedPage, type CreatorFinder } from "./finder.ts";
import * as queries from "./queries.ts";

async function soughtIn(db: Database, workspaceId: string, text: string | undefined): Promise<queries.SoughtWord[]> {
  const words: queries.SoughtWord[] = [];
  for (const word of soughtWords(text ?? "")) {
    const wrong = lettersWrong(word);
    const near = wrong === 0 ? [] : await queries.findAlike(db, workspaceId, word, wrong);
    words.push({ word, alike: near.filter((each) => wordMatch(word, each) === 1) });
  }
  return words;
}

function facetsOf(rows: queries.FoundRows["facets"]): Record<FacetField, FacetCount[]> {
  const of = (field: FacetField) =>
    rows.flatMap((row) => (row.field === field ? [{ value: row.value, creators: Number(row.creators) }] : [])).toSorted(byFrequency);
  return Object.fromEntries(facetFields.map((field) => [field, of(field)])) as Record<FacetField, FacetCount[]>;
}

async function find(ctx: WorkspaceContext, query: CreatorQuery, page: AskedPage): Promise<FoundPage> {
  const answer = async ({ db }: { db: Database }): Promise<FoundPage> => {
    const steps = [{ name: belowTiers, from: 0 }, ...page.steps];
    const words = await soughtIn(db, ctx.workspaceId, query.text);
    const rows = await queries.findCards(db, ctx.workspaceId, query, { page, words, steps });
    const found = rows.page.slice(0, page.limit);
    const last = found.at(-1);
    const isMore = rows.page.length > page.limit && last !== undefined;
    return {
      found: found.map((row) => ({ creatorId: row.creator_id, accountId: row.account_id })),
      total: rows.total,
      facets: facetsOf(rows.facets),
      next: isMore ? placeText({ key: last.key, creatorId: last.creator_id }) : null,
    };
  };
  return ctx.db.isTransaction ? answer(ctx) : onSnapshot(ctx, answer);
}

/** Answers from the cards in the database: always ready, and slower than an index the more there are. */
export const postgresFinder: CreatorFinder<WorkspaceContext> = { find };
