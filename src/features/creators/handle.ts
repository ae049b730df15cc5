import { beginning, tidyText } from "../../kernel/text.ts";
import { platformRules, platforms, type Platform, type PlatformRule } from "../../kernel/social/platform.ts";

/** The most characters that a handle or an account's address may have. */
export const maxHandleLength = 300;

/** Why a text names no account. */
export type HandleProblem = "empty" | "too_long" | "other_platform" | "no_account" | "unsupported_character";

/** An account's name as shown, as compared, and its page; `url` is null where only a name is known. */
export type ParsedHandle =
  | { readonly ok: true; readonly handle: string; readonly normalised: string; readonly url: string | null }
  | { readonly ok: false; readonly problem: HandleProblem };

const refused = (problem: HandleProblem): ParsedHandle => ({ ok: false, problem });

const looksLikeUrl = /^(https?:\/\/|[\w-]+(\.[\w-]+)*\.[a-z]{2,}\/)/i;

/** The text as a web address with its host freed of `www.` and the like; undefined when it is none. */
function addressOf(text: string): { url: URL; host: string } | undefined {
  const whole = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  if (url.username !== "" || !url.hostname.includes(".")) return undefined;
  return { url, host: url.hostname.replace(/^(www|m|mobile)\./, "") };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function fromAddress(rule: PlatformRule, text: string): string {
  const address = addressOf(text);
  if (address === undefined) return "no_account";
  if (!rule.host.test(address.host)) return "other_platform";
  const { pathname, searchParams } = address.url;
  const numbered = /^\/profile\.php$/.test(pathname) ? searchParams.get("id") : null;
  if (numbered !== null) return numbered;
  if (rule.notAccounts.has(pathname.split("/")[1]?.toLowerCase() ?? "") && !rule.paths.slice(0, -1).some((path) => path.test(pathname)))
    return "no_account";
  const found = rule.paths.map((path) => path.exec(pathname)?.[1]).find((handle) => handle !== undefined);
  return found === undefined ? "no_account" : `@${decoded(found)}`;
}

const isChannelId = /^UC[\w-]{22}$/;

/** The part of a handle that its platform leaves out when people write it alone. */
function completed(platform: Platform, handle: string): string {
  if (platform === "youtube" && isChannelId.test(handle)) return `channel/${handle}`;
  if (platform === "linkedin" && !handle.includes("/")) return `in/${handle}`;
  return handle;
}

const pageOf = (platform: Platform, rule: PlatformRule, handle: string): string =>
  platform === "youtube" && handle.includes("/")
    ? `https://www.youtube.com/${encodeURI(handle)}`
    : rule.page.replace("*", encodeURI(handle));

function handleOn(platform: Platform, rule: PlatformRule, text: string): ParsedHandle {
  const named = looksLikeUrl.test(text) ? fromAddress(rule, text) : `@${text}`;
  if (!named.startsWith("@") && !/^\d+$/.test(named)) return refused(named as HandleProblem);
  const handle = completed(platform, tidyText(named.replace(/^@+/, "").replace(/\/+$/, "")));
  const normalised = handle.startsWith("channel/") ? handle : handle.toLowerCase();
  if (normalised === "") return refused("empty");
  if (!rule.form.test(normalised)) return refused("unsupported_character");
  return { ok: true, handle, normalised, url: pageOf(platform, rule, handle) };
}

const bareDomain = /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}$/i;

/** A blog, a podcast and the like: its address without scheme, `www.`, query and closing slash, or else its name. */
function placeOnTheWeb(text: string): ParsedHandle {
  // A semicolon separates accounts in a file.
  if (text.includes(";")) return refused("unsupported_character");
  const isAddress = looksLikeUrl.test(text) || bareDomain.test(text);
  const address = isAddress ? addressOf(text) : undefined;
  if (address === undefined)
    return /[\p{L}\p{N}]/u.test(text)
      ? { ok: true, handle: text, normalised: text.toLowerCase().replace(/\s+/g, " "), url: null }
      : refused("unsupported_character");
  const path = address.url.pathname.replace(/\/+$/, "");
  const readable = decoded(path);
  const handle = `${address.host}${encodeURI(readable) === path ? readable : path}`;
  return { ok: true, handle, normalised: `${address.host}${path}`, url: `${address.url.protocol}//${address.url.host}${path}` };
}

/**
 * The account that a text names on a platform: a handle with or without `@`, or the address of its page.
 *
 * Addresses lose scheme, `www.`, query and fragment; handles are compared without case, except YouTube's channel ids, in which case
 * matters. The address of a post, or of another platform, is refused and not guessed at.
 *
 * @param platform where the account is.
 * @param text what a person or a file gave, such as "@Anna", "https://www.tiktok.com/@anna?lang=en" or "anna"; at most 300 characters.
 * @returns the handle as given without `@`, its compared form, and the address of its page; or why there is none.
 * @example
 * import { parseHandle } from "./handle.ts";
 * parseHandle("instagram", "https://instagram.com/Anna.S/?hl=en"); // => { ok: true, handle: "Anna.S", normalised: "anna.s", url: "https://www.instagram.com/Anna.S/" }
 * parseHandle("instagram", "instagram.com/p/Cx1"); // => { ok: false, problem: "no_account" }
 */
export function parseHandle(platform: Platform, text: string): ParsedHandle {
  const tidy = tidyText(text);
  if (tidy === "") return refused("empty");
  if (tidy.length > maxHandleLength) return refused("too_long");
  if (/[\p{Cc}\p{Cf}]/u.test(tidy)) return refused("unsupported_character");
  const rule = platformRules[platform];
  return rule === undefined ? placeOnTheWeb(tidy) : handleOn(platform, rule, tidy);
}

/**
 * The platform whose page an address is; undefined for a text that is no address or leads elsewhere.
 *
 * @param text what a person or a file gave.
 * @example
 * import { platformOfAddress } from "./handle.ts";
 * platformOfAddress("https://www.tiktok.com/@anna"); // => "tiktok"
 */
export function platformOfAddress(text: string): Platform | undefined {
  const address = looksLikeUrl.test(text) ? addressOf(text) : undefined;
  return address === undefined ? undefined : platforms.find((platform) => platformRules[platform]?.host.test(address.host) === true);
}

const sentences: { readonly [P in HandleProblem]: (platform: Platform, text: string) => string } = {
  empty: () => "is empty",
  too_long: () => `is longer than ${maxHandleLength} characters`,
  other_platform: (platform, text) => `is an address on another platform than ${platform}: ${text}`,
  no_account: (platform, text) => `is no account's address on ${platform}: ${text}`,
  unsupported_character: (platform, text) => `is no handle on ${platform}: ${text}`,
};

/**
 * What is wrong with a handle, to follow its field's name.
 *
 * @param problem what {@link parseHandle} gave.
 * @param platform where the account would be.
 * @param text what was given; it is shown shortened to 60 characters.
 */
export const handleFault = (problem: HandleProblem, platform: Platform, text: string): string =>
  sentences[problem](platform, text.length > 60 ? `${beginning(text, 60)}...` : text);
