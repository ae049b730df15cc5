import type { components } from "../../../web/api.gen.d.ts";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Count } from "../../../web/kit/value/count.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";

/** A post as the API gives it. */
export type Post = components["schemas"]["Post"];
/** What a post is made of. */
export type Format = Post["format"];
/** What can be counted of a post. */
export type Metric = keyof Post["counts"];

const formats: { readonly [F in Format]: string } = {
  reel: "Reel",
  short: "Short",
  story: "Story",
  video: "Video",
  live: "Live",
  image: "Image",
  carousel: "Carousel",
  text: "Text",
  audio: "Audio",
  unknown: "Format not known",
};

/** A format by its name. */
export const formatLabel = (format: Format): string => formats[format];

/** Every format, for a `Select`. */
export const formatOptions = (Object.keys(formats) as Format[]).map((value) => ({ value, label: formats[value] }));

/** What can be counted, in the order in which screens show it, with what each is. */
export const metrics: readonly { readonly name: Metric; readonly label: string; readonly is: string }[] = [
  { name: "views", label: "Views", is: "How often it was played or shown, as the platform counts a view" },
  { name: "reach", label: "Reach", is: "How many different accounts saw it" },
  { name: "impressions", label: "Impressions", is: "How often it was shown, the same account counted each time" },
  { name: "likes", label: "Likes", is: "Likes and reactions" },
  { name: "comments", label: "Comments", is: "Comments and replies" },
  { name: "saves", label: "Saves", is: "How often it was saved or bookmarked" },
  { name: "shares", label: "Shares", is: "How often it was shared or reposted" },
  { name: "clicks", label: "Clicks", is: "Taps on its link or sticker, as the platform counts them" },
  { name: "followers", label: "Followers", is: "Of the account that published it, at the time" },
];

/** Whether somebody was paid for a post, in words. */
export const sponsoredText = (isSponsored: boolean | null): string =>
  isSponsored === null ? "Not known" : isSponsored ? "Sponsored" : "Not sponsored";

/** What a post is called: its title, else what it is and where. */
export function postName(post: Pick<Post, "title" | "creator_name" | "format" | "posted_on">): string {
  if (post.title !== "") return post.title;
  const what = post.format === "unknown" ? "Post" : formatLabel(post.format);
  return `${what} by ${post.creator_name}, ${calendarDayText(post.posted_on)}`;
}

/** The number of a post that was seen last, with its time, source and grade; undefined: none was ever seen. */
export const newestSeen = ({ counts }: Pick<Post, "counts">) =>
  Object.values(counts)
    .filter((count) => count !== null)
    .toSorted((a, b) => b.observed_at.localeCompare(a.observed_at))[0];

/** The newest number known of a metric; pointing at it shows its day and source. */
export function KnownCount({ of }: { readonly of: Post["counts"][Metric] }) {
  if (of === null) return <Unknown />;
  return (
    <span title={`${calendarDayText(of.observed_at.slice(0, 10))}, ${of.source}${of.grade === null ? "" : `, grade ${of.grade}`}`}>
      <Count value={of.count} />
    </span>
  );
}
