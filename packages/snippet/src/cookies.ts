import { cookieDomain } from "./tag.ts";

/**
 * Our cookies, each named `vouch_` and this: `click` and `visitor`, which the edge's cookie endpoint sets too; `consent`, what the visitor answered;
 * `visit`, which lives for 30 minutes after the last page and says with what campaign and referrer the visit came.
 */
export type CookieName = "click" | "visitor" | "consent" | "visit";

/** A cookie's value, or undefined. Values are ours: no quotes, no semicolons. */
export const readCookie = (name: CookieName): string | undefined => (document.cookie.match(`(?:^| )vouch_${name}=([^;]*)`) || [])[1];

/** Sets a cookie for so many seconds, a year when it is not said, zero to remove it; without a value nothing. The browser refuses a domain that is not the page's. */
export function writeCookie(name: CookieName, value: string | undefined, seconds = 31_536_000): void {
  if (value)
    document.cookie =
      `vouch_${name}=${value};path=/;max-age=${seconds}` +
      (cookieDomain ? `;domain=${cookieDomain}` : "") +
      (location.protocol === "https:" ? ";secure" : "");
}
