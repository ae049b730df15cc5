import { ask, type Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { discoveredFacts, discoveredPosts } from "../instagram/account-facts.ts";
import { instagramRefusal } from "../instagram/instagram-refusal.ts";
import type { CallName } from "../quota/quotas.ts";
import type { SeenAccount, SeenPost } from "../seen-account.ts";

const userFields = "user_id,username,name,biography,followers_count,follows_count,media_count";
const mediaFields = "id,caption,comments_count,like_count,media_type,media_product_type,permalink,timestamp";
const pageSize = "50";

const rootOf = ({ ctx: { platformStandIn } }: Line): string =>
  platformStandIn === undefined ? "https://graph.instagram.com/" : `${platformStandIn}/instagram/`;

const tokenCodes = new Set([190, 102]);

/** Makes a call with the owner's token, counted. @throws PlatformFault */
async function called(line: Line, call: Extract<CallName, "me" | "me/media">, params: Readonly<Record<string, string>>) {
  await line.count(call);
  const url = new URL(`${line.ctx.metaGraphVersion}/${call}`, rootOf(line));
  for (const [name, value] of Object.entries({ ...params, access_token: line.secret })) url.searchParams.set(name, value);
  const reply = await ask(line, url.href);
  const body = (await reply.json().catch(() => undefined)) as (Record<string, unknown> & { error?: { code?: unknown } }) | undefined;
  if (reply.ok && body !== undefined && body.error === undefined) return body;
  if (tokenCodes.has(Number(body?.error?.code))) throw new PlatformFault("stale", "Instagram does not take the token any more.");
  const refusal = instagramRefusal(body, line.usage);
  if (refusal.kind === "missing") throw new PlatformFault("denied", "Instagram shows nothing of this account.");
  const { fault } = refusal;
  throw fault.kind === "forbidden"
    ? new PlatformFault("denied", "The owner did not permit this, or Meta has not approved the app for it.")
    : fault;
}

const count = (value: unknown): number | null => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null);

/** The account of whoever signed in: one call. @throws PlatformFault */
export async function ownInstagram(line: Line): Promise<SeenAccount> {
  const told = await called(line, "me", { fields: userFields });
  const { user_id: id, ...user } = told;
  return { ...discoveredFacts({ ...user, id }), following: count(user["follows_count"]) };
}

/** The newest fifty posts of whoever signed in: one call. @throws PlatformFault */
export async function ownInstagramPosts(line: Line): Promise<SeenPost[]> {
  const { data } = await called(line, "me/media", { fields: mediaFields, limit: pageSize });
  return discoveredPosts({ media: { data } });
}
