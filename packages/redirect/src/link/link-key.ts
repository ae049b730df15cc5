import { foldText } from "../text/fold-text.ts";
import { latinLookAlike } from "../text/look-alike.ts";

/** The longest key, in UTF-16 units after folding. */
export const maxKeyLength = 128;
/** A request path beyond this many characters is no key; it is not even decoded. */
export const maxKeyPathLength = 1024;

/** Why a text cannot be a link key. */
export type KeyProblem =
  "empty" | "too_long" | "bad_percent_encoding" | "unsupported_character" | "empty_segment" | "dot_at_segment_edge" | "reserved";

/** A key as it is stored, or why there is none. */
export type NormalisedKey = { readonly ok: true; readonly key: string } | { readonly ok: false; readonly problem: KeyProblem };

/**
 * First segments that no link may have: `_v` is the edge's own, the others are asked for by browsers, crawlers and probes.
 * Names that begin with a dot, `.well-known` among them, are refused by rule and need no entry.
 */
export const reservedFirstSegments: ReadonlySet<string> = new Set([
  "_v",
  "ads.txt",
  "app-ads.txt",
  "apple-app-site-association",
  "apple-touch-icon-precomposed.png",
  "apple-touch-icon.png",
  "browserconfig.xml",
  "crossdomain.xml",
  "favicon.ico",
  "favicon.png",
  "favicon.svg",
  "health",
  "healthz",
  "humans.txt",
  "index.html",
  "livez",
  "manifest.json",
  "manifest.webmanifest",
  "metrics",
  "ready",
  "readyz",
  "robots.txt",
  "security.txt",
  "service-worker.js",
  "sitemap.xml",
  "sw.js",
]);

const ALLOWED = /^[\p{L}\p{M}\p{N}\-_.~@+/]+$/u;

/**
 * A link key in the one form under which it is stored and found, or why the text cannot be a key.
 *
 * White space and slashes at both ends go, then the text is folded (see `foldText`: NFKC, case, invisible characters). What remains may
 * hold letters, marks and digits of any script, `- _ . ~ @ +`, and slashes between segments that are not empty and neither begin nor end
 * with a dot: that keeps dot files and `..` out, and the full stop that a messenger cuts off a link. Normalising a key again returns it.
 *
 * @param raw what a person typed or a decoded path; percent signs are not decoded here, see `requestKey`.
 * @returns the key, 1 to 128 UTF-16 units, without slash at its ends.
 * @example
 * import { normaliseKey } from "./link-key.ts";
 * normaliseKey("/Anna/"); // => { ok: true, key: "anna" }
 * normaliseKey("robots.txt"); // => { ok: false, problem: "reserved" }
 * normaliseKey(".env"); // => { ok: false, problem: "dot_at_segment_edge" }
 */
export function normaliseKey(raw: string): NormalisedKey {
  if (raw.length > maxKeyPathLength) return refused("too_long");
  const key = trimSlashes(foldText(raw).trim());
  const problem = keyProblem(key);
  return problem ? refused(problem) : { ok: true, key };
}

function keyProblem(key: string): KeyProblem | undefined {
  if (key === "") return "empty";
  if (key.length > maxKeyLength) return "too_long";
  if (!ALLOWED.test(key)) return "unsupported_character";
  const segments = key.split("/");
  if (segments.includes("")) return "empty_segment";
  if (segments.some((segment) => segment.startsWith(".") || segment.endsWith("."))) return "dot_at_segment_edge";
  return reservedFirstSegments.has(segments[0] ?? "") ? "reserved" : undefined;
}

function refused(problem: KeyProblem): NormalisedKey {
  return { ok: false, problem };
}

function trimSlashes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) === SLASH) start++;
  while (end > start && text.charCodeAt(end - 1) === SLASH) end--;
  return text.slice(start, end);
}

const SLASH = 0x2f;

/** 1 for each ASCII character that a stored key may hold as it is. */
const PLAIN = Uint8Array.from({ length: 128 }, (_, code) => (/[a-z0-9\-_.~@+/]/.test(String.fromCharCode(code)) ? 1 : 0));

/**
 * The key that a request asks for, or undefined when its path can be none; made for the hot path.
 *
 * A path of plain lower-case ASCII is cut out and returned, nothing more. Any other is percent-decoded once, as UTF-8, and normalised like a
 * key that is being made, so every spelling that a person may use leads to the same link. What is returned need not exist: look it up.
 *
 * @param target the request target as it came: it begins with a slash and may go on with `?query`.
 * @param end where the path ends in it: the index of `?`, or its length.
 * @returns the key, or undefined for the root, a malformed escape, and what no key may hold. A reserved name may be returned.
 * @example
 * import { requestKey } from "./link-key.ts";
 * requestKey("/anna?utm_source=x", 5); // => "anna"
 * requestKey("/Caf%C3%A9/", 11); // => "café"
 * requestKey("/%E0%A4%A", 9); // => undefined
 */
export function requestKey(target: string, end: number): string | undefined {
  if (end < 2 || end > maxKeyPathLength) return undefined;
  for (let at = 1; at < end; at++) {
    const code = target.charCodeAt(at);
    if (code > 127 || PLAIN[code] === 0) return decodedKey(target.slice(1, end));
  }
  const last = target.charCodeAt(end - 1);
  return last === SLASH || end - 1 > maxKeyLength ? decodedKey(target.slice(1, end)) : target.slice(1, end);
}

function decodedKey(path: string): string | undefined {
  const decoded = percentDecoded(path);
  if (decoded === undefined) return undefined;
  const result = normaliseKey(decoded);
  return result.ok ? result.key : undefined;
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * A text that two keys share when one could be taken for the other in print or on a screen; it is for comparing only.
 *
 * Accents are dropped, letters of other scripts that look Latin become Latin, then `0` and `o`, `1`, `i` and `l`, `rn` and `m`, `vv` and `w`
 * and the separators `- _ . ~` fall together. It errs on the side of likeness: a new key whose skeleton another link has is refused,
 * with that link named. It is smaller than Unicode's confusables, whose data is a hundred times larger, and adds rules for lower case.
 *
 * @param key a key as `normaliseKey` returns it.
 * @see https://www.unicode.org/reports/tr39/#Confusable_Detection
 * @example
 * import { keySkeleton } from "./link-key.ts";
 * keySkeleton("аnnа") === keySkeleton("anna"); // => true
 * keySkeleton("m1lo") === keySkeleton("rnilo"); // => true
 */
export function keySkeleton(key: string): string {
  const latin = latinLookAlike(key.toLowerCase());
  return latin
    .replace(/[1i|]/g, "l")
    .replace(/0/g, "o")
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/[-_.~]/g, "-");
}
