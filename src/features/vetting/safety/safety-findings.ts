import type { Severity, WordList } from "./word-lists.ts";

/** Something that a creator wrote. */
export interface WrittenText {
  /** Where it stands: the bio, or a post. */
  readonly where: "bio" | "post";
  /** The post's id as the API shows it; null for a bio. */
  readonly postId: string | null;
  readonly on: string;
  readonly text: string;
}

/** Who competes with the brand, and by which words that shows. */
export interface Competitor {
  readonly name: string;
  /** Names, handles and hashtags, whole words. */
  readonly words: readonly string[];
}

/** Words of a list in what a creator wrote. */
export interface Finding {
  readonly kind: "safety" | "conflict";
  /** The list's category, or the competitor's name. */
  readonly category: string;
  readonly severity: Severity;
  readonly word: string;
  /** The words around it, as they were written. */
  readonly quote: string;
  readonly where: "bio" | "post";
  readonly postId: string | null;
  readonly on: string;
}

/** Small letters without accents, one character for one, so that places in it are places in the text. */
function foldedCharacters(text: string): string {
  return Array.from(text, (character) => {
    const folded = character.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
    return folded.length === character.length ? folded : character;
  }).join("");
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Where a word stands alone in a folded text; undefined: nowhere. */
function placeOf(folded: string, word: string): number | undefined {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    if (!isLetter(folded[at - 1]) && !isLetter(folded[at + word.length])) return at;
  }
  return undefined;
}

const AROUND = 60;

/** A quote begins and ends between words, where one ends near enough. */
const nearEnough = 20;

function quoteAt(text: string, at: number, length: number): string {
  const [first, last] = [Math.max(0, at - AROUND), Math.min(text.length, at + length + AROUND)];
  const before = text.slice(first, first + nearEnough).search(/\s/);
  const after = text.slice(last - nearEnough, last).search(/\s\S*$/);
  const from = first === 0 || before < 0 ? first : Math.min(at, first + before);
  const to = last === text.length || after < 0 ? last : Math.max(at + length, last - nearEnough + after);
  const part = text
    .slice(from, to)
    .replaceAll(/\p{Cs}/gu, "\uFFFD")
    .replaceAll(/\s+/g, " ")
    .trim();
  return `${from > 0 ? "…" : ""}${part}${to < text.length ? "…" : ""}`;
}

interface Sought {
  readonly kind: Finding["kind"];
  readonly category: string;
  readonly severity: Severity;
  readonly word: string;
}

function soughtIn(lists: readonly WordList[], competitors: readonly Competitor[]): Sought[] {
  const unsafe = lists.flatMap(({ category, severity, words }) =>
    words.map((word): Sought => ({ kind: "safety", category, severity, word })),
  );
  const others = competitors.flatMap(({ name, words }) =>
    [name, ...words].map((word): Sought => ({ kind: "conflict", category: name, severity: "medium", word })),
  );
  return [...unsafe, ...others];
}

/**
 * What a creator wrote that has words of a list or names a competitor, with the words around it.
 *
 * Words are found whole, in any case, with or without accents; of one text each category is told once. It reads words and knows no irony:
 * "I gave up smoking cigarettes" is found too. So a finding is a question to a person, who can dismiss it.
 *
 * @returns in the order of the texts.
 * @example
 * import { findingsIn } from "./safety-findings.ts";
 * const texts = [{ where: "post", postId: "pos_1", on: "2026-05-01", text: "New #Acme boots!" }];
 * findingsIn(texts, [], [{ name: "Acme", words: [] }]).map(({ kind, quote }) => [kind, quote]); // => [["conflict", "New #Acme boots!"]]
 */
export function findingsIn(texts: readonly WrittenText[], lists: readonly WordList[], competitors: readonly Competitor[]): Finding[] {
  const sought = soughtIn(lists, competitors).map((one) => ({ ...one, folded: foldedCharacters(one.word.trim()) }));
  return texts.flatMap(({ text, where, postId, on }) => {
    const folded = foldedCharacters(text);
    const seen = new Set<string>();
    return sought.flatMap(({ kind, category, severity, word, folded: wanted }): Finding[] => {
      const key = `${kind} ${category}`;
      const at = wanted === "" || seen.has(key) ? undefined : placeOf(folded, wanted);
      if (at === undefined) return [];
      seen.add(key);
      return [{ kind, category, severity, word, quote: quoteAt(text, at, wanted.length), where, postId, on }];
    });
  });
}
