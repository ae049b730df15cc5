import { hashtagsOf, languageOf, type SeenAccount, type SeenPost } from "../seen-account.ts";

/** What is read of a channel of the YouTube Data API v3; every part may be missing. */
export interface Channel {
  readonly id?: string | null;
  readonly snippet?: {
    readonly title?: string | null;
    readonly description?: string | null;
    readonly customUrl?: string | null;
    readonly country?: string | null;
    readonly defaultLanguage?: string | null;
  };
  readonly statistics?: {
    readonly subscriberCount?: string | null;
    readonly hiddenSubscriberCount?: boolean | null;
    readonly videoCount?: string | null;
  };
  readonly contentDetails?: { readonly relatedPlaylists?: { readonly uploads?: string | null } };
  readonly topicDetails?: { readonly topicCategories?: string[] | null };
}

/** What is read of a video. */
export interface Video {
  readonly id?: string | null;
  readonly snippet?: {
    readonly title?: string | null;
    readonly description?: string | null;
    readonly publishedAt?: string | null;
    readonly defaultAudioLanguage?: string | null;
    readonly defaultLanguage?: string | null;
  };
  readonly statistics?: { readonly viewCount?: string | null; readonly likeCount?: string | null; readonly commentCount?: string | null };
}

const count = (text: string | null | undefined): number | null => (/^\d{1,15}$/.test(text ?? "") ? Number(text) : null);
const said = (text: string | null | undefined): string | null =>
  text === undefined || text === null || text.trim() === "" ? null : text.trim();

/** Topics come as the addresses of articles, such as `https://en.wikipedia.org/wiki/Physical_fitness`. */
const topicsOf = (addresses: readonly string[]): string[] =>
  [...new Set(addresses.map((address) => (address.split("/").at(-1) ?? "").replaceAll("_", " ")))].filter((topic) => topic !== "");

const countryOf = (text: string | null | undefined): string | null => (/^[A-Z]{2}$/.test(text ?? "") ? text! : null);

/**
 * An account as YouTube shows its channel to anybody. The number of subscribers comes rounded to three digits; a channel may hide it.
 *
 * @param channel with the parts snippet, statistics and topicDetails.
 * @see https://developers.google.com/youtube/v3/docs/channels
 */
export function channelFacts(channel: Channel): SeenAccount {
  const { snippet = {}, statistics = {}, topicDetails = {} } = channel;
  const isHidden = statistics.hiddenSubscriberCount === true;
  return {
    externalId: channel.id ?? "",
    handle: said(snippet.customUrl?.replace(/^@/, "")),
    displayName: said(snippet.title),
    bio: said(snippet.description),
    topics: topicsOf(topicDetails.topicCategories ?? []),
    country: countryOf(snippet.country),
    language: languageOf(snippet.defaultLanguage),
    isVerified: null,
    followers: isHidden ? null : count(statistics.subscriberCount),
    following: null,
    postsCount: count(statistics.videoCount),
    unknown: isHidden ? ["The channel hides how many subscribers it has."] : [],
  };
}

/**
 * A post as YouTube shows a video to anybody. A number that is missing is hidden by its owner, which is not zero; a Short cannot be told
 * from a video, and shares and reach are not shown.
 *
 * @param video with the parts snippet and statistics.
 * @returns undefined for a video without an id or a time, such as one that is only announced.
 * @see https://developers.google.com/youtube/v3/docs/videos
 */
export function videoFacts(video: Video): SeenPost | undefined {
  const { id, snippet = {}, statistics = {} } = video;
  const postedAtMs = Date.parse(snippet.publishedAt ?? "");
  if (!id || Number.isNaN(postedAtMs)) return undefined;
  const [title, caption] = [snippet.title ?? "", snippet.description ?? ""];
  return {
    ...{ externalId: id, url: `https://www.youtube.com/watch?v=${encodeURIComponent(id)}`, title, caption, postedAtMs },
    hashtags: hashtagsOf(`${title} ${caption}`),
    language: languageOf(snippet.defaultAudioLanguage) ?? languageOf(snippet.defaultLanguage),
    format: "video",
    views: count(statistics.viewCount),
    likes: count(statistics.likeCount),
    comments: count(statistics.commentCount),
    shares: null,
  };
}
