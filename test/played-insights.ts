import type { Answer } from "./played-platform.ts";

/** What the Graph API refuses with. */
export interface GraphError {
  readonly code: number;
  readonly subcode?: number;
  readonly message: string;
}

/** What Instagram tells the owner of an account alone. */
export interface MadeOwn {
  followers: number;
  following: number;
  posts: number;
  biography: string;
  /** By metric; what is missing is answered with an empty set. */
  totals: Readonly<Record<string, number>>;
  /** Who began and who ceased to follow. */
  follows: Readonly<Record<"FOLLOWER" | "NON_FOLLOWER", number>> | undefined;
  /** By breakdown. */
  demographics: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly media: OwnMedia[];
  readonly stories: OwnMedia[];
  /** How many calls Instagram still answers on behalf of this account before it says that there were too many. */
  callsLeft: number;
}

/** A post of the own account. */
export interface OwnMedia {
  readonly id: string;
  readonly caption?: string;
  readonly timestamp: string;
  readonly type?: "IMAGE" | "VIDEO" | "CAROUSEL_ALBUM";
  readonly product?: "FEED" | "REELS" | "AD";
  readonly likes?: number;
  readonly comments?: number;
  /** Its numbers by metric, or why there are none. */
  readonly insights?: Readonly<Record<string, number>> | GraphError | undefined;
}

/** A refusal as the Graph API writes it. */
export const graphRefusal = ({ code, subcode, message }: GraphError, status = 400): Answer => ({
  status,
  body: {
    error: { message, type: "OAuthException", code, ...(subcode === undefined ? {} : { error_subcode: subcode }), fbtrace_id: "A1" },
  },
});

const wrong = (message: string): Answer => graphRefusal({ code: 100, message: `(#100) ${message}` });

/** What Instagram answers once the calls of an account are used up. */
const tooMany = graphRefusal({ code: 80_002, message: "(#80002) There have been too many calls to this Instagram account." }, 403);

/** Starts an account of which nothing is known but that it has a hundred followers. */
export const makeOwn = (): MadeOwn => ({
  ...{ followers: 100, following: 7, posts: 0, biography: "We make tents", totals: {}, follows: undefined, demographics: {} },
  ...{ media: [], stories: [], callsLeft: Number.POSITIVE_INFINITY },
});

const interactions =
  "views reach accounts_engaged total_interactions likes comments saves shares replies reposts profile_links_taps follows_and_unfollows".split(
    " ",
  );
const monthS = 30 * 86_400;

const broken = (name: string, period: string, dimension: string, parts: Readonly<Record<string, number>>) => ({
  ...{ name, period, id: `own/insights/${name}/${period}` },
  total_value: {
    breakdowns: [
      {
        dimension_keys: [dimension],
        results: Object.entries(parts).map(([key, value]) => ({ dimension_values: [key], value })),
      },
    ],
  },
});

function demographics(own: MadeOwn, query: URLSearchParams): Answer {
  if (query.get("period") !== "lifetime" || query.get("metric_type") !== "total_value") return wrong("Incompatible metric type and period");
  if (!["this_week", "this_month"].includes(query.get("timeframe") ?? "")) return wrong("The timeframe is not supported by this metric");
  const breakdown = query.get("breakdown") ?? "";
  if (!["age", "city", "country", "gender"].includes(breakdown)) return wrong("The breakdown is not supported by this metric");
  const parts = own.demographics[breakdown];
  const isTold = own.followers >= 100 && parts !== undefined;
  return { body: { data: isTold ? [broken("follower_demographics", "lifetime", breakdown, parts)] : [] } };
}

