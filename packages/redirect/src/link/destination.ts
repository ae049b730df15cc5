/** The one part of the platform that this file uses: WHATWG URL parsing, in browsers, Node and workers alike. */
type ParsedUrl = {
  readonly href: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: string;
};
declare const URL: new (text: string) => ParsedUrl;

/**
 * The longest destination, in characters as stored: with the click id, UTM parameters and what comes in (see `redirect-target`) a
 * `Location` stays under the 8,000 octets that every recipient is asked to take.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-4.1-5
 */
export const maxDestinationLength = 4_000;

/** Why a text cannot be a destination. */
export type DestinationProblem =
  "empty" | "too_long" | "control_character" | "not_a_url" | "scheme_not_allowed" | "credentials" | "no_host" | "own_host" | "unstable";

/** A destination as it is stored, or why there is none. */
export type ParsedDestination = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly problem: DestinationProblem };

/** What a destination is checked against. */
export type DestinationRules = {
  /** The short domains of this installation, as hosts with their port where it is not the scheme's own; a link to one would loop. */
  readonly ownHosts: Iterable<string>;
  /** App schemes that the workspace opted in to, without colon, such as `brandapp`; missing: none. Dangerous ones never pass. */
  readonly appSchemes?: readonly string[];
};

const UNSAFE_CHARACTER = /[\p{Cc}\p{Cs}]/u;
const APP_SCHEME = /^[a-z][a-z0-9+.-]*$/;
const NEVER = new Set(["javascript", "data", "vbscript", "file", "blob", "filesystem", "about", "view-source", "jar", "ftp", "ws", "wss"]);

/**
 * Where a link leads, in the form in which it is stored and sent, or why it is refused.
 *
 * The text is parsed by the WHATWG rules that browsers use and stored as the parser writes it: host in lower case and punycode, spaces and
 * letters beyond ASCII percent-encoded, escapes such as `%2B` left alone. That form must parse to itself; whatever does not is refused,
 * so no later reader can understand it in another way.
 *
 * @param text what a person or file gave; white space at its ends is dropped.
 * @param rules own hosts and opted-in app schemes.
 * @returns an absolute URL of at most 4,000 characters without control characters or credentials.
 * @see https://url.spec.whatwg.org/
 * @example
 * import { parseDestination } from "./destination.ts";
 * parseDestination(" https://Shop.example/p?a=%2B ", { ownHosts: [] }); // => { ok: true, url: "https://shop.example/p?a=%2B" }
 * parseDestination("javascript:alert(1)", { ownHosts: [] }); // => { ok: false, problem: "scheme_not_allowed" }
 * parseDestination("https://go.example/x", { ownHosts: ["go.example"] }); // => { ok: false, problem: "own_host" }
 */
export function parseDestination(text: string, rules: DestinationRules): ParsedDestination {
  const trimmed = text.trim();
  if (trimmed === "") return refused("empty");
  if (trimmed.length > maxDestinationLength) return refused("too_long");
  if (UNSAFE_CHARACTER.test(trimmed)) return refused("control_character");
  const url = parsedUrl(trimmed);
  if (!url) return refused("not_a_url");
  const problem = urlProblem(url, rules);
  return problem ? refused(problem) : { ok: true, url: url.href };
}

function urlProblem(url: ParsedUrl, rules: DestinationRules): DestinationProblem | undefined {
  if (!schemeAllowed(url.protocol.slice(0, -1), rules.appSchemes ?? [])) return "scheme_not_allowed";
  if (url.username !== "" || url.password !== "") return "credentials";
  if (url.hostname === "" && url.protocol.startsWith("http")) return "no_host";
  if (isOwnHost(url, rules.ownHosts)) return "own_host";
  if (url.href.length > maxDestinationLength) return "too_long";
  return parsedUrl(url.href)?.href === url.href ? undefined : "unstable";
}

function schemeAllowed(scheme: string, appSchemes: readonly string[]): boolean {
  if (scheme === "http" || scheme === "https") return true;
  return APP_SCHEME.test(scheme) && !NEVER.has(scheme) && appSchemes.includes(scheme);
}

/** A port is compared only when the own host names one: `go.example:8443` is the same machine as `go.example`. */
function isOwnHost(url: ParsedUrl, ownHosts: Iterable<string>): boolean {
  const hostname = withoutFinalDot(url.hostname);
  const host = url.port === "" ? hostname : `${hostname}:${url.port}`;
  for (const own of ownHosts) {
    const plain = withoutFinalDot(own.toLowerCase());
    if (plain === hostname || plain === host) return true;
  }
  return false;
}

function withoutFinalDot(host: string): string {
  return host.endsWith(".") ? host.slice(0, -1) : host;
}

function parsedUrl(text: string): ParsedUrl | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function refused(problem: DestinationProblem): ParsedDestination {
  return { ok: false, problem };
}
