/** In which format a creator shows a campaign, mostly. */
export const postFormats = ["post", "carousel", "reel", "story", "video", "short", "live", "podcast", "newsletter", "mixed"] as const;
/** One of {@link postFormats}. */
export type PostFormat = (typeof postFormats)[number];
