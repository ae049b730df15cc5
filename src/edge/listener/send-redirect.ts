import type { ServerResponse } from "node:http";

/** A redirect's answer; every part is ASCII without control characters, as `targetUrl` and our own cookies are. */
export type Redirect = { location: string; cookie: string | undefined };

/** Node's own name for the text of the head, the same in every version from 20 on; `send-redirect.test.ts` compares what reaches a client. */
type Internals = { _header: string | null };

/**
 * Sends a 302 that no cache keeps: the next click is another click, and its link may have changed. No `Referrer-Policy`: what browsers
 * do without one (the origin, and nothing towards plain http) is what we would ask for.
 *
 * The head is written as one text. Through `writeHead` Node checks every value against a pattern and joins them one by one, about a
 * fifteenth of a redirect, for values that cannot be wrong here. An answer that ends its connection takes the usual way.
 */
export function sendRedirect(response: ServerResponse, redirect: Redirect): void {
  response.statusCode = 302;
  if (response.shouldKeepAlive && !response.hasHeader("Connection")) (response as unknown as Internals)._header = headOf(redirect);
  else response.writeHead(302, headersOf(redirect));
  response.end();
}

const cacheRule = "private, no-store";
const firstLines = "HTTP/1.1 302 Found\r\nLocation: ";
const middleLines = `\r\nCache-Control: ${cacheRule}\r\nContent-Length: 0`;
const middleLinesWithCookie = `${middleLines}\r\nSet-Cookie: `;

// Few parts, as each is a thing more to join and to walk through when the text is sent.
const headOf = ({ location, cookie }: Redirect): string =>
  cookie === undefined
    ? firstLines + location + middleLines + lastLines()
    : firstLines + location + middleLinesWithCookie + cookie + lastLines();

function headersOf({ location, cookie }: Redirect): string[] {
  const headers = ["Location", location, "Cache-Control", cacheRule, "Content-Length", "0"];
  return cookie === undefined ? headers : [...headers, "Set-Cookie", cookie];
}

const dated = { lines: "", untilMs: 0 };

/** `Date` and `Connection`, made once a second. */
function lastLines(): string {
  const nowMs = Date.now();
  if (nowMs >= dated.untilMs || nowMs < dated.untilMs - 1000) {
    dated.lines = `\r\nDate: ${new Date(nowMs).toUTCString()}\r\nConnection: keep-alive\r\n\r\n`;
    dated.untilMs = nowMs - (nowMs % 1000) + 1000;
  }
  return dated.lines;
}
