import type { Platform } from "./platform.ts";

/** What counts as a reaction in a rate by views. */
export type ViewReaction = "likes" | "comments" | "shares";

/**
 * The reactions that a rate by views (`er_views`) counts on a platform: those that it tells of everybody's posts.
 *
 * YouTube tells nobody how often a video was shared, and the owner alone in reports; there it is likes and comments for every account, so that
 * accounts can be compared. Elsewhere all three have to be known: a number of shares that is not known is not zero. The database has the same rule
 * as `view_reactions`.
 *
 * @param platform where the account is.
 * @example
 * import { viewReactions } from "./view-reactions.ts";
 * viewReactions("youtube"); // => ["likes", "comments"]
 * viewReactions("tiktok"); // => ["likes", "comments", "shares"]
 */
export const viewReactions = (platform: Platform): readonly ViewReaction[] =>
  platform === "youtube" ? ["likes", "comments"] : ["likes", "comments", "shares"];
