import { uuidFromBytes, uuidToBytes } from "../../../kernel/ids.ts";
import { clearBit, emptyBits, grownBits, setBit, type Bits } from "../columns/bits.ts";
import { CardColumns } from "../columns/card-columns.ts";
import type { TierCodes } from "../columns/tier-column.ts";
import { grownTo } from "../columns/grown-to.ts";
import { foundRows } from "../conditions/found-rows.ts";
import { KnownLeaves } from "../conditions/known-leaves.ts";
import { leafFilters } from "../conditions/leaf-filter.ts";
import { positiveForm } from "../conditions/positive-form.ts";
import { FacetCells } from "../facets/facet-cells.ts";
import { FacetCounter, SetMembers, type OwnSets } from "../facets/facet-counter.ts";
import { BestPage, type BestPageOptions, type OrderPlace } from "../paging/best-page.ts";
import { CreatorOrder } from "../paging/creator-order.ts";
import type { FoundPart } from "../paging/merged-page.ts";
import { NameOrder } from "../paging/name-order.ts";
import { PageRun, type PlacedPage } from "../paging/page-run.ts";
import { sortKeys, type SortKeys } from "../paging/sort-keys.ts";
import type { CreatorQuery } from "../query/creator-query.ts";
import { belowTiers } from "../query/card.ts";
import { soughtWords } from "../query/words.ts";
import type { AskedPage, Place } from "../search/finder.ts";
import { WordIndex } from "../words/word-index.ts";
import type { CreatorCards } from "./index-card.ts";
import { KeptAnswers } from "./kept-answers.ts";
import { eachBlock } from "./row-block.ts";

/** Accounts of a creator's rows: from the first, so many. */
interface Rows {
  first: Uint32Array<ArrayBuffer>;
  counts: Uint32Array<ArrayBuffer>;
}

type Counts = Pick<FoundPart, "total" | "facets">;

/** Who turns to a second page will turn to others: so many creators are gathered then, so that the next pages need no look at all rows. */
const gatheredAhead = 2_000;

/** What the pages of one search have in common. */
const runOf = (query: CreatorQuery, { steps }: AskedPage): string => JSON.stringify([query, steps]);

/**
 * Cards as columns, and who is found in them. A changed creator gets new rows behind the last one and its old ones count no more, so that
 * the rows of one creator always stand side by side. Everything is in the memory of one thread.
 */
export class CardIndex {
  readonly #columns: CardColumns;
  readonly #words: WordIndex;
  readonly #creators: CreatorOrder;
  readonly #names: NameOrder;
  readonly #rowsOf: Rows;
  readonly #leaves = new KnownLeaves();
  readonly #facets: FacetCells;
  readonly #sets: OwnSets = { list: new SetMembers(), program: new SetMembers() };
  readonly #answers = new KeptAnswers<FoundPart>(200);
  readonly #counts = new KeptAnswers<Counts>(50);
  readonly #runs = new KeptAnswers<{ readonly run: PageRun; readonly counts: Counts }>(20);
  #creatorOf: Uint32Array<ArrayBuffer>;
  #live: Bits;
  #room: number;
  #rows = 0;
  #deadRows = 0;

  readonly #ahead: number;

