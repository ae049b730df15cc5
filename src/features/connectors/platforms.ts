/** The platforms that can be asked through their own interfaces. */
export const connectedPlatforms = ["youtube", "instagram", "tiktok"] as const;
/** One of {@link connectedPlatforms}. */
export type ConnectedPlatform = (typeof connectedPlatforms)[number];

/** How a platform is written in sentences. */
export const platformNames: { readonly [P in ConnectedPlatform]: string } = {
  youtube: "YouTube",
  instagram: "Instagram",
  tiktok: "TikTok",
};

const own: { readonly [P in ConnectedPlatform]: string } = {
  youtube: "https://youtube.googleapis.com/",
  instagram: "https://graph.facebook.com/",
  tiktok: "https://open.tiktokapis.com/",
};
const ofStandIn: { readonly [P in ConnectedPlatform]: string } = { youtube: "/", instagram: "/instagram/", tiktok: "/tiktok/" };

/**
 * The root of the interface for accounts whose owners signed in with Instagram itself, with a slash at the end.
 *
 * @param standIn the origin of a server that plays the platforms, without a slash at the end; undefined: Instagram itself.
 * @example
 * import { instagramLoginRoot } from "./platforms.ts";
 * instagramLoginRoot(undefined); // => "https://graph.instagram.com/"
 */
export const instagramLoginRoot = (standIn: string | undefined): string =>
  standIn === undefined ? "https://graph.instagram.com/" : `${standIn}/instagram-login/`;

/**
 * The root of a platform's interface, with a slash at the end; the client of YouTube's adds `youtube/` itself.
 *
 * @param platform which one.
 * @param standIn the origin of a server that plays the platforms, without a slash at the end; undefined: the platform itself.
 * @example
 * import { platformRoot } from "./platforms.ts";
 * platformRoot("youtube", "http://127.0.0.1:8080"); // => "http://127.0.0.1:8080/"
 */
export const platformRoot = (platform: ConnectedPlatform, standIn: string | undefined): string =>
  standIn === undefined ? own[platform] : `${standIn}${ofStandIn[platform]}`;
