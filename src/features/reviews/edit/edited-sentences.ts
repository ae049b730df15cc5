import type { Figure, Sentence, SentencePart } from "../draft/evidence.ts";

/** What somebody did with a drafted sentence: wrote it anew, or took it out (null). */
export interface SentenceEdit {
  readonly key: string;
  readonly text: string | null;
}

/** A sentence as a review shows it. */
export interface EditedSentence extends Sentence {
  /** What the data say where somebody wrote it anew; null: it is as drafted. */
  readonly drafted: string | null;
}

const partNames: readonly SentencePart[] = ["goal", "drove", "odd", "try"];
const partOf = (key: string): SentencePart => partNames.find((part) => key.startsWith(part)) ?? "odd";

/**
 * The draft with what people wrote. A sentence that somebody wrote stays when the data no longer draft it.
 *
 * @param drafted in their order.
 * @param edits at most one a key.
 * @example
 * import { editedSentences } from "./edited-sentences.ts";
 * const odd = { key: "odd/costs", part: "odd", text: "Nothing was entered.", figures: [] } as const;
 * editedSentences([odd], [{ key: "odd/costs", text: null }]); // => []
 */
export function editedSentences(drafted: readonly Sentence[], edits: readonly SentenceEdit[]): EditedSentence[] {
  const editOf = new Map(edits.map((edit) => [edit.key, edit.text]));
  const known = new Set(drafted.map(({ key }) => key));
  const kept = drafted.flatMap((sentence): EditedSentence[] => {
    const text = editOf.get(sentence.key);
    if (text === null) return [];
    const isSame = text === undefined || text === sentence.text;
    return [isSame ? { ...sentence, drafted: null } : { ...sentence, text, drafted: sentence.text }];
  });
  const written = edits.flatMap(({ key, text }): EditedSentence[] =>
    known.has(key) || text === null ? [] : [{ key, part: partOf(key), text, figures: [], drafted: null }],
  );
  return [...kept, ...written];
}

/** A figure that is another by now. */
export interface ChangedFigure {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly was: string | null;
  readonly now: string | null;
}

/**
 * Figures of a closed review that are others by now, in its order.
 *
 * @param then as it was closed.
 * @param now as the data draft them today; a figure that is gone is not known any more.
 */
export function changedFigures(then: readonly Figure[], now: readonly Figure[]): ChangedFigure[] {
  const values = new Map(now.map(({ key, value }) => [key, value]));
  return then.flatMap(({ key, label, unit, value }) => {
    const today = values.get(key) ?? null;
    return today === value ? [] : [{ key, label, unit, was: value, now: today }];
  });
}
