import { readComment, sentimentOf, wilsonInterval } from "@vouch/stats";
import { languageOf } from "./comment-language.ts";
import { bareComment, isGeneric } from "./generic-praise.ts";

/** One comment; null: not known. */
export interface SampledComment {
  readonly text: string;
  /** Tells writers apart within the sample, and says nothing else about them. */
  readonly author: string | null;
  /** Tells posts apart within the sample. */
  readonly post: string | null;
}

/** What a comment may show. */
export const commentSigns = ["generic", "duplicate", "circle", "question", "purchase_intent", "negative", "other_language"] as const;
/** One of {@link commentSigns}. */
export type CommentSignName = (typeof commentSigns)[number];

/** How often comments show something, of those of which it can be told. */
export interface SignShare {
  readonly count: number;
  readonly of: number;
  /** With Wilson's interval of 95 %; six decimals. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** A few of them as they were written. */
  readonly quotes: readonly string[];
}

/** What a sample of comments says; a sign of which nothing can be told is null. */
export interface CommentReading {
  readonly comments: number;
  readonly signs: Readonly<Record<CommentSignName, SignShare | null>>;
  /** Comments that show none of generic, duplicate and circle. */
  readonly own_words: SignShare | null;
}

/** Posts that a circle's comments are looked for on, at least. */
const LEAST_POSTS = 4;
const QUOTES = 3;

const six = (value: number): number => Math.round(value * 1e6) / 1e6;

function shareOf(
  comments: readonly SampledComment[],
  isOne: (comment: SampledComment, at: number) => boolean | undefined,
): SignShare | null {
  const told = comments.map((comment, at) => ({ comment, shows: isOne(comment, at) })).filter(({ shows }) => shows !== undefined);
  if (told.length === 0) return null;
  const found = told.filter(({ shows }) => shows === true).map(({ comment }) => comment.text);
  const { estimate, low, high } = wilsonInterval({ successes: found.length, trials: told.length });
  const quotes = [...new Set(found)].slice(0, QUOTES).map((text) => Array.from(text).slice(0, 160).join(""));
  return { count: found.length, of: told.length, share: six(estimate), low: six(low), high: six(high), quotes };
}

/** Of each comment whether the same words of two or more were written before it, or by another hand. */
function repeats(comments: readonly SampledComment[]): boolean[] {
  const bare = comments.map(({ text }) => bareComment(text));
  const counts = new Map<string, number>();
  for (const text of bare) counts.set(text, (counts.get(text) ?? 0) + 1);
  return bare.map((text) => text.includes(" ") && (counts.get(text) ?? 0) > 1);
}

/** Writers who are under most posts of the sample; undefined where the sample does not tell. */
function circleOf(comments: readonly SampledComment[]): ReadonlySet<string> | undefined {
  const posts = new Set(comments.flatMap(({ post }) => post ?? []));
  if (posts.size < LEAST_POSTS || comments.some(({ author, post }) => author === null || post === null)) return undefined;
  const under = new Map<string, Set<string>>();
  for (const { author, post } of comments) under.set(author!, (under.get(author!) ?? new Set()).add(post!));
  return new Set([...under].filter(([, own]) => own.size * 4 >= posts.size * 3).map(([author]) => author));
}

const isEnglish = (text: string): boolean => languageOf(text) === "en";

/**
 * What a sample of comments shows: which are generic, repeated or from one circle; which ask, want to buy, or are in another language.
 *
 * Each is a count of words with its interval, not a judgement of one comment. The mood is read of English comments alone. A circle are writers
 * under three of four posts, which are pods and loyal fans alike; it takes writers and at least four posts.
 *
 * @param comments in any order.
 * @param language of the account, as two letters; null: not known, then nothing is said of other languages.
 * @example
 * import { readComments } from "./comment-sample.ts";
 * const of = (text) => ({ text, author: null, post: null });
 * const { signs } = readComments([of("Where did you get this?"), of("🔥🔥"), of("nice pic")], "en");
 * [signs.generic?.count, signs.question?.count, signs.circle]; // => [2, 1, null]
 */
export function readComments(comments: readonly SampledComment[], language: string | null): CommentReading {
  const repeated = repeats(comments);
  const circle = circleOf(comments);
  const inCircle = ({ author }: SampledComment): boolean | undefined => circle?.has(author ?? "");
  const readings = comments.map(({ text }) => readComment(text));
  return {
    comments: comments.length,
    own_words: shareOf(comments, (comment, at) => !isGeneric(comment.text) && !repeated[at]! && inCircle(comment) !== true),
    signs: {
      generic: shareOf(comments, ({ text }) => isGeneric(text)),
      duplicate: shareOf(comments, (_, at) => repeated[at]!),
      circle: circle === undefined ? null : shareOf(comments, inCircle),
      question: shareOf(comments, (_, at) => readings[at]!.isQuestion),
      purchase_intent: shareOf(comments, (_, at) => readings[at]!.hasPurchaseIntent),
      negative: shareOf(comments, ({ text }) => (isEnglish(text) ? sentimentOf(text).compound <= -0.05 : undefined)),
      other_language:
        language === null
          ? null
          : shareOf(comments, ({ text }) => {
              const own = languageOf(text);
              return own === undefined ? undefined : own !== language;
            }),
    },
  };
}
