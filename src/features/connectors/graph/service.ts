import { createHmac } from "node:crypto";
import { ask, type Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { instagramRefusal, ownerRefusal } from "../instagram/instagram-refusal.ts";
import { instagramLoginRoot } from "../platforms.ts";
import type { CallName } from "../quota/quotas.ts";

/** On behalf of which account Meta is asked, and with what. */
export interface GraphAccess {
  /** How the token was made: a brand's own by Facebook login, a creator's by Instagram login. */
  readonly login: "facebook" | "instagram";
  readonly token: string;
  /** The id of the professional account. */
  readonly accountId: string;
  /** Whether insights may be asked for; a creator need not permit them. */
  readonly hasInsights: boolean;
  /** The app's secret, which proves that it is the app's own server that has the token; undefined: no proof is sent. */
  readonly appSecret?: string | undefined;
}

/** Parameters of a call. */
export type Params = Readonly<Record<string, string>>;

/** What Meta answered. */
export type GraphAnswer = Record<string, unknown>;

const proofOf = ({ token, appSecret }: GraphAccess): Params =>
  appSecret === undefined ? {} : { appsecret_proof: createHmac("sha256", appSecret).update(token).digest("hex") };

/** Where a login is answered, and what a refusal there means. */
const hostOf = (line: Line, access: GraphAccess | undefined) =>
  access?.login === "instagram"
    ? { root: instagramLoginRoot(line.ctx.platformStandIn), refusalOf: ownerRefusal }
    : { root: line.root, refusalOf: instagramRefusal };

/**
 * Makes a call to Meta's Graph API, counted; undefined where Instagram has no such thing, or shows nothing of it.
 *
 * @param line to ask over.
 * @param access on whose behalf; undefined: of the app itself, with what `params` hold.
 * @throws PlatformFault
 */
export async function callGraph(
  line: Line,
  access: GraphAccess | undefined,
  { call, path, params }: { readonly call: CallName; readonly path: string; readonly params: Params },
): Promise<GraphAnswer | undefined> {
  await line.count(call);
  const { root, refusalOf } = hostOf(line, access);
  const url = new URL(`${line.ctx.metaGraphVersion}/${path}`, root);
  const own = access === undefined ? {} : { access_token: access.token, ...proofOf(access) };
  for (const [key, value] of Object.entries<string>({ ...params, ...own })) url.searchParams.set(key, value);
  const reply = await ask(line, url.href);
  const body = (await reply.json().catch(() => undefined)) as GraphAnswer | null | undefined;
  if (typeof body !== "object" || body === null) throw new PlatformFault("busy", "Instagram answered with something that cannot be read.");
  if (reply.ok && body["error"] === undefined) return body;
  const refusal = refusalOf(body, line.usage, call === "ig-media/insights" ? "media" : "account");
  if (refusal.kind === "missing") return undefined;
  throw refusal.fault;
}

/** The rows of an answer that is a list. */
export const rowsOf = (answer: GraphAnswer | undefined): readonly unknown[] => (Array.isArray(answer?.["data"]) ? answer["data"] : []);

/** What to ask for to get the next page of a list; undefined: this was the last one. */
export function nextOf(answer: GraphAnswer | undefined): string | undefined {
  const { cursors, next } = (answer?.["paging"] ?? {}) as { readonly cursors?: { readonly after?: unknown }; readonly next?: unknown };
  return typeof next === "string" && typeof cursors?.after === "string" && cursors.after !== "" ? cursors.after : undefined;
}
