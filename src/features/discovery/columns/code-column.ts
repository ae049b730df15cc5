import { grownTo, type Codes } from "./grown-to.ts";

const wider = new Map<number, new (rows: number) => Codes>([
  [1, Uint16Array],
  [2, Int32Array],
]);

/** A column of texts of which few differ: a small number a row, and each text once. Code 0: not known. */
export class CodeColumn {
  /** The code of each row; replaced when it grows. */
  codes: Codes;
  readonly #codeOf = new Map<string, number>();
  /** The text of each code; the first stands for what is not known. */
  readonly texts: string[] = [""];

  /** With room for so many rows. */
  constructor(rows: number) {
    this.codes = new Uint8Array(rows);
  }

  /** Makes room for so many rows. */
  grow(rows: number): void {
    this.codes = grownTo(this.codes, rows);
  }

  /** Writes a row; null: not known. */
  write(row: number, text: string | null): void {
    const code = text === null ? 0 : (this.#codeOf.get(text) ?? this.#add(text)); // a new one may widen the codes
    this.codes[row] = code;
  }

  /** The code of a text; -1 for one that no row ever had. */
  codeOf(text: string): number {
    return this.#codeOf.get(text) ?? -1;
  }

  /** The text of a row; null: not known. */
  read(row: number): string | null {
    const code = this.codes[row]!;
    return code === 0 ? null : this.texts[code]!;
  }

  #add(text: string): number {
    const code = this.texts.push(text) - 1;
    this.#codeOf.set(text, code);
    const Wider = code >= 2 ** (8 * this.codes.BYTES_PER_ELEMENT) ? wider.get(this.codes.BYTES_PER_ELEMENT) : undefined;
    if (Wider !== undefined) {
      const codes = new Wider(this.codes.length);
      codes.set(this.codes);
      this.codes = codes;
    }
    return code;
  }
}
