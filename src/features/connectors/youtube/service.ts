import type { youtube_v3 } from "@googleapis/youtube";
import { ask, type Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import type { CallName } from "../quota/quotas.ts";
import type { SeenAccount, SeenPost } from "../seen-account.ts";
import { channelFacts, videoFacts, type Channel } from "./channel-facts.ts";
import { youtubeRefusal } from "./youtube-refusal.ts";

const pageSize = 50;
const channelParts = ["snippet", "statistics", "contentDetails", "topicDetails"];

/** Google's client over a line: it speaks through the guard, and never tries again by itself. */
async function clientOf(line: Line): Promise<youtube_v3.Youtube> {
  const { youtube } = await import("@googleapis/youtube");
  const fetchImplementation = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const owner = line.isOwners ? { authorization: `Bearer ${line.secret}` } : {};
    const headers = { ...Object.fromEntries(new Headers(init?.headers).entries()), ...owner };
    return ask(line, input instanceof Request ? input.url : input.toString(), { method: init?.method, headers });
  };
  const auth = line.isOwners ? {} : { auth: line.secret };
  return youtube({ version: "v3", ...auth, rootUrl: line.root, retry: false, fetchImplementation });
}

interface Failed {
  readonly cause?: unknown;
  readonly response?: { readonly status: number; readonly data: unknown };
}

/** The fault of ours that an error of the client was made of. */
const faultBehind = (error: unknown): PlatformFault | undefined =>
  error instanceof PlatformFault ? error : error instanceof Error && error.cause !== undefined ? faultBehind(error.cause) : undefined;

type Make<T> = (client: youtube_v3.Youtube) => Promise<{ data: T }>;

/** Makes a call, counted: what it answers, or a word for why there is nothing. @throws PlatformFault */
async function answered<T extends object>(line: Line, call: CallName, make: Make<T>): Promise<T | "missing" | "closed"> {
  await line.count(call);
  const client = await clientOf(line);
  try {
    return (await make(client)).data;
  } catch (error) {
    const fault = faultBehind(error);
    if (fault !== undefined) throw fault;
    const { response } = error as Failed;
    if (response === undefined) throw error;
    const refusal = youtubeRefusal(response.status, response.data);
    if (refusal.kind === "missing" || refusal.kind === "closed") return refusal.kind;
    throw refusal.kind === "quota" ? await line.exhausted(call) : refusal.fault;
  }
}

/** Makes a call, counted; undefined where the platform has no such thing. @throws PlatformFault */
async function called<T extends object>(line: Line, call: CallName, make: Make<T>): Promise<T | undefined> {
  const answer = await answered(line, call, make);
  return typeof answer === "string" ? undefined : answer;
}

const googleDevelopers = "UC_x5XG1OV2P6uZZ5FqM9Ttw";

/** Tries a key on a channel that is always there: one unit. @throws PlatformFault */
export async function tryKey(line: Line): Promise<void> {
  await called(line, "channels.list", (client) => client.channels.list({ part: ["id"], id: [googleDevelopers] }));
}

/** A channel with the list of what it uploaded. */
export interface FoundChannel {
  readonly account: SeenAccount;
  readonly uploads: string | null;
}

const foundChannel = (channel: Channel): FoundChannel => ({
  account: channelFacts(channel),
  uploads: channel.contentDetails?.relatedPlaylists?.uploads ?? null,
});

/** How a channel is asked for: by its id, its handle, or as that of whoever signed in. */
export type ChannelName = { readonly id: string } | { readonly handle: string } | { readonly mine: true };

const asked = (by: ChannelName) => ("id" in by ? { id: [by.id] } : "handle" in by ? { forHandle: by.handle } : by);

/** A channel; undefined: there is none. One unit. @throws PlatformFault */
export async function findChannel(line: Line, by: ChannelName): Promise<FoundChannel | undefined> {
  const which = asked(by);
  const data = await called(line, "channels.list", (client) => client.channels.list({ part: channelParts, ...which }));
  const [channel] = data?.items ?? [];
  return channel === undefined ? undefined : foundChannel(channel as Channel);
}

