/** What a post is made of. `unknown` is what an address alone does not tell. */
export const postFormats = ["reel", "short", "story", "video", "live", "image", "carousel", "text", "audio", "unknown"] as const;
/** One of {@link postFormats}. */
export type PostFormat = (typeof postFormats)[number];

const words: { readonly [F in Exclude<PostFormat, "unknown">]: string } = {
  reel: "reel reels ig_reel instagram_reel clip clips",
  short: "short shorts youtube_short",
  story: "story stories ig_story instagram_story",
  video: "video videos igtv tiktok youtube_video long_form",
  live: "live livestream live_stream stream",
  image: "image photo picture static static_image feed_photo ig_image bild foto single_image",
  carousel: "carousel album carousel_album sidecar slideshow gallery",
  text: "text tweet thread article blog newsletter post_text",
  audio: "audio podcast episode",
};

const byWord = new Map(
  Object.entries(words).flatMap(([format, names]) => names.split(" ").map((name): [string, PostFormat] => [name, format as PostFormat])),
);

/**
 * The format that a word of a file names.
 *
 * @param text a cell such as "Reel", "IG Story" or "carousel_album".
 * @returns undefined where the word is none of those that people and exports use.
 * @example
 * import { formatNamed } from "./post-format.ts";
 * formatNamed("IG Story"); // => "story"
 * formatNamed("poem"); // => undefined
 */
export const formatNamed = (text: string): PostFormat | undefined =>
  byWord.get(
    text
      .trim()
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, "_")
      .replaceAll(/^_|_$/g, ""),
  );

/**
 * What a post is called: its title, else what it is made of and by whom.
 *
 * @param post a title may be empty.
 * @example
 * import { postName } from "./post-format.ts";
 * postName({ title: "", format: "reel", creator: "Ana" }); // => "Reel by Ana"
 */
export function postName({
  title,
  format,
  creator,
}: {
  readonly title: string;
  readonly format: PostFormat;
  readonly creator: string;
}): string {
  if (title !== "") return title;
  return format === "unknown" ? `Post by ${creator}` : `${format[0]!.toUpperCase()}${format.slice(1)} by ${creator}`;
}
