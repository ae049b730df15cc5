import type { SampledComment } from "./comment-sample.ts";

/** Comments that were read, or why none were. */
export type CommentRows =
  { readonly kind: "read"; readonly comments: readonly SampledComment[] } | { readonly kind: "refused"; readonly reason: string };

const headers = {
  text: ["comment", "text", "body", "message", "content", "kommentar", "commenttext"],
  author: ["author", "username", "user", "handle", "from", "name", "authordisplayname"],
  post: ["post", "posturl", "url", "postid", "media", "mediaid", "video", "videoid", "permalink"],
} as const;

const folded = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Gives each of some names a number by its first coming, so that the names themselves are forgotten. */
function numbered(prefix: string): (name: string | undefined) => string | null {
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
  const [author, post] = [numbered("a"), numbered("p")];
  const comments = (hasHead ? rows.slice(1) : rows).flatMap((cells): SampledComment[] => {
    const text = (hasHead ? (cells[at("text")] ?? "") : cells.join(", ")).replaceAll(/\p{Cs}/gu, "\uFFFD").trim();
    if (text === "") return [];
    const cell = (of: "author" | "post") => (hasHead && at(of) >= 0 ? cells[at(of)] : undefined);
    return [{ text: Array.from(text).slice(0, 1_000).join(""), author: author(cell("author")), post: post(cell("post")) }];
  });
  return comments.length === 0 ? { kind: "refused", reason: "there is no comment in it" } : { kind: "read", comments };
}
