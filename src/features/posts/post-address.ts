import { platformRules, platforms, type Platform } from "../../kernel/social/platform.ts";
import type { PostFormat } from "./post-format.ts";

/** What the address of a post tells. */
export interface PostAddress {
  /** With scheme, without fragment. */
  readonly url: string;
  /** Two addresses of one post have one key. */
  readonly key: string;
  /** Undefined: the host is no platform's that is known. */
  readonly platform: Platform | undefined;
  /** Undefined: the address does not tell. */
  readonly format: PostFormat | undefined;
  /** The account that it names; undefined: none. */
  readonly handle: string | undefined;
}

/** A path of a platform that leads to a post: its groups are `id` and, where the path names it, `handle`. */
interface PostPath {
  readonly path: RegExp;
  readonly format?: PostFormat;
}

const paths: { readonly [P in Platform]?: readonly PostPath[] } = {
  instagram: [
    { path: /^\/stories\/(?<handle>[^/]+)\/(?<id>\d+)/, format: "story" },
    { path: /^\/(?:(?<handle>[^/]+)\/)?reels?\/(?<id>[\w-]+)/, format: "reel" },
    { path: /^\/(?:(?<handle>[^/]+)\/)?tv\/(?<id>[\w-]+)/, format: "video" },
    { path: /^\/(?:(?<handle>[^/]+)\/)?p\/(?<id>[\w-]+)/ },
  ],
  tiktok: [
    { path: /^\/@(?<handle>[^/]+)\/video\/(?<id>\d+)/, format: "video" },
    { path: /^\/@(?<handle>[^/]+)\/photo\/(?<id>\d+)/, format: "carousel" },
  ],
  youtube: [
    { path: /^\/shorts\/(?<id>[\w-]+)/, format: "short" },
    { path: /^\/live\/(?<id>[\w-]+)/, format: "live" },
  ],
  x: [{ path: /^\/(?<handle>[^/]+)\/status(?:es)?\/(?<id>\d+)/ }],
  facebook: [
    { path: /^\/reel\/(?<id>\d+)/, format: "reel" },
    { path: /^\/(?<handle>[^/]+)\/videos\/(?:[^/]+\/)?(?<id>\d+)/, format: "video" },
    { path: /^\/(?<handle>[^/]+)\/posts\/(?<id>[\w-]+)/ },
  ],
  twitch: [{ path: /^\/videos\/(?<id>\d+)/, format: "video" }],
  pinterest: [{ path: /^\/pin\/(?:[^/]*-)?(?<id>\d+)/, format: "image" }],
  threads: [{ path: /^\/@(?<handle>[^/]+)\/post\/(?<id>[\w-]+)/ }],
  bluesky: [{ path: /^\/profile\/(?<handle>[^/]+)\/post\/(?<id>\w+)/ }],
};

/** Parameters without which some addresses name no post. */
const named = new Set(["v", "id", "story_fbid", "p"]);

const shortHosts: Readonly<Record<string, Platform>> = {
  "youtu.be": "youtube",
  "vm.tiktok.com": "tiktok",
  "vt.tiktok.com": "tiktok",
  "fb.watch": "facebook",
  "pin.it": "pinterest",
};

const platformOf = (host: string): Platform | undefined =>
  shortHosts[host] ?? platforms.find((platform) => platformRules[platform]?.host.test(host) === true);

function found(platform: Platform, url: URL, host: string): { id: string; handle?: string; format?: PostFormat } | undefined {
  if (host === "youtu.be") return { id: url.pathname.slice(1).split("/")[0]!, format: "video" };
  const watched = platform === "youtube" && url.pathname === "/watch" ? url.searchParams.get("v") : null;
  if (watched !== null) return { id: watched, format: "video" };
  for (const { path, format } of paths[platform] ?? []) {
    const groups = path.exec(url.pathname)?.groups;
    if (groups === undefined) continue;
    const { id, handle } = groups as { id: string; handle?: string };
    return { id, ...(handle === undefined ? {} : { handle }), ...(format === undefined ? {} : { format }) };
  }
  return undefined;
}

function plainKey(url: URL, host: string): string {
  const query = [...url.searchParams].filter(([name]) => named.has(name)).map(([name, value]) => `${name}=${value}`);
  return `${host}${url.pathname.replace(/\/+$/, "")}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

/**
 * What the address of a post tells: platform, account, format, and a key that is the same however the address is written.
 *
 * @param text as a person pastes it, with or without scheme, at most 1,000 characters.
 * @returns undefined where the text is no address of a web page. Of a host that is no known platform's only the address is told.
 * @example
 * import { postAddress } from "./post-address.ts";
 * postAddress("instagram.com/anna/reel/Cx1?igsh=2")?.key; // => "instagram:Cx1"
 * postAddress("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=5")?.key; // => "youtube:dQw4w9WgXcQ"
 * postAddress("https://example.com/tents/?utm_source=x")?.key; // => "example.com/tents"
 */
export function postAddress(text: string): PostAddress | undefined {
  const trimmed = text.trim();
  const whole = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (trimmed.length > 1000 || /\s/.test(trimmed) || !URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  if (url.username !== "" || !url.hostname.includes(".")) return undefined;
  url.hash = "";
  const host = url.hostname.replace(/^(www|m|mobile)\./, "");
  const platform = platformOf(host);
  const post = platform === undefined ? undefined : found(platform, url, host);
  return {
    url: url.href,
    key: post === undefined ? plainKey(url, host) : `${platform}:${post.id}`,
    platform,
    format: post?.format,
    handle: post?.handle,
  };
}
