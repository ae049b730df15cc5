import type { CardColumns } from "../columns/card-columns.ts";
import type { CodeColumn } from "../columns/code-column.ts";
import type { Codes } from "../columns/grown-to.ts";
import type { TierCodes } from "../columns/tier-column.ts";

/** What the accounts of one creator may have different values of. */
export const accountSlots = ["platform", "country", "language", "category", "tier"] as const;
/** What a creator has one value of, the same for all of its accounts. */
export const ownFields = ["status", "decision", "list", "program"] as const;

/** For all of {@link ownFields} together there is one code behind those of {@link accountSlots}. */
const ownSlot = accountSlots.length;

/** So many codes a row has room for, so that what belongs to a row never lies in two lines of the processor's memory. */
export const codesARow = 8;

/** Codes of rows side by side, `codesARow` of them each: 16 bits each while that is enough. */
export type CellCodes = Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
const mostShort = 2 ** 16;
const [shortWords, wideWords] = [4, 8];

/** The cells of some rows: the same memory as codes, and as words of 32 bits, the last of which is the creator. */
export interface Cells {
  /** `codesARow` of them a row. */
  readonly codes: CellCodes;
  readonly words: Int32Array<ArrayBuffer>;
  /** So many words a row. */
  readonly step: number;
  /** Which of a row's words is the number of its creator. */
  readonly creator: number;
}

/** Cells with room for so many rows. */
function emptyCells(rows: number, isWide: boolean): Cells {
  const step = isWide ? wideWords : shortWords;
  const words = new Int32Array(rows * step);
  return { codes: isWide ? words : new Uint16Array(words.buffer), words, step, creator: step - 1 };
}

/** Keys of what a creator has are whole numbers as long as they fit in 53 bits. */
const [mostSets, mostOthers] = [2 ** 21, 2 ** 5];

/** What a creator has as one key, by its codes of {@link ownFields}. */
function ownKey(status: number, decision: number, list: number, program: number): number | string {
  if (Math.max(list, program) >= mostSets || Math.max(status, decision) >= mostOthers) return [status, decision, list, program].join(" ");
  return ((list * mostSets + program) * mostOthers + status) * mostOthers + decision;
}

/** Copies a column's codes of some rows to their place. */
function copySlot(column: Codes, codes: CellCodes, slot: number, [from, to]: readonly [number, number]): void {
  for (let row = from; row < to; row++) codes[row * codesARow + slot] = column[row]!;
}

/** Four words a row, one after another: so short a loop that the processor waits for many rows at the same time. */
function gatherShort({ words }: Cells, rows: Uint32Array, into: Int32Array): void {
  for (let at = 0; at < rows.length; at++) {
    const from = rows[at]! << 2;
    const to = at << 2;
    into[to] = words[from]!;
    into[to + 1] = words[from + 1]!;
    into[to + 2] = words[from + 2]!;
    into[to + 3] = words[from + 3]!;
  }
}

function gatherWide({ words }: Cells, rows: Uint32Array, into: Int32Array): void {
  for (let at = 0; at < rows.length; at++) into.set(words.subarray(rows[at]! * wideWords, (rows[at]! + 1) * wideWords), at * wideWords);
}

/**
 * What facets count of each row side by side, beside the columns that conditions are tested on: found rows mostly stand far apart, and so one
 * look at memory does for all facets instead of one each. Memory: 16 bytes a row. It is noted of new rows when they are first counted.
 */
export class FacetCells {
  /** Codes of {@link ownFields}, four of them for each different combination that creators have. */
  readonly own: number[] = [];
  readonly #columns: CardColumns;
  readonly #ownOf = new Map<number | string, number>();
  #cells = emptyCells(0, false);
  #gathered = emptyCells(0, false);
  #room = 0;
  #noted = 0;
  #ladder = "";

  /** Of some columns. */
  constructor(columns: CardColumns) {
    this.#columns = columns;
  }

  /** Memory that is taken, in bytes, but for the combinations. */
  get memory(): number {
    return this.#cells.words.byteLength;
  }

  /** The columns of {@link ownFields}, in their order. */
  get ownColumns(): readonly CodeColumn[] {
    const { choices, sets } = this.#columns;
    return [choices.status, choices.decision, sets.list, sets.program];
  }

  /** The columns of {@link accountSlots}, in their order. */
  accountColumns(tiers: TierCodes): readonly Pick<CodeColumn, "codes" | "texts">[] {
    const { platform, country, language, category } = this.#columns.choices;
    return [platform, country, language, category, tiers];
  }

  /**
   * Notes rows up to `rows` that were not noted yet, and all of them anew for another ladder of tiers.
   *
   * @param tiers a ladder's codes.
   * @param rows how many rows there are.
   * @param creatorOf the creator of each row.
   */
  note(tiers: TierCodes, rows: number, creatorOf: Uint32Array): void {
    if (tiers.ladder !== this.#ladder) this.#noted = 0;
    this.#ladder = tiers.ladder;
    if (this.#noted === rows) return;
    if (rows > this.#room) this.#grow(creatorOf.length);
    this.#write(tiers, [this.#noted, rows], creatorOf);
    if (this.#cells.step === shortWords && this.#mostCodes(tiers) > mostShort) {
      this.#cells = emptyCells(this.#room, true);
      this.#write(tiers, [0, rows], creatorOf);
    }
    this.#noted = rows;
  }

  /** The cells of some rows, in their order; overwritten by the next. */
  gather(rows: Uint32Array): Cells {
    const cells = this.#cells;
    if (this.#gathered.step !== cells.step || this.#gathered.words.length < rows.length * cells.step)
      this.#gathered = emptyCells(rows.length, cells.step === wideWords);
    if (cells.step === shortWords) gatherShort(cells, rows, this.#gathered.words);
    else gatherWide(cells, rows, this.#gathered.words);
    return this.#gathered;
  }

  #grow(rows: number): void {
    const larger = emptyCells(rows, this.#cells.step === wideWords);
    larger.words.set(this.#cells.words);
    this.#cells = larger;
    this.#room = rows;
  }

  #mostCodes(tiers: TierCodes): number {
    return Math.max(this.#ownOf.size, ...this.accountColumns(tiers).map(({ texts }) => texts.length));
  }

  #write(tiers: TierCodes, span: readonly [number, number], creatorOf: Uint32Array): void {
    const { codes, words, step, creator } = this.#cells;
    for (const [slot, column] of this.accountColumns(tiers).entries()) copySlot(column.codes, codes, slot, span);
    const [status, decision, list, program] = this.ownColumns.map((column) => column.codes) as [Codes, Codes, Codes, Codes];
    let key: number | string | undefined;
    let combination = 0;
    for (let row = span[0]; row < span[1]; row++) {
      const next = ownKey(status[row]!, decision[row]!, list[row]!, program[row]!);
      if (next !== key) combination = this.#ownOf.get(next) ?? this.#addOwn(next, row);
      key = next;
      codes[row * codesARow + ownSlot] = combination;
      words[row * step + creator] = creatorOf[row]!;
    }
  }

  #addOwn(key: number | string, row: number): number {
    for (const { codes } of this.ownColumns) this.own.push(codes[row]!);
    this.#ownOf.set(key, this.#ownOf.size);
    return this.#ownOf.size - 1;
  }
}
