import { utmNames, type UtmName, type UtmParameters } from "./utm-rule.ts";

/**
 * Which value of a UTM parameter is sent on, first known wins.
 *
 * The destination's own always comes first, because its query is kept byte for byte: nothing that comes in can replace a part of it.
 * By default what comes in precedes the link's template, since whoever shared the link wrote it for that one place (`utm_content=story`);
 * `destination_link_incoming` turns these two round, and `destination_link` lets nothing through.
 */
export const utmPrecedences = ["destination_incoming_link", "destination_link_incoming", "destination_link"] as const;
/** One of `utmPrecedences`. */
export type UtmPrecedence = (typeof utmPrecedences)[number];

/** What of a link decides its redirects. */
export type TargetLink = {
  /** As `parseDestination` returned it. */
  readonly destination: string;
  /** As `expandUtmRule` returned it; the destination's own values come first. */
  readonly utm: UtmParameters;
  readonly utmPrecedence: UtmPrecedence;
  /** The domain's name for the click id, `[A-Za-z_][A-Za-z0-9_-]{0,31}`. */
  readonly clickParam: string;
};

/** A link prepared so that a redirect is one concatenation: `prefix + clickId + suffix`. */
export type CompiledTarget = {
  /** Ends with the click parameter's name and `=`. */
  readonly prefix: string;
  /** The fragment with its `#`, or empty. */
  readonly suffix: string;
  /** The whole URL for an answer that carries no click id, such as a bot's. */
  readonly plain: string;
  /** What is needed when UTM parameters come in; undefined where none is let through. */
  readonly open: OpenTarget | undefined;
};

/** The parts between which incoming parameters go. */
export type OpenTarget = {
  /** Destination up to its fragment, ending in `?` or `&` or with nothing to follow. */
  readonly base: string;
  /** By name: the encoded `name=value` of the link's template, or empty; only names that the destination leaves open. */
  readonly template: readonly (readonly [UtmName, string])[];
  readonly incomingFirst: boolean;
  readonly clickParam: string;
};

/** Beyond this many characters an incoming query is not looked at; the answer then is the one without it. */
export const maxIncomingQueryLength = 2_000;

/** The default name of the parameter that carries the click id. */
export const defaultClickParam = "vclid";

/**
 * Prepares a link for the hot path; done once a change, not once a click.
 *
 * The destination is cut at its fragment. Its query stays byte for byte, its empty values, repeated names and escapes too; parameters follow it,
 * then the click id, then the fragment. A UTM parameter that the destination's query names, with any value, is never added.
 *
 * @param link stored destination, expanded UTM parameters, precedence and the domain's click parameter.
 * @returns the prepared parts; a total function of its input.
 * @example
 * import { compileTarget } from "./redirect-target.ts";
 * const link = { destination: "https://shop.example/p?a=%2B#top", utm: [], utmPrecedence: "destination_link", clickParam: "vclid" } as const;
 * compileTarget(link).prefix; // => "https://shop.example/p?a=%2B&vclid="
 * compileTarget(link).suffix; // => "#top"
 */
export function compileTarget(link: TargetLink): CompiledTarget {
  const { address, query, fragment } = cutUrl(link.destination);
  const own = namesIn(query ?? "");
  const base = query === undefined ? `${address}?` : openEnded(`${address}?${query}`);
  const template = utmNames
    .filter((name) => !own.has(name) && name !== link.clickParam)
    .map((name) => [name, pairOf(name, link.utm)] as const);
  const pairs = template.map(([, pair]) => pair).filter((pair) => pair !== "");
  const head = base + pairs.map((pair) => `${pair}&`).join("");
  return {
    prefix: `${head}${link.clickParam}=`,
    suffix: fragment,
    plain: pairs.length === 0 ? link.destination : withoutLastMark(head) + fragment,
    open:
      link.utmPrecedence === "destination_link" || template.length === 0
        ? undefined
        : { base, template, incomingFirst: link.utmPrecedence === "destination_incoming_link", clickParam: link.clickParam },
  };
}

