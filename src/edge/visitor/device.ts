const systems: readonly (readonly [token: string, name: string])[] = [
  ["iPhone", "ios"],
  ["iPad", "ios"],
  ["Android", "android"],
  ["Windows", "windows"],
  ["CrOS", "chromeos"],
  ["Macintosh", "macos"],
  ["Linux", "linux"],
];

/** In-app browsers first: they name the browser they are built on too. Chrome's own token stands in nearly all others, so it is near the end. */
const browsers: readonly (readonly [token: string, name: string])[] = [
  ["Instagram", "instagram"],
  ["musical_ly", "tiktok"],
  ["BytedanceWebview", "tiktok"],
  ["TikTok", "tiktok"],
  ["FBAN", "facebook"],
  ["FBAV", "facebook"],
  ["Snapchat", "snapchat"],
  ["Pinterest", "pinterest"],
  ["LinkedInApp", "linkedin"],
  ["Twitter", "x"],
  ["EdgA/", "edge"],
  ["EdgiOS/", "edge"],
  ["Edg/", "edge"],
  ["OPR/", "opera"],
  ["SamsungBrowser/", "samsung"],
  ["FxiOS/", "firefox"],
  ["Firefox/", "firefox"],
  ["CriOS/", "chrome"],
  ["Chrome/", "chrome"],
  ["Safari/", "safari"],
];

const firstNamed = (userAgent: string, list: readonly (readonly [string, string])[]): string =>
  list.find(([token]) => userAgent.includes(token))?.[1] ?? "other";

/**
 * The coarse kind of device behind a user agent, such as `ios instagram` or `windows edge`: system, then app or browser.
 * No version and no model, so that it tells nobody apart.
 *
 * @param userAgent as sent
 * @returns undefined when there is none
 */
export const deviceOf = (userAgent: string): string | undefined =>
  userAgent === "" ? undefined : `${firstNamed(userAgent, systems)} ${firstNamed(userAgent, browsers)}`;
