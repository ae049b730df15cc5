import { referralParameters, referralPrograms, type ReferralProgram } from "./referral-programs.ts";

/** An address in a text that tells a program who sent its reader. */
export interface ReferralLink {
  /** The program whose form it has; `unnamed` where only a parameter says that it is one. */
  readonly program: string;
  readonly url: string;
  /** In UTF-16 units of the text, half-open. */
  readonly start: number;
  readonly end: number;
}

const byHost = new Map<string, ReferralProgram[]>();
for (const program of referralPrograms) for (const host of program.hosts) byHost.set(host, [...(byHost.get(host) ?? []), program]);

/** A host's own programs and those of the domains above it. */
function programsOf(host: string): ReferralProgram[] {
  const labels = host.split(".");
  if (labels.length > 10) return [];
  return labels.flatMap((_, at) => byHost.get(labels.slice(at).join(".")) ?? []);
}

/** "amazon" with one or two labels of a country behind it. */
const isAmazon = (host: string): boolean => /(?:^|\.)amazon\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/.test(host.slice(-40));

interface Address {
  readonly host: string;
  readonly path: string;
  readonly parameters: ReadonlySet<string>;
}

/** The parts of an address, in lower case; undefined for what has no host. */
function addressOf(url: string): Address | undefined {
  const bare = url.replace(/^https?:\/\//i, "");
  const pathAt = bare.search(/[/?#]/);
  const [host, rest] = pathAt < 0 ? [bare, ""] : [bare.slice(0, pathAt), bare.slice(pathAt)];
  const name = host
    .toLowerCase()
    .replace(/^www\./, "")
    .replace(/:\d{1,5}$/, "");
  if (name.length > 253 || !/^[^.]+\..*[^.]$/.test(name)) return undefined;
  const [beforeHash = ""] = rest.split("#", 1);
  const queryAt = beforeHash.indexOf("?");
  const query = queryAt < 0 ? "" : beforeHash.slice(queryAt + 1);
  const parameters = query
    .toLowerCase()
    .split(/&(?:amp;)?/)
    .filter((pair) => /^[^=]+=./.test(pair));
  return {
    host: name,
    path: (queryAt < 0 ? beforeHash : beforeHash.slice(0, queryAt)).toLowerCase(),
    parameters: new Set(parameters.map((pair) => pair.slice(0, pair.indexOf("=")))),
  };
}

const matches = ({ parameters, paths }: ReferralProgram, address: Address): boolean =>
  (parameters === undefined || parameters.some((name) => address.parameters.has(name))) &&
  (paths === undefined || paths.some((path) => address.path.startsWith(path)));

/** The program of an address; undefined where nothing says that it is an affiliate link. */
function programOf(address: Address): string | undefined {
  const known = programsOf(address.host).find((program) => matches(program, address));
  if (known !== undefined) return known.name;
  if (isAmazon(address.host)) return address.parameters.has("tag") ? "Amazon Associates" : undefined;
  for (const name of address.parameters) if (referralParameters.has(name)) return "unnamed";
  return undefined;
}

/** With a scheme, with "www.", or with a path behind a domain: what is likely meant as an address. */
const candidate = /[^\s<>"'“”„«»()[\]{}|\\^`,]+/g;
const looksLikeAddress = (text: string): boolean =>
  /^https?:\/\/.|^www\../i.test(text) || /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}[/?]/i.test(text);

/** A mark at the end belongs to the sentence. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ".!?:;*_~…".includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/**
 * The affiliate links in a text: addresses that have the form of a known program, or a parameter that names an affiliate.
 *
 * The list is of links that can be told by their look. A shortened address of a general service, a link that the shop's own server
 * redirects, and a `ref` parameter, which anything may use, are not told, so that none found does not mean none there. Nothing is fetched.
 *
 * Time: linear in the length.
 *
 * @param text any string; addresses may come without a scheme.
 * @see 16 CFR 255.5, example 3 and the FTC's guidance that readers do not know an affiliate link by its look
 * @example
 * import { referralLinksIn } from "./referral-links.ts";
 * referralLinksIn("Boots: https://www.amazon.de/dp/B01?th=1&tag=anna-21.").map(({ program }) => program); // => ["Amazon Associates"]
 * referralLinksIn("https://www.amazon.de/dp/B01"); // => []
 * referralLinksIn("acme.example/shop?aff=anna")[0]?.program; // => "unnamed"
 */
export function referralLinksIn(text: string): ReferralLink[] {
  return Array.from(text.matchAll(candidate)).flatMap(({ 0: found, index }) => {
    const schemeAt = found.search(/https?:\/\//i);
    const [skipped, url] = schemeAt > 0 ? [schemeAt, withoutEnd(found.slice(schemeAt))] : [0, withoutEnd(found)];
    const address = looksLikeAddress(url) ? addressOf(url) : undefined;
    const program = address === undefined ? undefined : programOf(address);
    const start = index + skipped;
    return program === undefined ? [] : [{ program, url, start, end: start + url.length }];
  });
}
