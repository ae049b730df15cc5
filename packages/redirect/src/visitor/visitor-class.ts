import { previewFetchers } from "./preview-fetchers.ts";

/** What a request is taken for; see `isByHand` for which can become a touch, the others are kept apart. */
export type VisitorClass = "human" | "declared_bot" | "prefetch" | "preview" | "head" | "hosting" | "unknown";

/** A class and the reason for it, both stored with the click. Verdicts are shared constants: compare them, never change them. */
export type VisitorVerdict = { readonly class: VisitorClass; readonly reason: string };

/** Classes whose requests nobody made by hand: kept as clicks, never a touch. */
export const machineClasses: ReadonlySet<string> = new Set(["declared_bot", "prefetch", "preview", "head"]);

/**
 * Whether a request of this class can be a touch by itself: a person's, or one of which nothing is known. One from a hosting network
 * cannot, unless an order names it, which only the order can say.
 *
 * @param visitorClass as stored with a click or visit
 * @example
 * import { isByHand } from "@vouch/redirect";
 * isByHand("unknown"); // => true
 * isByHand("hosting"); // => false
 */
export const isByHand = (visitorClass: string): boolean => !machineClasses.has(visitorClass) && visitorClass !== "hosting";

/** A user agent beyond this many characters is not looked at: no browser sends one, and patterns over long text cost time. */
export const maxUserAgentLength = 1_024;

const HEAD = verdict("head", "head_request");
const PREFETCH = verdict("prefetch", "prefetch_header");
const PREVIEW_HEADER = verdict("preview", "preview_header");
const HOSTING = verdict("hosting", "hosting_network");
const HUMAN = verdict("human", "browser_user_agent");
const DECLARED = verdict("declared_bot", "declared_user_agent");
const NO_USER_AGENT = verdict("unknown", "no_user_agent");
const LONG_USER_AGENT = verdict("unknown", "long_user_agent");
const PREVIEWS = previewFetchers.map((fetcher) => ({ ...fetcher, verdict: verdict("preview", `preview_${fetcher.name}`) }));

function verdict(visitorClass: VisitorClass, reason: string): VisitorVerdict {
  return Object.freeze({ class: visitorClass, reason });
}

/**
 * What a user agent says of its visitor: a preview fetcher, a declared bot, a person, or unknown. Keep the answer by the string.
 *
 * Preview fetchers are looked for first, because bot lists contain them too and a card in a chat is another thing than a crawler. It takes some
 * microseconds, mostly in `isBot`; two thousand user agents make up nearly all traffic, so the hot path keeps a bounded map.
 *
 * @param userAgent the header as it came; undefined or empty when there was none.
 * @param isBot whether a bot list knows the string, such as the package isbot.
 * @returns a shared constant.
 * @example
 * import { userAgentVerdict } from "./visitor-class.ts";
 * userAgentVerdict("WhatsApp/2.23.20.0 A", () => true); // => { class: "preview", reason: "preview_whatsapp" }
 * userAgentVerdict(undefined, () => false); // => { class: "unknown", reason: "no_user_agent" }
 */
export function userAgentVerdict(userAgent: string | undefined, isBot: (userAgent: string) => boolean): VisitorVerdict {
  if (!userAgent) return NO_USER_AGENT;
  if (userAgent.length > maxUserAgentLength) return LONG_USER_AGENT;
  const lower = userAgent.toLowerCase();
  const preview = PREVIEWS.find(({ token, atStart }) => (atStart ? lower.startsWith(token) : lower.includes(token)));
  if (preview) return preview.verdict;
  return isBot(userAgent) ? DECLARED : HUMAN;
}

/**
 * The class of one request; made for the hot path, it allocates nothing.
 *
 * First that holds: a HEAD request; a purpose header (prefetch, prerender, preview); what the user agent says when it is not a person; a hosting
 * network, where a browser's user agent is more likely a scanner's; else the user agent's verdict. Bots are kept apart, not dropped.
 *
 * @param method the request's method, upper case.
 * @param purpose the value of `Sec-Purpose`, else of `Purpose`, `X-Purpose` or `X-Moz`; undefined when none was sent.
 * @param agent as `userAgentVerdict` returned it.
 * @param hosting whether the address belongs to a hosting network; false where that is unknown.
 * @returns a shared constant.
 * @see https://wicg.github.io/nav-speculation/prefetch.html#sec-purpose-header
 * @example
 * import { userAgentVerdict, visitorVerdict } from "./visitor-class.ts";
 * const agent = userAgentVerdict("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", () => false);
 * visitorVerdict("GET", undefined, agent, false).class; // => "human"
 * visitorVerdict("GET", "prefetch;prerender", agent, false).class; // => "prefetch"
 */
export function visitorVerdict(method: string, purpose: string | undefined, agent: VisitorVerdict, hosting: boolean): VisitorVerdict {
  if (method === "HEAD") return HEAD;
  if (purpose !== undefined) {
    const meant = purposeVerdict(purpose.toLowerCase());
    if (meant !== undefined) return meant;
  }
  if (!hosting || agent.class === "preview" || agent.class === "declared_bot") return agent;
  return HOSTING;
}

function purposeVerdict(purpose: string): VisitorVerdict | undefined {
  if (purpose.includes("prefetch") || purpose.includes("prerender")) return PREFETCH;
  return purpose.includes("preview") ? PREVIEW_HEADER : undefined;
}
