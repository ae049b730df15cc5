/** What a planned post is made of: the formats of posts but the one that is not known. */
export const plannedFormats = ["reel", "short", "story", "video", "live", "image", "carousel", "text", "audio"] as const;
/** One of {@link plannedFormats}. */
export type PlannedFormat = (typeof plannedFormats)[number];
