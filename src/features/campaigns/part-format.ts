/** In which format a creator mostly shows a campaign; a post has its own, finer ones. */
export const partFormats = ["post", "carousel", "reel", "story", "video", "short", "live", "podcast", "newsletter", "mixed"] as const;
/** One of {@link partFormats}. */
export type PartFormat = (typeof partFormats)[number];
