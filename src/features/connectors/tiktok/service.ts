import { ask, type Line, type Question } from "../calling/service.ts";
import type { CallName } from "../quota/quotas.ts";
import { averagedDays, type SeenAccount, type SeenPost } from "../seen-account.ts";
import { userFacts, userFields, videoFacts, videoFields, type TiktokScopes, type TiktokUser, type TiktokVideo } from "./tiktok-facts.ts";
import { tiktokRefusal } from "./tiktok-refusal.ts";

const pageSize = 20;
/** A hundred videos at most are listed, and a hundred older ones looked up. */
const mostPages = 5;

/** Makes a call with the owner's token, counted. @throws PlatformFault */
async function called(line: Line, call: CallName, { fields, ...question }: Question & { readonly fields: string }) {
  await line.count(call);
  const url = new URL(`v2/${call}/`, line.root);
  url.searchParams.set("fields", fields);
  const headers = {
    authorization: `Bearer ${line.secret}`,
    ...(question.body === undefined ? {} : { "content-type": "application/json" }),
  };
  const reply = await ask(line, url.href, { ...question, headers });
  const body = (await reply.json().catch(() => undefined)) as { data?: Record<string, unknown>; error?: { code?: unknown } } | undefined;
  if (!reply.ok || body?.error?.code !== "ok" || body.data === undefined) throw tiktokRefusal(reply.status, body);
  return body.data;
}

/** The account of whoever signed in: one call. @throws PlatformFault */
export async function ownUser(line: Line, scopes: TiktokScopes): Promise<SeenAccount> {
  const data = await called(line, "user/info", { fields: userFields(scopes) });
  return userFacts((data["user"] ?? {}) as TiktokUser, scopes);
}

const videosIn = (data: Record<string, unknown>): SeenPost[] =>
  (Array.isArray(data["videos"]) ? (data["videos"] as TiktokVideo[]) : []).flatMap((video) => videoFacts(video) ?? []);

const post = (body: object): Question & { readonly fields: string } => ({
  ...{ method: "POST", fields: videoFields, body: JSON.stringify(body) },
});

/** The newest videos with their numbers, as far back as is averaged over: at most a hundred, a call for every twenty. @throws PlatformFault */
export async function newestOwnVideos(line: Line): Promise<SeenPost[]> {
  const sinceMs = line.ctx.now() - averagedDays * 86_400_000;
  const videos: SeenPost[] = [];
  let cursor: unknown;
  for (let page = 0; page < mostPages; page++) {
    const data = await called(line, "video/list", post({ max_count: pageSize, ...(cursor === undefined ? {} : { cursor }) }));
    const shown = videosIn(data);
    videos.push(...shown);
    const isPast = shown.length > 0 && shown.every(({ postedAtMs }) => postedAtMs < sinceMs);
    // A page may be short or empty although more follow; a cursor that stands still would go round for ever.
    if (data["has_more"] !== true || isPast || data["cursor"] === undefined || data["cursor"] === cursor) break;
    cursor = data["cursor"];
  }
  return videos;
}

/** Videos of the owner's by their ids with their numbers; one that is gone or private is missing. A call for every twenty. @throws PlatformFault */
export async function ownVideos(line: Line, ids: readonly string[]): Promise<SeenPost[]> {
  const videos: SeenPost[] = [];
  for (let at = 0; at < Math.min(ids.length, mostPages * pageSize); at += pageSize)
    videos.push(...videosIn(await called(line, "video/query", post({ filters: { video_ids: ids.slice(at, at + pageSize) } }))));
  return videos;
}
