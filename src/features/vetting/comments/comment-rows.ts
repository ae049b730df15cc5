import type { SampledComment } from "./comment-sample.ts";

/** Comments that were read, or why none were. */
export type CommentRows =
  { readonly kind: "read"; readonly comments: readonly SampledComment[] } | { readonly kind: "refused"; readonly reason: string };

/** A comment as it was read; what is undefined or null is not known. */
export interface ReadComment {
  readonly text: string;
  readonly author: string | null | undefined;
  readonly post: string | null | undefined;
}

const LONGEST = 1_000;

const headers = {
  text: ["comment", "text", "body", "message", "content", "kommentar", "commenttext"],
  author: ["author", "username", "user", "handle", "from", "name", "authordisplayname"],
  post: ["post", "posturl", "url", "postid", "media", "mediaid", "video", "videoid", "permalink"],
} as const;

const folded = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Gives each of some names a number by its first coming, so that the names themselves are forgotten. */
function numbered(prefix: string): (name: string | null | undefined) => string | null {
  const known = new Map<string, string>();
  return (name) => {
    const key = (name ?? "").trim().toLowerCase();
    if (key === "") return null;
    const own = known.get(key) ?? `${prefix}${known.size + 1}`;
    known.set(key, own);
    return own;
  };
}

/**
 * Comments as they are kept: writers and posts become numbers in the order in which they come, and their names are not kept.
 *
 * @param comments in any order; those without words are left out.
 * @example
 * import { numberedComments } from "./comment-rows.ts";
 * numberedComments([{ text: " Wow ", author: "Anna", post: null }]); // => [{ text: "Wow", author: "a1", post: null }]
 */
export function numberedComments(comments: readonly ReadComment[]): SampledComment[] {
  const [author, post] = [numbered("a"), numbered("p")];
  return comments.flatMap((comment): SampledComment[] => {
    const text = comment.text.replaceAll(/\p{Cs}/gu, "\uFFFD").trim();
    if (text === "") return [];
    return [{ text: Array.from(text).slice(0, LONGEST).join(""), author: author(comment.author), post: post(comment.post) }];
  });
}

/**
 * The comments of a list with a head, or of lines alone, a comment a line. Writers and posts become numbers: their names are not kept.
 *
 * @param rows cells.
 * @example
 * import { commentRows } from "./comment-rows.ts";
 * const read = commentRows([["Author", "Comment"], ["anna", "Wow"], ["Anna", "Where from?"]]);
 * read.kind === "read" && read.comments.map(({ author }) => author); // => ["a1", "a1"]
 * commentRows([["Lovely"], ["Where is it from?"]]).kind; // => "read"
 */
export function commentRows(rows: readonly (readonly string[])[]): CommentRows {
  const names = (rows[0] ?? []).map(folded);
  const at = (of: keyof typeof headers): number => names.findIndex((name) => (headers[of] as readonly string[]).includes(name));
  const hasHead = at("text") >= 0;
  if (!hasHead && rows.some((cells) => cells.length > 1) && at("author") >= 0)
    return { kind: "refused", reason: "the first row names columns, but none of them comment or text" };
  const read = (hasHead ? rows.slice(1) : rows).map((cells): ReadComment => {
    const cell = (of: "author" | "post") => (hasHead && at(of) >= 0 ? cells[at(of)] : undefined);
    return { text: hasHead ? (cells[at("text")] ?? "") : cells.join(", "), author: cell("author"), post: cell("post") };
  });
  const comments = numberedComments(read);
  return comments.length === 0 ? { kind: "refused", reason: "there is no comment in it" } : { kind: "read", comments };
}