/** The ids of the newest videos of a list of uploads, at most fifty. One unit. @throws PlatformFault */
export async function newestVideoIds(line: Line, uploads: string, most = pageSize): Promise<string[]> {
  const list = { part: ["contentDetails"], playlistId: uploads, maxResults: most };
  const page = await called(line, "playlistItems.list", (client) => client.playlistItems.list(list));
  return (page?.items ?? []).flatMap(({ contentDetails }) => contentDetails?.videoId ?? []);
}

/** The newest fifty videos of a list of uploads with their numbers. Two units. @throws PlatformFault */
export async function newestVideos(line: Line, uploads: string): Promise<SeenPost[]> {
  const ids = await newestVideoIds(line, uploads);
  if (ids.length === 0) return [];
  // An owner is shown private videos too: these are nobody else's business.
  const parts = ["snippet", "statistics", ...(line.isOwners ? ["status"] : [])];
  const videos = await called(line, "videos.list", (client) => client.videos.list({ part: parts, id: ids, maxResults: pageSize }));
  const shown = (videos?.items ?? []).filter(({ status }) => !line.isOwners || status?.privacyStatus === "public");
  return shown.flatMap((video) => videoFacts(video as Parameters<typeof videoFacts>[0]) ?? []);
}

/** A page of the channels that a search finds. */
export interface FoundChannels {
  readonly accounts: readonly SeenAccount[];
  /** Undefined: this was the last page. */
  readonly nextPage: string | undefined;
}

/** A page of the channels that words find, with their numbers. One search and one unit. @throws PlatformFault */
export async function searchChannels(line: Line, words: string, pageToken: string | undefined): Promise<FoundChannels> {
  const search = {
    part: ["snippet"],
    q: words,
    type: ["channel"],
    maxResults: pageSize,
    ...(pageToken === undefined ? {} : { pageToken }),
  };
  const page = await called(line, "search.list", (client) => client.search.list(search));
  const ids = (page?.items ?? []).flatMap(({ id }) => id?.channelId ?? []);
  const nextPage = page?.nextPageToken ?? undefined;
  if (ids.length === 0) return { accounts: [], nextPage };
  const list = { part: channelParts, id: ids, maxResults: pageSize };
  const data = await called(line, "channels.list", (client) => client.channels.list(list));
  return { accounts: (data?.items ?? []).map((channel) => channelFacts(channel as Channel)), nextPage };
}

/** What somebody wrote under a video. */
export interface WrittenComment {
  readonly text: string;
  /** The channel of whoever wrote it; null: YouTube does not say. */
  readonly authorId: string | null;
}

const commentsAPage = 100;

const writtenIn = (page: youtube_v3.Schema$CommentThreadListResponse): WrittenComment[] =>
  (page.items ?? []).flatMap(({ snippet }) => {
    const told = snippet?.topLevelComment?.snippet;
    const text = told?.textDisplay ?? "";
    return text.trim() === "" ? [] : [{ text, authorId: told?.authorChannelId?.value ?? null }];
  });

/**
 * The newest comments under a video, without answers to them: one unit a page of a hundred. A word where there are none: its comments are closed,
 * or there is no such video.
 *
 * @throws PlatformFault
 */
export async function newestComments(line: Line, videoId: string, pages: number): Promise<WrittenComment[] | "closed" | "missing"> {
  const list = { part: ["snippet"], videoId, order: "time", textFormat: "plainText", maxResults: commentsAPage };
  const written: WrittenComment[] = [];
  let pageToken: string | undefined;
  for (let at = 0; at < pages && (at === 0 || pageToken !== undefined); at++) {
    const next = { ...list, ...(pageToken === undefined ? {} : { pageToken }) };
    const page = await answered(line, "commentThreads.list", (client) => client.commentThreads.list(next));
    if (typeof page === "string") return page;
    written.push(...writtenIn(page));
    pageToken = page.nextPageToken ?? undefined;
  }
  return written;
}
