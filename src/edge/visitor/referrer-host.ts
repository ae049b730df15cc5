/**
 * The host of a `Referer` header, lower case, without port or user part; the rest may tell more than is our business.
 * An app's referrer (`android-app://com.instagram.android/`) gives the app's id.
 *
 * @returns ASCII; undefined when there is none, or the text is no absolute URL with a plain host
 */
export function referrerHost(referrer: string | undefined): string | undefined {
  if (referrer === undefined) return undefined;
  const start = referrer.indexOf("://") + 3;
  if (start === 2) return undefined;
  let end = start;
  while (end < referrer.length && isPlain[referrer.charCodeAt(end)] === 1) end++;
  // The usual case: a lower-case name up to the path or the end.
  if (end === referrer.length || referrer.charCodeAt(end) === slash)
    return end > start && end - start <= longest ? referrer.slice(start, end) : undefined;
  return unusualHost(referrer, start);
}

const longest = 253;
const slash = 0x2f;
const isPlain = Uint8Array.from({ length: 128 }, (_, code) => (/[a-z0-9.-]/.test(String.fromCharCode(code)) ? 1 : 0));
const hostCharacters = /^[a-z0-9.-]+$|^\[[0-9a-f:.]+\]$/;

function unusualHost(referrer: string, start: number): string | undefined {
  const [authority = ""] = referrer.slice(start).split(/[/?#]/, 1);
  const host = authority.slice(authority.lastIndexOf("@") + 1).toLowerCase();
  const name = host.startsWith("[") ? host.slice(0, host.indexOf("]") + 1) : host.split(":", 1)[0]!;
  return name.length <= longest && hostCharacters.test(name) ? name : undefined;
}