/**
 * The URL that a request is sent to; made for the hot path.
 *
 * Without UTM parameters in the incoming query it is a concatenation. With them, each name that the destination leaves open takes the first incoming
 * value that is not empty, its bytes unchanged, or the template's, as the precedence says. No other incoming parameter passes, and none can touch
 * scheme, host, path, the destination's own query or its fragment.
 *
 * @param target as `compileTarget` returned it.
 * @param query the incoming query without `?`, as it came; empty for none.
 * @param clickId the click's id in its short form (URL-safe characters), or empty for an answer without one.
 * @returns an absolute URL; ASCII without spaces or control characters, as the destination is.
 * @example
 * import { compileTarget, targetUrl } from "./redirect-target.ts";
 * const target = compileTarget({ destination: "https://shop.example/", utm: [["utm_source", "blog"]], utmPrecedence: "destination_incoming_link", clickParam: "vclid" });
 * targetUrl(target, "", "c1"); // => "https://shop.example/?utm_source=blog&vclid=c1"
 * targetUrl(target, "utm_source=tv&url=https://evil.example", "c1"); // => "https://shop.example/?utm_source=tv&vclid=c1"
 */
export function targetUrl(target: CompiledTarget, query: string, clickId: string): string {
  const { open } = target;
  if (query !== "" && open !== undefined && query.length <= maxIncomingQueryLength && query.includes("utm_")) {
    const incoming = incomingPairs(query);
    if (incoming.size > 0) return mergedUrl(target, open, { incoming, clickId });
  }
  return clickId === "" ? target.plain : target.prefix + clickId + target.suffix;
}

function mergedUrl(target: CompiledTarget, open: OpenTarget, given: { incoming: ReadonlyMap<string, string>; clickId: string }): string {
  let url = open.base;
  for (const [name, template] of open.template) {
    const incoming = given.incoming.get(name) ?? "";
    const pair = open.incomingFirst ? incoming || template : template || incoming;
    if (pair !== "") url += `${pair}&`;
  }
  url = given.clickId === "" ? withoutLastMark(url) : `${url}${open.clickParam}=${given.clickId}`;
  return url + target.suffix;
}

/** The first acceptable `name=value` of each UTM name, as its bytes came. */
function incomingPairs(query: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const pair of query.split("&")) {
    const equals = pair.indexOf("=");
    if (equals < 0 || equals === pair.length - 1 || !pair.startsWith("utm_")) continue;
    const name = pair.slice(0, equals);
    if (!pairs.has(name) && isUrlSafe(pair)) pairs.set(name, pair);
  }
  return pairs;
}

/** Printable ASCII without what a browser itself escapes in a query: such bytes did not come from a link that was followed. */
function isUrlSafe(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x21 || code > 0x7e || UNSAFE.includes(code)) return false;
  }
  return true;
}

const UNSAFE = Array.from("\"#'<>", (character) => character.charCodeAt(0));

function cutUrl(url: string): { address: string; query: string | undefined; fragment: string } {
  const hash = url.indexOf("#");
  const whole = hash < 0 ? url : url.slice(0, hash);
  const mark = whole.indexOf("?");
  return {
    address: mark < 0 ? whole : whole.slice(0, mark),
    query: mark < 0 ? undefined : whole.slice(mark + 1),
    fragment: hash < 0 ? "" : url.slice(hash),
  };
}

/** Ready for a further parameter; a `?` or `&` that is there already is used. */
function openEnded(url: string): string {
  return url.endsWith("?") || url.endsWith("&") ? url : `${url}&`;
}

function withoutLastMark(url: string): string {
  return url.slice(0, -1);
}

function namesIn(query: string): Set<string> {
  return new Set(query.split("&").map((pair) => decodedName(pair.split("=", 1)[0] ?? "")));
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll("+", " ")).toLowerCase();
  } catch {
    return name.toLowerCase();
  }
}

function pairOf(name: UtmName, utm: UtmParameters): string {
  const value = utm.find(([given]) => given === name)?.[1] ?? "";
  return value === "" ? "" : `${name}=${encodeURIComponent(value)}`;
}
