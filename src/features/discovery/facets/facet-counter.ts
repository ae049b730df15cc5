import { membersOf } from "../columns/card-columns.ts";
import type { TierCodes } from "../columns/tier-column.ts";
import { byFrequency, type FacetCount, type FacetField } from "../query/creator-query.ts";
import { accountSlots, ownFields, codesARow, type Cells, type FacetCells } from "./facet-cells.ts";

/** How many creators are found, and how many have what. */
export interface Counted {
  readonly total: number;
  readonly facets: Readonly<Record<FacetField, readonly FacetCount[]>>;
}

/** What is counted by code: how many creators, and which one was counted last, side by side. */
type Tally = Int32Array;

/** One creator comes after another, so a code was counted for it already when it was the last one counted. Nothing is there to guess wrong. */
function countOnce(tally: Tally, code: number, creator: number): void {
  const place = code << 1;
  tally[place]! += Number(tally[place + 1] !== creator);
  tally[place + 1] = creator;
}

/** Counts cells in; how many creators they have. The loop is written out, since it is run for every row of a large answer. */
function countCells({ codes, words, step, creator: creatorAt }: Cells, rows: number, tally: Tally, begins: readonly number[]): number {
  const [platform, country, language, category, tier, own] = begins as [number, number, number, number, number, number];
  let before = -1;
  let creators = 0;
  for (let at = 0; at < rows; at++) {
    const creator = words[at * step + creatorAt]!;
    const cell = at * codesARow;
    creators += Number(creator !== before);
    before = creator;
    countOnce(tally, platform + codes[cell]!, creator);
    countOnce(tally, country + codes[cell + 1]!, creator);
    countOnce(tally, language + codes[cell + 2]!, creator);
    countOnce(tally, category + codes[cell + 3]!, creator);
    countOnce(tally, tier + codes[cell + 4]!, creator);
    countOnce(tally, own + codes[cell + 5]!, creator);
  }
  return creators;
}

function inOrder(counted: Iterable<readonly [string, number]>): FacetCount[] {
  return Array.from(counted, ([value, creators]) => ({ value, creators }))
    .filter(({ creators }) => creators > 0)
    .toSorted(byFrequency);
}

/** The members of the sets of a column, each set read once: sets are few beside those who have them. */
export class SetMembers {
  /** Ids by number. */
  readonly ids: string[] = [];
  readonly #numberOf = new Map<string, number>();
  readonly #members: (readonly number[])[] = [];

  /** The numbers of the members of a set. */
  of(code: number, texts: readonly string[]): readonly number[] {
    return (this.#members[code] ??= membersOf(texts[code]!).map((id) => this.#number(id)));
  }

  #number(id: string): number {
    const known = this.#numberOf.get(id);
    if (known !== undefined) return known;
    this.#numberOf.set(id, this.ids.length);
    return this.ids.push(id) - 1;
  }
}

/** The members of the sets that creators are in. */
export interface OwnSets {
  readonly list: SetMembers;
  readonly program: SetMembers;
}

/** The code of what is not known. */
const unknownCode = 0;

/** How many creators have each of some values, by number. */
class Sums {
  readonly #sums = new Map<number, number>();

  add(number: number, creators: number): void {
    this.#sums.set(number, (this.#sums.get(number) ?? 0) + creators);
  }

  /** By name, but for the number `without`. */
  named(names: readonly string[], without?: number): FacetCount[] {
    return inOrder(
      Array.from(this.#sums).flatMap(([number, creators]) => (number === without ? [] : [[names[number]!, creators] as const])),
    );
  }
}

/** Counts creators by what their found accounts have. Time: some ten nanoseconds a row for all facets. */
export class FacetCounter {
  readonly #cells: FacetCells;
  readonly #texts: readonly (readonly string[])[];
  readonly #begins: readonly number[];
  readonly #tally: Tally;
  readonly #sets: OwnSets;
  #total = 0;

  /**
   * @param cells with all rows noted.
   * @param tiers the ladder that they were noted with.
   * @param sets kept from question to question.
   */
  constructor(cells: FacetCells, tiers: TierCodes, sets: OwnSets) {
    this.#cells = cells;
    this.#sets = sets;
    this.#texts = cells.accountColumns(tiers).map(({ texts }) => texts);
    const lengths = [...this.#texts.map(({ length }) => length), cells.own.length / ownFields.length];
    this.#begins = lengths.map((_, slot) => lengths.slice(0, slot).reduce((sum, length) => sum + length, 0));
    this.#tally = new Int32Array(2 * lengths.reduce((sum, length) => sum + length, 0));
    for (let place = 1; place < this.#tally.length; place += 2) this.#tally[place] = -1;
  }

  /** Counts rows in: all found ones of their creators, those of one side by side. */
  count(rows: Uint32Array): void {
    this.#total += countCells(this.#cells.gather(rows), rows.length, this.#tally, this.#begins);
  }

  /** What was counted, the most frequent first and of as many by value; values without a creator are left out. */
  counts(): Counted {
    const ofAccounts = accountSlots.map((field, slot) => [field, this.#counted(slot)] as const);
    const facets = Object.fromEntries([...ofAccounts, ...this.#ownCounts()]) as Record<FacetField, FacetCount[]>;
    return { total: this.#total, facets };
  }

  #counted(slot: number): FacetCount[] {
    const begin = this.#begins[slot]!;
    return inOrder(
      this.#texts[slot]!.flatMap((text, code) => (code === unknownCode ? [] : [[text, this.#tally[2 * (begin + code)]!] as const])),
    );
  }

  /** A creator has one combination, and each member of a set once, so the counts of combinations may be added up. */
  #ownCounts(): [FacetField, FacetCount[]][] {
    const { own, ownColumns } = this.#cells;
    const [status, decision, lists, programs] = ownColumns.map(({ texts }) => texts) as [string[], string[], string[], string[]];
    const { list, program } = this.#sets;
    const sums = { status: new Sums(), decision: new Sums(), list: new Sums(), program: new Sums() };
    const begin = this.#begins.at(-1)!;
    for (let at = 0; at < own.length; at += ownFields.length) {
      const creators = this.#tally[2 * (begin + at / ownFields.length)]!;
      if (creators === 0) continue;
      sums.status.add(own[at]!, creators);
      sums.decision.add(own[at + 1]!, creators);
      for (const member of list.of(own[at + 2]!, lists)) sums.list.add(member, creators);
      for (const member of program.of(own[at + 3]!, programs)) sums.program.add(member, creators);
    }
    return [
      ["status", sums.status.named(status, unknownCode)],
      ["decision", sums.decision.named(decision, unknownCode)],
      ["list", sums.list.named(list.ids)],
      ["program", sums.program.named(program.ids)],
    ];
  }
}
