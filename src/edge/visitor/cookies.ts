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

/** Where a cookie holds. */
export type CookieScope = { domain: string | undefined; isSecure: boolean; isScriptVisible: boolean };

/** A `Set-Cookie` value that holds a year, for the whole host or the given domain. */
export function cookieFor(name: string, value: string, scope: CookieScope): string {
  const domain = scope.domain === undefined ? "" : `; Domain=${scope.domain}`;
  return `${name}=${value}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax${domain}${scope.isSecure ? "; Secure" : ""}${scope.isScriptVisible ? "" : "; HttpOnly"}`;
}

/** A `Set-Cookie` value that removes a cookie. */
export const expiredCookie = (name: string, scope: CookieScope): string =>
  `${name}=; Path=/; Max-Age=0; SameSite=Lax${scope.domain === undefined ? "" : `; Domain=${scope.domain}`}`;
