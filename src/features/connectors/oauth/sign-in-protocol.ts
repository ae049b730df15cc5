import type { ConnectedPlatform } from "../platforms.ts";

/** The platforms at which owners of accounts can sign in. */
export const signInPlatforms = ["tiktok", "youtube", "instagram"] as const satisfies readonly ConnectedPlatform[];
/** One of {@link signInPlatforms}. */
export type SignInPlatform = (typeof signInPlatforms)[number];

/** What somebody signs in for: to have figures read from now on, or only to show whose the account is. */
export type SignInPurpose = "figures" | "identity";

/** How a platform speaks OAuth 2.0, by its own documentation. */
export interface SignInProtocol {
  /** Where the browser is sent. */
  readonly authorize: string;
  /** Where a code or a token is exchanged. */
  readonly token: string;
  /** Where a token is given back; undefined: only the owner can take it back, at the platform. */
  readonly revoke: string | undefined;
  /** Whether a proof key goes with the code (RFC 7636). */
  readonly hasPkce: boolean;
  /** How the app's id is called there. */
  readonly clientIdName: "client_key" | "client_id";
  /** Between two scopes. */
  readonly separator: "," | " ";
  /** The least that is enough for each purpose. */
  readonly scopes: { readonly [P in SignInPurpose]: readonly string[] };
  /** Parameters of the platform's own for the browser's address. */
  readonly more: Readonly<Record<string, string>>;
  /** What the client's id and secret are called in the platform's console. */
  readonly names: { readonly id: string; readonly secret: string };
}

const ofInstagram: SignInProtocol = {
  authorize: "https://www.instagram.com/oauth/authorize",
  token: "https://api.instagram.com/oauth/access_token",
  ...{ revoke: undefined, clientIdName: "client_id", separator: ",", hasPkce: false },
  scopes: { figures: ["instagram_business_basic", "instagram_business_manage_insights"], identity: ["instagram_business_basic"] },
  // Whoever is signed in may have several accounts: they are asked which.
  more: { force_reauth: "true" },
  names: { id: "Instagram app ID", secret: "Instagram app secret" },
};

const own: { readonly [P in SignInPlatform]: SignInProtocol } = {
  // PKCE is for TikTok's mobile and desktop apps; apps for the web have a secret instead, and none of it.
  tiktok: {
    authorize: "https://www.tiktok.com/v2/auth/authorize/",
    token: "https://open.tiktokapis.com/v2/oauth/token/",
    revoke: "https://open.tiktokapis.com/v2/oauth/revoke/",
    ...{ clientIdName: "client_key", separator: ",", hasPkce: false },
    scopes: {
      figures: ["user.info.basic", "user.info.profile", "user.info.stats", "video.list"],
      identity: ["user.info.basic", "user.info.profile"],
    },
    more: {},
    names: { id: "Client key", secret: "Client secret" },
  },
  youtube: {
    authorize: "https://accounts.google.com/o/oauth2/v2/auth",
    token: "https://oauth2.googleapis.com/token",
    revoke: "https://oauth2.googleapis.com/revoke",
    ...{ clientIdName: "client_id", separator: " ", hasPkce: true },
    scopes: {
      figures: ["https://www.googleapis.com/auth/youtube.readonly", "https://www.googleapis.com/auth/yt-analytics.readonly"],
      identity: ["https://www.googleapis.com/auth/youtube.readonly"],
    },
    // Google gives a refresh token only for offline access, and again only where it asks for consent again.
    more: { access_type: "offline", prompt: "consent" },
    names: { id: "Client ID", secret: "Client secret" },
  },
  instagram: ofInstagram,
};

const moved = (address: string, platform: SignInPlatform, standIn: string): string => `${standIn}/${platform}${new URL(address).pathname}`;

/**
 * How a platform speaks OAuth 2.0.
 *
 * @param platform which one.
 * @param standIn the origin of a server that plays the platforms, without a slash at the end; undefined: the platform itself.
 * @example
 * import { signInProtocol } from "./sign-in-protocol.ts";
 * signInProtocol("tiktok", "http://127.0.0.1:8080").token; // => "http://127.0.0.1:8080/tiktok/v2/oauth/token/"
 */
export function signInProtocol(platform: SignInPlatform, standIn: string | undefined): SignInProtocol {
  const protocol = own[platform];
  if (standIn === undefined) return protocol;
  const at = (address: string): string => moved(address, platform, standIn);
  return {
    ...protocol,
    authorize: at(protocol.authorize),
    token: at(protocol.token),
    revoke: protocol.revoke === undefined ? undefined : at(protocol.revoke),
  };
}

/**
 * Whether owners of accounts can sign in at a platform.
 *
 * @param platform any text.
 * @example
 * import { isSignInPlatform } from "./sign-in-protocol.ts";
 * isSignInPlatform("tiktok"); // => true
 */
export const isSignInPlatform = (platform: string): platform is SignInPlatform => (signInPlatforms as readonly string[]).includes(platform);

/**
 * The origins to which browsers are sent to sign in.
 *
 * @param standIn the origin of a server that plays the platforms; undefined: the platforms themselves.
 * @example
 * import { signInOrigins } from "./sign-in-protocol.ts";
 * signInOrigins(undefined)[0]; // => "https://www.tiktok.com"
 */
export const signInOrigins = (standIn: string | undefined): readonly string[] => [
  ...new Set(signInPlatforms.map((platform) => new URL(signInProtocol(platform, standIn).authorize).origin)),
];
