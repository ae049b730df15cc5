import type { Answer, Asked } from "./played-platform.ts";

/** A video of a made-up channel; what is missing its owner hides. */
export interface MadeVideo {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly publishedAt: string;
  readonly views?: number;
  readonly likes?: number;
  readonly comments?: number;
  /** What was written under it, newest first. */
  readonly written?: readonly MadeComment[];
  /** Comments are closed, or the video may not be read. */
  readonly refuses?: "commentsDisabled" | "forbidden";
}

/** A comment of a made-up channel; one without an author is of somebody who is gone. */
export interface MadeComment {
  readonly text: string;
  readonly author?: string;
}

/** A made-up channel. */
export interface MadeChannel {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description?: string;
  readonly country?: string;
  readonly subscribers: number;
  readonly isHidden?: boolean;
  readonly videos: readonly MadeVideo[];
}

/** The YouTube Data API v3 as far as it is asked here. */
export interface PlayedYoutube {
  readonly keys: Set<string>;
  readonly channels: MadeChannel[];
  /** What is left of a day's quota. */
  units: number;
  searches: number;
  readonly answer: (asked: Asked) => Answer;
}

const refusal = (code: number, reason: string, message: string): Answer => ({
  status: code,
  body: { error: { code, message, errors: [{ message, domain: "youtube.quota", reason }] } },
});

const badKey: Answer = {
  status: 400,
  body: {
    error: {
      code: 400,
      message: "API key not valid. Please pass a valid API key.",
      errors: [{ message: "API key not valid.", domain: "global", reason: "badRequest" }],
      status: "INVALID_ARGUMENT",
      details: [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID", domain: "googleapis.com" }],
    },
  },
};

/** YouTube shows three digits of a number of subscribers. */
function rounded(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 2);
  return Math.floor(count / unit) * unit;
}

const uploadsOf = (channel: MadeChannel): string => `UU${channel.id.slice(2)}`;
const text = (value: number | undefined): string | undefined => value?.toString();
const list = (kind: string, items: readonly unknown[], more: object = {}): Answer => ({
  body: { kind: `youtube#${kind}ListResponse`, pageInfo: { totalResults: items.length, resultsPerPage: 50 }, ...more, items },
});

const channelItem = (channel: MadeChannel, parts: readonly string[]) => ({
  ...{ kind: "youtube#channel", id: channel.id },
  ...(parts.includes("snippet") && {
    snippet: { title: channel.title, description: channel.description ?? "", customUrl: `@${channel.handle}`, country: channel.country },
  }),
  ...(parts.includes("statistics") && {
    statistics: {
      ...{ viewCount: "1000", hiddenSubscriberCount: channel.isHidden === true, videoCount: channel.videos.length.toString() },
      subscriberCount: channel.isHidden === true ? "0" : rounded(channel.subscribers).toString(),
    },
  }),
  ...(parts.includes("contentDetails") && { contentDetails: { relatedPlaylists: { likes: "", uploads: uploadsOf(channel) } } }),
  ...(parts.includes("topicDetails") && { topicDetails: { topicCategories: ["https://en.wikipedia.org/wiki/Physical_fitness"] } }),
});

const videoItem = (video: MadeVideo) => ({
  ...{ kind: "youtube#video", id: video.id },
  snippet: { title: video.title, description: video.description ?? "", publishedAt: video.publishedAt, defaultAudioLanguage: "de-DE" },
  statistics: { viewCount: text(video.views), likeCount: text(video.likes), favoriteCount: "0", commentCount: text(video.comments) },
});

const pageSize = 50;

function search(channels: readonly MadeChannel[], query: URLSearchParams): Answer {
  const words = (query.get("q") ?? "").toLowerCase();
  const found = channels.filter(({ title, description = "" }) => `${title} ${description}`.toLowerCase().includes(words));
  const from = Number(query.get("pageToken") ?? "0");
  const items = found
    .slice(from, from + pageSize)
    .map(({ id, title }) => ({ id: { kind: "youtube#channel", channelId: id }, snippet: { title } }));
  return list("search", items, from + pageSize < found.length ? { nextPageToken: (from + pageSize).toString() } : {});
}