  /** With room for about so many rows; it grows. Who turns pages has so many creators gathered `ahead`. */
  constructor(rows: number, ahead = gatheredAhead) {
    this.#ahead = ahead;
    this.#room = Math.max(64, rows);
    const creators = Math.ceil(this.#room * 0.4);
    this.#columns = new CardColumns(this.#room);
    this.#facets = new FacetCells(this.#columns);
    this.#words = new WordIndex(this.#room);
    this.#creators = new CreatorOrder(creators);
    this.#names = new NameOrder(creators);
    this.#rowsOf = { first: new Uint32Array(creators), counts: new Uint32Array(creators) };
    this.#creatorOf = new Uint32Array(this.#room);
    this.#live = emptyBits(this.#room);
  }

  /** Rows that count. */
  get liveRows(): number {
    return this.#rows - this.#deadRows;
  }

  /** Rows of what is not so any more; they take memory and time until the index is made anew. */
  get deadRows(): number {
    return this.#deadRows;
  }

  /** Memory that is taken, in bytes. */
  get memory(): number {
    const rows = this.#creatorOf.byteLength + this.#live.byteLength + 2 * this.#rowsOf.first.byteLength;
    return [this.#columns, this.#words, this.#creators, this.#names, this.#leaves, this.#facets].reduce(
      (sum, { memory }) => sum + memory,
      rows,
    );
  }

  /** Puts a creator's cards in the place of those it had. */
  replace({ creatorId, name, cards }: CreatorCards): void {
    for (const kept of [this.#answers, this.#counts, this.#runs]) kept.clear();
    const known = this.#creators.find(creatorId);
    if (known < 0 && cards.length === 0) return;
    const creator = known < 0 ? this.#creators.add(creatorId) : known;
    if (known >= 0) this.#forget(creator);
    if (creator >= this.#rowsOf.first.length) this.#growCreators(creator);
    this.#names.name(creator, name);
    this.#rowsOf.first[creator] = this.#rows;
    this.#rowsOf.counts[creator] = cards.length;
    for (const card of cards) {
      if (this.#rows === this.#room) this.#grow();
      const row = this.#rows++;
      this.#creatorOf[row] = creator;
      this.#columns.write(row, card);
      card.eachWord((bytes, span) => this.#words.add(row, bytes, span));
      setBit(this.#live, row);
    }
  }

  /** Brings words and names in order: after the first filling, and after each lot of changes. */
  settle(isFilled = false): void {
    this.#words.settle(isFilled);
    this.#names.settle();
  }

  /** Answers a question: who is found, on which page, and the counts of all. */
  find(query: CreatorQuery, asked: AskedPage): FoundPart {
    const question = JSON.stringify([query, asked]);
    return this.#answers.find(question) ?? this.#answers.keep(question, this.#gathered(query, asked) ?? this.#found(query, asked));
  }

  /** From those that were gathered for an earlier page, where they reach as far. */
  #gathered(query: CreatorQuery, asked: AskedPage): FoundPart | undefined {
    const kept = asked.after === null ? undefined : this.#runs.find(runOf(query, asked));
    const page = kept?.run.behind(this.#placeOf(this.#sortKeys(query, undefined), asked.after), asked.limit);
    return page && { ...this.#shown(page), ...kept!.counts };
  }

  #found(query: CreatorQuery, asked: AskedPage): FoundPart {
    const words = soughtWords(query.text ?? "");
    const steps = [{ name: belowTiers, from: 0 }, ...asked.steps];
    const tiers = this.#columns.tiers.of(steps, this.#columns.numbers.followers, this.#rows);
    const hits = words.length === 0 ? undefined : this.#words.find(words, this.#rows);
    const among = hits === undefined ? this.#live.subarray(0, emptyBits(this.#rows).length) : both(hits.rows, this.#live);
    const filters = this.#leaves.filters(leafFilters({ columns: this.#columns, tiers }), this.#rows, JSON.stringify(steps));
    const found = query.where === undefined ? among : foundRows(positiveForm(query.where, true), among, filters);
    const keys = this.#sortKeys(query, hits?.points);
    const options = this.#pageOptions(keys, query, asked);
    const page = new BestPage(options);
    const counts = this.#countsOf(found, { question: JSON.stringify([words, query.where, steps]), tiers, page });
    const { rows, hasMore } = page.page();
    const placed = rows.map((each) => ({ ...each, shown: keys.read(each.row) }));
    const run = new PageRun(placed, hasMore, options.after);
    this.#runs.keep(runOf(query, asked), { run, counts });
    return { ...this.#shown(run.behind(options.after, asked.limit)!), ...counts };
  }

  /** Goes through what is found once, for the page and, where they are not kept, for the counts. */
  #countsOf(found: Bits, of: { question: string; tiers: TierCodes; page: BestPage }): Counts {
    const kept = this.#counts.find(of.question);
    if (kept !== undefined) {
      eachBlock(found, this.#creatorOf, this.#rows, (rows) => of.page.take(rows));
      return kept;
    }
    this.#facets.note(of.tiers, this.#rows, this.#creatorOf);
    const counter = new FacetCounter(this.#facets, of.tiers, this.#sets);
    eachBlock(found, this.#creatorOf, this.#rows, (rows) => {
      of.page.take(rows);
      counter.count(rows);
    });
    return this.#counts.keep(of.question, counter.counts());
  }

  #sortKeys(query: CreatorQuery, points: Uint8Array | undefined): SortKeys {
    return sortKeys(query.sort, { columns: this.#columns, names: this.#names, creatorOf: this.#creatorOf, points });
  }

  #placeOf(keys: SortKeys, place: Place | null): OrderPlace | undefined {
    if (place === null) return undefined;
    return { key: keys.keyOf(place.key), creatorId: place.creatorId, compare: this.#creators.comparedTo(uuidToBytes(place.creatorId)) };
  }

  #pageOptions(keys: SortKeys, query: CreatorQuery, asked: AskedPage): BestPageOptions {
    const after = this.#placeOf(keys, asked.after);
    const isTurning = after !== undefined && this.#runs.find(runOf(query, asked))?.run.reaches(after) === true;
    return {
      ...{ keys, creators: this.#creators, creatorOf: this.#creatorOf, after },
      compareAccounts: (row, other) => this.#columns.accountIds.compare(row, other),
      limit: isTurning ? Math.max(asked.limit, this.#ahead) : asked.limit,
    };
  }

  #shown({ placed, hasMore }: PlacedPage): Pick<FoundPart, "found" | "hasMore"> {
    const found = placed.map(({ creator, row, shown }) => ({
      creatorId: uuidFromBytes(this.#creators.ids.read(creator)),
      accountId: uuidFromBytes(this.#columns.accountIds.read(row)),
      key: shown,
    }));
    return { found, hasMore };
  }

  #forget(creator: number): void {
    const first = this.#rowsOf.first[creator]!;
    const count = this.#rowsOf.counts[creator]!;
    for (let row = first; row < first + count; row++) clearBit(this.#live, row);
    this.#deadRows += count;
  }

  #growCreators(creator: number): void {
    const room = Math.ceil(creator * 1.5) + 1;
    this.#rowsOf.first = grownTo(this.#rowsOf.first, room);
    this.#rowsOf.counts = grownTo(this.#rowsOf.counts, room);
  }

  #grow(): void {
    this.#room = Math.ceil(this.#room * 1.25);
    this.#columns.grow(this.#room);
    this.#creatorOf = grownTo(this.#creatorOf, this.#room);
    this.#live = grownBits(this.#live, this.#room);
  }
}

function both(one: Bits, other: Bits): Bits {
  for (let at = 0; at < one.length; at++) one[at]! &= other[at]!;
  return one;
}