function ownInsights(own: MadeOwn, query: URLSearchParams): Answer {
  const metrics = (query.get("metric") ?? "").split(",");
  if (metrics.includes("follower_demographics")) return demographics(own, query);
  const unknown = metrics.find((metric) => !interactions.includes(metric));
  if (unknown !== undefined) return wrong(`metric[0] must be one of the following values: ${interactions.join(", ")}`);
  if (query.get("period") !== "day" || query.get("metric_type") !== "total_value")
    return wrong("These metrics should be specified with parameter metric_type=total_value");
  if (Number(query.get("until")) - Number(query.get("since")) > monthS)
    return wrong("There cannot be more than 30 days (2592000 s) between since and until");
  if (metrics[0] === "follows_and_unfollows")
    return { body: { data: own.follows === undefined ? [] : [broken("follows_and_unfollows", "day", "follow_type", own.follows)] } };
  const told = metrics.flatMap((name) =>
    own.totals[name] === undefined ? [] : [{ name, period: "day", total_value: { value: own.totals[name] } }],
  );
  return { body: { data: told } };
}

const ofPosts = "views reach likes comments saved shares total_interactions reposts".split(" ");
const metricsOf = {
  FEED: [...ofPosts, "follows", "profile_visits", "profile_activity"],
  REELS: [...ofPosts, "ig_reels_avg_watch_time", "ig_reels_video_view_total_time"],
  STORY: "views reach shares replies navigation follows profile_visits total_interactions link_clicks reposts".split(" "),
  AD: [] as string[],
};

function mediaInsights({ insights = {} }: OwnMedia, product: keyof typeof metricsOf, query: URLSearchParams): Answer {
  const metrics = (query.get("metric") ?? "").split(",");
  const unsupported = metrics.filter((metric) => !metricsOf[product].includes(metric));
  if (unsupported.length > 0)
    return wrong(`The Media Insights API does not support the ${unsupported.join(", ")} metric for this media product type.`);
  if (typeof insights["message"] === "string") return graphRefusal(insights as GraphError);
  const numbers = insights as Readonly<Record<string, number>>;
  const told = metrics.flatMap((name) =>
    numbers[name] === undefined ? [] : [{ name, period: "lifetime", values: [{ value: numbers[name] }] }],
  );
  return { body: { data: told } };
}

const shown = ({ id, caption, timestamp, type = "IMAGE", product = "FEED", likes, comments }: OwnMedia, isStory: boolean) => ({
  ...{ id, caption, timestamp, media_type: type, media_product_type: isStory ? "STORY" : product },
  permalink: isStory ? `https://www.instagram.com/stories/our.brand/${id}` : `https://www.instagram.com/p/C${id}/`,
  ...{ like_count: likes, comments_count: comments },
});

function page(media: readonly OwnMedia[], query: URLSearchParams, areStories = false): Answer {
  const [from, limit] = [Number(query.get("after") ?? "0"), Number(query.get("limit") ?? "25")];
  const newest = media.toSorted((a, b) => b.timestamp.localeCompare(a.timestamp)).slice(from, from + limit);
  const after = (from + limit).toString();
  const paging = from + limit < media.length ? { paging: { cursors: { after }, next: "https://graph.facebook.com/next" } } : {};
  return { body: { data: newest.map((each) => shown(each, areStories)), ...paging } };
}

/** What Instagram answers to its owner about an account and its posts; undefined: it was asked for something else. */
export function answerOwner(
  {
    own,
    accountId,
    username,
    nowMs,
  }: { readonly own: MadeOwn; readonly accountId: string; readonly username: string; readonly nowMs: number },
  path: string,
  query: URLSearchParams,
): Answer | undefined {
  if (own.callsLeft-- <= 0) return tooMany;
  const { followers: followers_count, following: follows_count, posts: media_count, biography } = own;
  const up = own.stories.filter(({ timestamp }) => nowMs - Date.parse(timestamp.replace("+0000", "Z")) < 86_400_000);
  if (path === accountId)
    return { body: { id: accountId, username, name: "Our brand", biography, followers_count, follows_count, media_count } };
  if (path === `${accountId}/insights`) return ownInsights(own, query);
  if (path === `${accountId}/media`) return page(own.media, query);
  if (path === `${accountId}/stories`) return page(up, query, true);
  const id = /^(\w+)\/insights$/.exec(path)?.[1];
  const post = own.media.find((each) => each.id === id);
  if (post !== undefined) return mediaInsights(post, post.product ?? "FEED", query);
  const story = up.find((each) => each.id === id);
  return story === undefined ? undefined : mediaInsights(story, "STORY", query);
}