function channelsOf(channels: readonly MadeChannel[], query: URLSearchParams): Answer {
  const parts = query.getAll("part");
  const handle = query.get("forHandle")?.replace(/^@/, "").toLowerCase();
  const ids = new Set(query.getAll("id").flatMap((each) => each.split(",")));
  const found = channels.filter((channel) => (handle === undefined ? ids.has(channel.id) : channel.handle.toLowerCase() === handle));
  return list(
    "channel",
    found.map((channel) => channelItem(channel, parts)),
  );
}

function uploads(channels: readonly MadeChannel[], query: URLSearchParams): Answer {
  const channel = channels.find((each) => uploadsOf(each) === query.get("playlistId"));
  if (channel === undefined) return refusal(404, "playlistNotFound", "The playlist cannot be found.");
  const limit = Math.min(pageSize, Number(query.get("maxResults") ?? "5"));
  const newest = channel.videos.toSorted((a, b) => b.publishedAt.localeCompare(a.publishedAt)).slice(0, limit);
  return list(
    "playlistItem",
    newest.map(({ id }) => ({ kind: "youtube#playlistItem", contentDetails: { videoId: id } })),
  );
}

function videosOf(channels: readonly MadeChannel[], query: URLSearchParams): Answer {
  const ids = new Set(query.getAll("id").flatMap((each) => each.split(",")));
  return list(
    "video",
    channels.flatMap(({ videos }) => videos.filter(({ id }) => ids.has(id)).map(videoItem)),
  );
}

const commentItem = ({ text: said, author }: MadeComment, isPlain: boolean) => ({
  kind: "youtube#commentThread",
  snippet: {
    totalReplyCount: 0,
    topLevelComment: {
      kind: "youtube#comment",
      snippet: {
        textDisplay: isPlain ? said : said.replaceAll("&", "&amp;").replaceAll("'", "&#39;"),
        authorDisplayName: author === undefined ? "" : `@${author}`,
        ...(author === undefined ? {} : { authorChannelId: { value: author } }),
      },
    },
  },
});

function comments(channels: readonly MadeChannel[], query: URLSearchParams): Answer {
  const video = channels.flatMap(({ videos }) => videos).find(({ id }) => id === query.get("videoId"));
  if (video === undefined) return refusal(404, "videoNotFound", "The video identified by the videoId parameter could not be found.");
  if (video.refuses === "commentsDisabled")
    return refusal(
      403,
      "commentsDisabled",
      'The video identified by the <code><a href="/youtube">videoId</a></code> parameter has disabled comments.',
    );
  if (video.refuses === "forbidden") return refusal(403, "forbidden", "One or more of the requested comment threads cannot be retrieved.");
  const written = query.get("order") === "relevance" ? (video.written ?? []).toReversed() : (video.written ?? []);
  const [from, limit] = [Number(query.get("pageToken") ?? "0"), Math.min(100, Number(query.get("maxResults") ?? "20"))];
  const items = written.slice(from, from + limit).map((each) => commentItem(each, query.get("textFormat") === "plainText"));
  return list("commentThread", items, from + limit < written.length ? { nextPageToken: (from + limit).toString() } : {});
}

/** Starts a YouTube without channels; it takes the key "a-good-key". */
export function openYoutube(): PlayedYoutube {
  const played: PlayedYoutube = {
    ...{ keys: new Set(["a-good-key"]), channels: [], units: 10_000, searches: 100 },
    answer: ({ path, query }) => {
      if (!played.keys.has(query.get("key") ?? "")) return badKey;
      const isSearch = path === "/v3/search";
      if ((isSearch ? played.searches : played.units) < 1)
        return refusal(403, "quotaExceeded", 'The request cannot be completed because you have exceeded your <a href="/quota">quota</a>.');
      if (isSearch) played.searches--;
      else played.units--;
      if (isSearch) return search(played.channels, query);
      if (path === "/v3/channels") return channelsOf(played.channels, query);
      if (path === "/v3/playlistItems") return uploads(played.channels, query);
      if (path === "/v3/videos") return videosOf(played.channels, query);
      if (path === "/v3/commentThreads") return comments(played.channels, query);
      return { status: 404, body: { error: { code: 404, message: "Not Found", errors: [{ reason: "notFound" }] } } };
    },
  };
  return played;
}
