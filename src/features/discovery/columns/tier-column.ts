import type { Step } from "../query/card.ts";
import type { CodeColumn } from "./code-column.ts";
import { gatherNumbers } from "./gather.ts";
import { grownTo } from "./grown-to.ts";
import { unknownWhole, type NumberColumn } from "./number-column.ts";

const rowsATurn = 4_096;

/** On which step of a ladder each row is. */
export interface TierCodes extends Pick<CodeColumn, "codes" | "texts"> {
  /** The ladder as text: another one gives other codes. */
  readonly ladder: string;
}

/** On which step of a ladder each row's followers are: noted once for a ladder, since all facets and many conditions ask for it. */
export class TierColumn {
  #codes = new Uint8Array(0);
  #ladder = "";
  #noted = 0;

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.#codes.byteLength;
  }

  /**
   * The column for a ladder.
   *
   * @param steps by rising beginnings, the first at none; at most 255.
   * @param followers of each row.
   * @param rows how many rows there are; those of earlier calls are what they were.
   */
  of(steps: readonly Step[], followers: NumberColumn, rows: number): TierCodes {
    const ladder = JSON.stringify(steps);
    if (ladder !== this.#ladder) this.#noted = 0;
    this.#ladder = ladder;
    if (this.#codes.length < rows) this.#codes = grownTo(this.#codes, followers.kept.length);
    const from = Float64Array.from(steps, (step) => step.from * followers.scale);
    for (; this.#noted < rows; this.#noted = Math.min(rows, this.#noted + rowsATurn)) {
      this.#note(followers, from, [this.#noted, Math.min(rows, this.#noted + rowsATurn)]);
    }
    return { codes: this.#codes, texts: ["", ...steps.map(({ name }) => name)], ladder };
  }

  #note({ kept }: NumberColumn, from: Float64Array, [first, end]: readonly [number, number]): void {
    const rows = Uint32Array.from({ length: end - first }, (_, at) => first + at);
    const values = new Float64Array(rows.length);
    gatherNumbers(kept, rows, values);
    for (let at = 0; at < values.length; at++) {
      let step = values[at] === unknownWhole || Number.isNaN(values[at]!) ? 0 : from.length;
      while (step > 0 && values[at]! < from[step - 1]!) step--;
      this.#codes[first + at] = step;
    }
  }
}
