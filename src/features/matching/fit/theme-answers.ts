import type { BuyerProfile } from "../profiles/profile.ts";
import { hasTerm, searchedText, type SearchedText } from "../words/terms.ts";
import type { AccountEvidence } from "./evidence.ts";
import { postMargin } from "./fit-rules.ts";
import type { Answer } from "./part.ts";

/** An account's words made ready, once for all terms. */
export interface ReadAccount {
  readonly account: AccountEvidence;
  readonly labels: SearchedText;
  readonly bio: SearchedText;
  readonly posts: readonly SearchedText[];
}

/** Makes an account's words ready. */
export const readAccount = (account: AccountEvidence): ReadAccount => ({
  account,
  labels: searchedText([account.words?.category ?? "", ...(account.words?.topics ?? [])].join(". ")),
  bio: searchedText(account.words?.bio ?? ""),
  posts: account.posts.map(({ text }) => searchedText(text)),
});

/** A term where it was found. */
export interface FoundTerm {
  readonly term: string;
  /** In [0, 1]. */
  readonly strength: number;
  readonly place: "topics" | "bio" | "posts" | "nowhere";
  /** Places of the posts that speak of it. */
  readonly posts: readonly number[];
}

const fullShareOfPosts = 0.1;

/** Where an account speaks of a term, and how much. */
export function foundTerm({ labels, bio, posts }: ReadAccount, term: string): FoundTerm {
  const inPosts = posts.flatMap((text, at) => (hasTerm(text, term) ? [at] : []));
  const ofPosts = posts.length === 0 ? 0 : Math.min(1, inPosts.length / posts.length / fullShareOfPosts);
  const candidates = [
    { place: "topics" as const, strength: hasTerm(labels, term) ? 1 : 0 },
    { place: "posts" as const, strength: ofPosts },
    { place: "bio" as const, strength: hasTerm(bio, term) ? 0.8 : 0 },
  ];
  const best = candidates.toSorted((a, b) => b.strength - a.strength)[0]!;
  return { term, strength: best.strength, place: best.strength === 0 ? "nowhere" : best.place, posts: inPosts };
}

/** A piece of a text around where it begins, at most 160 letters. */
const piece = (text: string): string => (text.length <= 160 ? text : `${text.slice(0, 157).trimEnd()}...`);

/** Posts that speak of something, quoted: at most three, the newest first. */
export const quotesOf = ({ account }: ReadAccount, places: readonly number[]) =>
  [...new Set(places)]
    .toSorted((a, b) => a - b)
    .slice(0, 3)
    .map((at) => ({ text: piece(account.posts[at]!.text), post_id: account.posts[at]!.id }));

/** What is known of an account's words, and from when. */
export function originOf({ account }: ReadAccount) {
  const { words, posts } = account;
  const parts = [words?.source, posts.length > 0 ? `${posts.length} posts` : undefined].filter((part) => part !== undefined);
  return { source: parts.join(", "), observed_on: posts[0]?.postedOn ?? words?.observedOn ?? null, grade: words?.grade ?? null };
}

const enough = 3;

/** What is not spoken of is told by so many posts or more: a category or a bio names few things, and its silence says nothing. */
const fewestPosts = 5;

function notSpokenOf({ bio, posts }: ReadAccount, what: string): Answer {
  const isNothingKnown = posts.length === 0 && bio.tokens.length === 0;
  const why = isNothingKnown
    ? "nothing that they wrote is known here"
    : `it takes ${fewestPosts} posts or more to see that they do not; there are ${posts.length}`;
  return { kind: "unknown", missing: `Whether they speak of ${what}: ${why}` };
}

/**
 * How far an account speaks of some terms: three of them, or all where there are fewer, are full marks. With fewer than five posts what
 * was not found is not known: the upper end is full marks.
 */
export function termsAnswer(read: ReadAccount, terms: readonly string[], what: string): Answer {
  const found = terms.map((term) => foundTerm(read, term));
  const spoken = found.filter(({ strength }) => strength > 0);
  const isShort = read.posts.length < fewestPosts;
  if (spoken.length === 0 && isShort) return notSpokenOf(read, what);
  const total = spoken.reduce((sum, { strength }) => sum + strength, 0);
  const names = spoken.map(({ term, place, posts }) => `${term} (${place === "posts" ? `${posts.length} posts` : place})`);
  const isOpen = isShort && spoken.length < terms.length;
  const open = isOpen ? `; whether of more, ${read.posts.length} posts do not show` : "";
  const text =
    spoken.length === 0
      ? `Speaks of none of ${what}: ${terms.join(", ")}`
      : `Speaks of ${spoken.length} of ${terms.length} of ${what}: ${names.join(", ")}${open}`;
  const quotes = quotesOf(
    read,
    spoken.flatMap(({ posts }) => posts.slice(0, 1)),
  );
  const reason = { text, ...originOf(read), quotes };
  const score = 100 * Math.min(1, total / Math.min(enough, terms.length));
  const offBy = postMargin(read.posts.length);
  if (!isShort || score === 100) return { kind: "known", score, offBy, reason };
  const least = Math.max(0, score - offBy);
  return { kind: "known", score: (least + 100) / 2, offBy: (100 - least) / 2, reason };
}

/** Whether an account speaks about what the buyers care for and what ails them. */
export const themeAnswers = (read: ReadAccount, { interests, problems }: BuyerProfile): Answer[] => [
  ...(interests.length > 0 ? [termsAnswer(read, interests, "their interests")] : []),
  ...(problems.length > 0 ? [termsAnswer(read, problems, "their problems")] : []),
];

const avoidedScores = [100, 50, 0] as const;

function avoidAnswer(read: ReadAccount, avoid: readonly string[]): Answer {
  const posts = avoid.flatMap((term) => foundTerm(read, term).posts);
  const said = avoid.filter((term) => foundTerm(read, term).strength > 0);
  if (read.posts.length < fewestPosts && said.length === 0)
    return {
      kind: "unknown",
      missing: `Five posts or more, to see that nothing is in them that the brand avoids; there are ${read.posts.length}`,
    };
  const count = new Set(posts).size;
  const inBio = said.some((term) => hasTerm(read.bio, term) || hasTerm(read.labels, term));
  const text =
    said.length === 0
      ? `None of ${read.posts.length} posts speaks of what the brand avoids`
      : `Speaks of what the brand avoids: ${said.join(", ")}`;
  const score = inBio ? 0 : avoidedScores[Math.min(2, count)]!;
  return { kind: "known", score, offBy: postMargin(read.posts.length), reason: { text, ...originOf(read), quotes: quotesOf(read, posts) } };
}

/** Whether an account stands for what the brand does, and not beside what it avoids. */
export const valueAnswers = (read: ReadAccount, { values, avoid }: BuyerProfile): Answer[] => [
  ...(values.length > 0 ? [termsAnswer(read, values, "the brand’s values")] : []),
  ...(avoid.length > 0 ? [avoidAnswer(read, avoid)] : []),
];

/** Competitors of whom an account speaks: a warning, which counts nothing. */
export function competitorWarnings(
  read: ReadAccount,
  competitors: readonly string[],
): { competitor: string; posts: { text: string; post_id: string }[] }[] {
  return competitors.flatMap((competitor) => {
    const { strength, posts } = foundTerm(read, competitor);
    return strength === 0 ? [] : [{ competitor, posts: quotesOf(read, posts) }];
  });
}
