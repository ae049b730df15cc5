const hostCharacters = /^[a-z0-9.-]+$|^\[[0-9a-f:.]+\]$/;

/**
 * The host of a `Referer` header, lower case, without port or user part; the rest may tell more than is our business.
 * An app's referrer (`android-app://com.instagram.android/`) gives the app's id.
 *
 * @returns undefined when there is none, or the text is no absolute URL with a plain host
 */
export function referrerHost(referrer: string): string | undefined {
  if (referrer === "") return undefined;
  const start = referrer.indexOf("://") + 3;
  if (start === 2) return undefined;
  let end = start;
  while (end < referrer.length && !"/?#".includes(referrer[end]!)) end++;
  const authority = referrer.slice(start, end);
  const host = authority.slice(authority.lastIndexOf("@") + 1).toLowerCase();
  const name = host.startsWith("[") ? host.slice(0, host.indexOf("]") + 1) : host.split(":", 1)[0]!;
  return name.length <= 253 && hostCharacters.test(name) ? name : undefined;
}
