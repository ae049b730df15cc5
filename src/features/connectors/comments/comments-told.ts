import type { CommentsPlace } from "../running/run-input.ts";

const counted = (count: number, one: string, many: string): string => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/**
 * What reading the comments of an account came to, in sentences.
 *
 * @param read how many comments were kept, under how many videos, and under how many of those there are none, with why.
 * @example
 * import { commentsTold } from "./comments-told.ts";
 * commentsTold({ videos: 3, closed: 1, gone: 0, kept: 40 }); // => "40 comments under 3 videos. Under 1 of them comments are closed."
 */
export function commentsTold({ videos, closed, gone, kept }: Omit<CommentsPlace, "channel" | "videos"> & { videos: number }): string {
  const said = [`${counted(kept, "comment", "comments")} under ${counted(videos, "video", "videos")}.`];
  if (closed === videos) return "Comments are closed under every video that was asked about.";
  if (closed > 0) said.push(`Under ${closed.toLocaleString("en")} of them comments are closed.`);
  if (gone > 0) said.push(`YouTube does not show ${counted(gone, "of them", "of them")} any more.`);
  return said.join(" ");
}
