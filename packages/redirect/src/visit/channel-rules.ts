import { paidMarker, type MarketingParameters } from "./marketing-parameters.ts";

/** The channels of reports. `none` is a visit that continues an earlier one and takes no touch, such as the return from a payment page. */
export const channels = ["creator", "paid", "organic_search", "organic_social", "email", "referral", "direct", "none"] as const;
/** One of `channels`. */
export type Channel = (typeof channels)[number];

/** What one rule asks for; every part that is given must hold. */
export type ChannelCondition = {
  /** The visit came with a click id of ours. */
  readonly creatorLink?: true;
  /** A parameter that proves an ad click. */
  readonly adClick?: true;
  /** `utm_medium`, lower case: whole values, or `word*` for a beginning. */
  readonly medium?: readonly string[];
  /** `utm_source`, lower case, in the same way. */
  readonly source?: readonly string[];
  /** Referrer hosts; see `hostMatches`. */
  readonly referrer?: readonly string[];
  /** Whether the referrer is absent or the shop's own. */
  readonly noReferrer?: true;
};

/** One rule: the first whose condition holds names the channel. */
export type ChannelRule = { readonly name: string; readonly channel: Channel; readonly when: ChannelCondition };

/** A dated set of rules. A visit stores the version it was judged by, so that a new set changes no old report unnoticed. */
export type ChannelRules = { readonly version: number; readonly rules: readonly ChannelRule[] };

/** What is known of a visit. */
export type VisitOrigin = {
  /** Host of the referring page, lower case, without port; undefined when there is none. */
  readonly referrerHost: string | undefined;
  readonly parameters: MarketingParameters | undefined;
  /** Whether the landing page's address carried a click id of ours. */
  readonly hasClick: boolean;
  /** Hosts of the shop itself: a referrer among them is no referrer. */
  readonly ownHosts: readonly string[];
};

/** A channel with the rule that named it. */
export type ChannelVerdict = { readonly channel: Channel; readonly rule: string; readonly version: number };

/**
 * The channel of a visit by the first rule that holds.
 *
 * @param origin what is known of the visit.
 * @param rules a version of the rules, usually `channelRules`.
 * @returns the channel, the rule's name and the version; a visit for which no rule holds is a referral by rule `otherwise`.
 * @example
 * import { channelRules } from "./channel-rule-set.ts";
 * import { channelOf } from "./channel-rules.ts";
 * const origin = { parameters: undefined, hasClick: false, ownHosts: ["shop.example"] };
 * channelOf({ ...origin, referrerHost: "www.google.de" }, channelRules).channel; // => "organic_search"
 * channelOf({ ...origin, referrerHost: "checkout.stripe.com" }, channelRules).channel; // => "none"
 */
export function channelOf(origin: VisitOrigin, rules: ChannelRules): ChannelVerdict {
  const facts = factsOf(origin);
  const rule = rules.rules.find(({ when }) => holds(when, facts));
  return { channel: rule?.channel ?? "referral", rule: rule?.name ?? "otherwise", version: rules.version };
}

type Facts = {
  readonly referrer: string;
  readonly medium: string;
  readonly source: string;
  readonly hasClick: boolean;
  readonly adClick: boolean;
};

function factsOf({ referrerHost, parameters, hasClick, ownHosts }: VisitOrigin): Facts {
  const referrer = (referrerHost ?? "").toLowerCase();
  return {
    referrer: hostMatchesAny(referrer, ownHosts) ? "" : referrer,
    medium: (parameters?.["utm_medium"] ?? "").trim().toLowerCase(),
    source: (parameters?.["utm_source"] ?? "").trim().toLowerCase(),
    hasClick,
    adClick: paidMarker(parameters) !== undefined,
  };
}

function holds(when: ChannelCondition, facts: Facts): boolean {
  if (when.creatorLink && !facts.hasClick) return false;
  if (when.adClick && !facts.adClick) return false;
  if (when.noReferrer && facts.referrer !== "") return false;
  if (when.medium && !when.medium.some((pattern) => wordMatches(facts.medium, pattern))) return false;
  if (when.source && !when.source.some((pattern) => wordMatches(facts.source, pattern))) return false;
  return !when.referrer || hostMatchesAny(facts.referrer, when.referrer);
}

function wordMatches(word: string, pattern: string): boolean {
  if (word === "") return false;
  return pattern.endsWith("*") ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}

function hostMatchesAny(host: string, patterns: readonly string[]): boolean {
  return host !== "" && patterns.some((pattern) => hostMatches(host, pattern));
}

/**
 * Whether a host is one that a pattern names.
 *
 * `shop.example` names itself and its `www`; `.shop.example` itself and every name below it; a final `*` stands for one or two labels, so that
 * `google.*` names google.de and www.google.co.uk, and neither accounts.google.com nor google.example.attacker.net.
 *
 * @param host lower case, without port.
 * @param pattern lower case.
 * @example
 * import { hostMatches } from "./channel-rules.ts";
 * hostMatches("www.google.co.uk", "google.*"); // => true
 * hostMatches("pay.shop.example", ".shop.example"); // => true
 * hostMatches("notshop.example", ".shop.example"); // => false
 */
export function hostMatches(host: string, pattern: string): boolean {
  const below = pattern.startsWith(".");
  const name = below ? pattern.slice(1) : pattern;
  if (name.endsWith(".*")) return starMatches(withoutWww(host), name.slice(0, -1));
  return host === name || host === `www.${name}` || (below && host.endsWith(pattern));
}

function starMatches(host: string, beginning: string): boolean {
  if (!host.startsWith(beginning)) return false;
  const [first = "", second = "", third] = host.slice(beginning.length).split(".");
  if (third !== undefined || first === "") return false;
  return second === "" ? first.length <= 3 : first.length <= 3 && second.length === 2;
}

function withoutWww(host: string): string {
  return host.startsWith("www.") ? host.slice(4) : host;
}
