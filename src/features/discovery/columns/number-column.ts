import { grownTo, type Numbers } from "./grown-to.ts";

/** Stands for what is not known among whole numbers; among others it is not a number. */
export const unknownWhole = -(2 ** 31);

/**
 * A column of numbers, each exactly the one that was written. As long as every one is a whole number of steps of 1/`scale` within 32
 * bits it is kept as that, in half the memory; from the first other one on as floating point.
 */
export class NumberColumn {
  /** What is kept of each row; replaced when it grows or a number needs more. */
  kept: Numbers;
  /** How many steps are 1; 1 once it is floating point. */
  scale: number;

  /** With room for so many rows, in steps of 1/`scale`. */
  constructor(rows: number, scale: number) {
    this.kept = new Int32Array(rows);
    this.scale = scale;
  }

  /** Makes room for so many rows. */
  grow(rows: number): void {
    this.kept = grownTo(this.kept, rows);
  }

  /** Writes a row; null: not known. */
  write(row: number, value: number | null): void {
    if (value === null) this.kept[row] = this.kept instanceof Int32Array ? unknownWhole : Number.NaN;
    else if (this.kept instanceof Int32Array) this.#writeWhole(row, value);
    else this.kept[row] = value;
  }

  /** The number of a row; null: not known. */
  read(row: number): number | null {
    const value = this.kept[row]!;
    return value === unknownWhole || Number.isNaN(value) ? null : value / this.scale;
  }

  #writeWhole(row: number, value: number): void {
    const steps = Math.round(value * this.scale);
    if (steps / this.scale === value && Math.abs(steps) < -unknownWhole) this.kept[row] = steps;
    else {
      this.#loosen();
      this.kept[row] = value;
    }
  }

  #loosen(): void {
    const { kept, scale } = this;
    const loose = new Float64Array(kept.length);
    for (let row = 0; row < kept.length; row++) loose[row] = kept[row] === unknownWhole ? Number.NaN : kept[row]! / scale;
    this.kept = loose;
    this.scale = 1;
  }
}
