/** The cookies of a short domain and, through the cookie endpoint, of a brand's own domain. */
export const visitorCookie = "vouch_visitor";
export const clickCookie = "vouch_click";
export const consentCookie = "vouch_consent";

const yearSeconds = 31_536_000;

/** The value of a cookie in a `Cookie` header; undefined when it is not there. Values are ours: no quotes, no escapes. */
export function cookieValue(header: string, name: string): string | undefined {
  for (let at = header.indexOf(name); at !== -1; at = header.indexOf(name, at + 1)) {
    const equals = at + name.length;
    const startsHere = at === 0 || header[at - 1] === " " || header[at - 1] === ";";
    if (!startsHere || header[equals] !== "=") continue;
    const end = header.indexOf(";", equals);
    return header.slice(equals + 1, end === -1 ? header.length : end);
  }
  return undefined;
}

/** What the visitor has answered when asked for consent, as a cookie of this domain says. */
export function consentAnswer(header: string): "granted" | "denied" | undefined {
  const answer = cookieValue(header, consentCookie);
  return answer === "granted" || answer === "denied" ? answer : undefined;
}

/** Where a cookie holds. */
export type CookieScope = { domain: string | undefined; isSecure: boolean; isScriptVisible: boolean };

/** A `Set-Cookie` value that holds a year, for the whole host or the given domain. */
export const cookieFor = (name: string, value: string, scope: CookieScope): string => `${name}=${value}${attributesOf(scope)}`;

function attributesOf({ domain, isSecure, isScriptVisible }: CookieScope): string {
  const place = domain === undefined ? "" : `; Domain=${domain}`;
  return `; Path=/; Max-Age=${yearSeconds}; SameSite=Lax${place}${isSecure ? "; Secure" : ""}${isScriptVisible ? "" : "; HttpOnly"}`;
}

const secureVisitor = attributesOf({ domain: undefined, isSecure: true, isScriptVisible: false });
const plainVisitor = attributesOf({ domain: undefined, isSecure: false, isScriptVisible: false });

/** The `Set-Cookie` value of a visitor's id on a short domain, which no script needs to see. */
export const visitorCookieFor = (id: string, isSecure: boolean): string =>
  `${visitorCookie}=${id}${isSecure ? secureVisitor : plainVisitor}`;

/** A `Set-Cookie` value that removes a cookie. */
export const expiredCookie = (name: string, scope: CookieScope): string =>
  `${name}=; Path=/; Max-Age=0; SameSite=Lax${scope.domain === undefined ? "" : `; Domain=${scope.domain}`}`;
