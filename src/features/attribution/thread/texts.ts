/** Few different texts, each known by a small number. */
export interface Texts {
  /** The number of a text, a new one when it is new. */
  code(text: string): number;
  text(code: number): string;
}

/**
 * Opens a list of texts that columns hold as numbers.
 *
 * @example
 * import { openTexts } from "./texts.ts";
 * const texts = openTexts();
 * [texts.code("a"), texts.code("b"), texts.code("a")] // => [0, 1, 0]
 */
export function openTexts(): Texts {
  const codes = new Map<string, number>();
  const list: string[] = [];
  return {
    code(text) {
      const known = codes.get(text);
      if (known !== undefined) return known;
      codes.set(text, list.length);
      return list.push(text) - 1;
    },
    text: (code) => list[code]!,
  };
}
