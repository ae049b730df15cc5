import { endsSentence, type FoldedWord } from "../words/folded-words.ts";

const separates = (gap: string): boolean => endsSentence(gap) || /[|:*_~[\](){}"“”„«»/#＃@,–—-]|\p{Extended_Pictographic}/u.test(gap);

const isTagMark = (character: string | undefined): boolean => character === "#" || character === "＃";

/** Words of a text that stand together, half-open. */
export interface WordRun {
  readonly text: string;
  readonly words: readonly FoldedWord[];
  readonly from: number;
  readonly to: number;
}

/** What stands behind a run: up to the next word, or to the end of the text. */
function gapAfter({ text, words, to }: WordRun): string {
  const next = words[to];
  return next?.gap ?? text.slice(words[to - 1]?.end);
}

/**
 * Whether a word stands right behind a "#".
 *
 * @example
 * import { foldedWords } from "../words/folded-words.ts";
 * import { isHashtag } from "./label-place.ts";
 * isHashtag(foldedWords("so #ad")[1]); // => true
 */
export const isHashtag = (word: FoldedWord | undefined): boolean => isTagMark(word?.gap.at(-1));

/**
 * Whether words stand as a tag: behind a "#", or alone in brackets or stars.
 *
 * @example
 * import { foldedWords } from "../words/folded-words.ts";
 * import { isTag } from "./label-place.ts";
 * const text = "Shoes (ad) and an ad";
 * isTag({ text, words: foldedWords(text), from: 1, to: 2 }); // => true
 * isTag({ text, words: foldedWords(text), from: 4, to: 5 }); // => false
 */
export function isTag(run: WordRun): boolean {
  const first = run.words[run.from];
  if (isHashtag(first)) return true;
  return /[[({*]\s?$/.test(first?.gap ?? "") && /^\s?[\])}*]/.test(gapAfter(run));
}

/**
 * Whether words stand as a label: as a tag; or at the head of a text, line or segment and set off from what follows, by a mark, an emoji,
 * its own capitals, or the capital that begins what follows.
 *
 * So "Werbung | Neue Schuhe", "Anzeige Heute zeige ich" and "AD for Nike" have one, and "Werbung nervt" has none.
 *
 * @example
 * import { foldedWords } from "../words/folded-words.ts";
 * import { isLabel } from "./label-place.ts";
 * const at = (text: string) => isLabel({ text, words: foldedWords(text), from: 0, to: 1 });
 * ["Ad: new shoes", "AD for Nike", "Anzeige Heute zeige ich", "Werbung nervt"].map(at); // => [true, true, true, false]
 */
export function isLabel(run: WordRun): boolean {
  if (isTag(run)) return true;
  const { text, words, from, to } = run;
  const [first, last, next] = [words[from], words[to - 1], words[to]];
  if (first === undefined || last === undefined || (from > 0 && !separates(first.gap))) return false;
  if (next === undefined || separates(next.gap)) return true;
  const label = text.slice(first.start, last.end);
  if (label.length > 1 && label === label.toUpperCase() && label !== label.toLowerCase()) return true;
  const [own, following] = [label.charAt(0), text.charAt(next.start)];
  return own !== own.toLowerCase() && following !== following.toLowerCase();
}
