/** Where a creator publishes. `podcast`, `newsletter`, `blog` and `other` are told apart by their web address or name. */
export const platforms = [
  "instagram",
  "tiktok",
  "youtube",
  "x",
  "facebook",
  "twitch",
  "pinterest",
  "linkedin",
  "threads",
  "bluesky",
  "snapchat",
  "podcast",
  "newsletter",
  "blog",
  "other",
] as const;
/** One of {@link platforms}. */
export type Platform = (typeof platforms)[number];

/** Platforms by their own names, as they are written on screens and in sentences. */
export const platformNames: { readonly [P in Platform]: string } = {
  instagram: "Instagram",
  tiktok: "TikTok",
  youtube: "YouTube",
  x: "X",
  facebook: "Facebook",
  twitch: "Twitch",
  pinterest: "Pinterest",
  linkedin: "LinkedIn",
  threads: "Threads",
  bluesky: "Bluesky",
  snapchat: "Snapchat",
  podcast: "Podcast",
  newsletter: "Newsletter",
  blog: "Blog",
  other: "Other",
};

/** How one platform writes accounts: in addresses, and alone. */
export interface PlatformRule {
  /** Matches the host without `www.`, `m.` or `mobile.`. */
  readonly host: RegExp;
  /** Patterns of a path that names an account; the first group is the handle. */
  readonly paths: readonly RegExp[];
  /** First path segments that are the platform's own pages or single posts, never accounts. */
  readonly notAccounts: ReadonlySet<string>;
  /** What a handle looks like after lower-casing. */
  readonly form: RegExp;
  /** The account's page; `*` stands for the handle. */
  readonly page: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const none: ReadonlySet<string> = new Set();
const first = /^\/([^/]+)/;
const afterAt = /^\/@([^/]+)/;

/**
 * The rules of the platforms that have handles; the others are told apart by address or name.
 *
 * The forms are the platforms' own sign-up rules, a little wider where old accounts are: refusing a real handle is worse than
 * accepting one that nobody has.
 */
export const platformRules: { readonly [P in Platform]?: PlatformRule } = {
  instagram: {
    host: /^(instagram\.com|instagr\.am)$/,
    paths: [/^\/stories\/([^/]+)/, first],
    notAccounts: words("p reel reels tv explore accounts direct stories s"),
    form: /^[a-z0-9._]{1,30}$/,
    page: "https://www.instagram.com/*/",
  },
  tiktok: {
    host: /^tiktok\.com$/,
    paths: [afterAt],
    notAccounts: none,
    form: /^[a-z0-9._]{2,24}$/,
    page: "https://www.tiktok.com/@*",
  },
  youtube: {
    host: /^(music\.|gaming\.)?youtube\.com$/,
    paths: [afterAt, /^\/(channel\/UC[\w-]{22})/, /^\/((?:c|user)\/[^/]+)/],
    notAccounts: none,
    // Three letters at least, but for scripts that say a name with one or two.
    form: /^((c\/|user\/)?([\p{L}\p{N}._·-]{3,100}|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}ー]{1,2})|channel\/UC[\w-]{22})$/u,
    page: "https://www.youtube.com/@*",
  },
  x: {
    host: /^(x|twitter)\.com$/,
    paths: [first],
    notAccounts: words("home i search intent hashtag explore settings share messages notifications"),
    form: /^\w{1,15}$/,
    page: "https://x.com/*",
  },
  facebook: {
    host: /^((?:[a-z]{2}-[a-z]{2}|web|touch|mbasic)\.)?(facebook|fb)\.(com|me)$/,
    paths: [/^\/(?:people|pages)\/[^/]+\/(\d+)/, first],
    notAccounts: words(
      "profile.php story.php permalink.php photo.php groups watch events sharer share photo reel videos marketplace hashtag people pages",
    ),
    form: /^[\p{L}\p{N}.-]{1,100}$/u,
    page: "https://www.facebook.com/*",
  },
  twitch: {
    host: /^twitch\.tv$/,
    paths: [first],
    notAccounts: words("videos directory p downloads jobs turbo"),
    form: /^\w{3,25}$/,
    page: "https://www.twitch.tv/*",
  },
  pinterest: {
    host: /^([a-z]{2}\.)?pinterest\.([a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2})$/,
    paths: [first],
    notAccounts: words("pin ideas search"),
    form: /^\w{3,30}$/,
    page: "https://www.pinterest.com/*/",
  },
  linkedin: {
    host: /^([a-z]{2,3}\.)?linkedin\.com$/,
    paths: [/^\/((?:in|company|school|showcase)\/[^/]+)/],
    notAccounts: none,
    form: /^(in|company|school|showcase)\/[\p{L}\p{M}\p{N}_.-]{2,100}$/u,
    page: "https://www.linkedin.com/*/",
  },
  threads: {
    host: /^threads\.(net|com)$/,
    paths: [afterAt],
    notAccounts: none,
    form: /^[a-z0-9._]{1,30}$/,
    page: "https://www.threads.com/@*",
  },
  bluesky: {
    host: /^bsky\.app$/,
    paths: [/^\/profile\/([^/]+)/],
    notAccounts: none,
    form: /^((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*|did:[a-z]+:[\w.:-]{1,100})$/,
    page: "https://bsky.app/profile/*",
  },
  snapchat: {
    host: /^snapchat\.com$/,
    paths: [/^\/(?:add\/|@)([^/]+)/],
    notAccounts: none,
    form: /^[a-z][a-z0-9._-]{2,14}$/,
    page: "https://www.snapchat.com/add/*",
  },
};
