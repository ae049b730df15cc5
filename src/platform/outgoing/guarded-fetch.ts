import dns from "node:dns";
import net from "node:net";
import ipaddr from "ipaddr.js";
import { Agent, fetch } from "undici";

/** Why a request to the outside did not leave. */
export class OutgoingRefused extends Error {
  override name = "OutgoingRefused";
}

export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** On a developer's machine only. */
  readonly allowPrivate: boolean;
}

export interface OutgoingReply {
  readonly status: number;
  /** The first bytes of the body, as text. */
  readonly excerpt: string;
}

const mostExcerptBytes = 2_000;

/** Whether an address is one of the public Internet: neither private, loopback, link-local nor reserved, also when mapped into IPv6. */
export function isPublicAddress(address: string): boolean {
  const parsed = ipaddr.parse(address);
  const real = parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed;
  return real.range() === "unicast";
}

/** Why a URL may not be called, before its host is resolved; undefined when nothing speaks against it. */
export function refusalOf(text: string, allowPrivate: boolean): string | undefined {
  if (!URL.canParse(text)) return "it is not a complete URL";
  const url = new URL(text);
  if (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:")) return "only https:// is called";
  if (url.username !== "" || url.password !== "") return "it carries a user name or password";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!allowPrivate && net.isIP(host) !== 0 && !isPublicAddress(host)) return `${host} is not a public address`;
  return undefined;
}

// Every address that a name resolves to is looked at, and the connection goes to one of these: the name is not resolved again.
const publicLookup: net.LookupFunction = (host, options, done) => {
  dns.lookup(host, { ...options, all: true }, (error, found) => {
    if (error !== null) return done(error, []);
    const refused = found.find(({ address }) => !isPublicAddress(address));
    if (refused !== undefined) return done(new OutgoingRefused(`${host} leads to ${refused.address}, which is not a public address`), []);
    return options.all === true ? done(null, found) : done(null, found[0]!.address, found[0]!.family);
  });
};

const limits = { connectTimeout: 5_000, maxResponseSize: 64 * 1024, pipelining: 0, keepAliveTimeout: 1_000 };
const guarded = new Agent({ ...limits, connect: { lookup: publicLookup } });
const unguarded = new Agent(limits);

const answerLimits = { ...limits, maxResponseSize: 8 * 1024 * 1024 };
const guardedAsker = new Agent({ ...answerLimits, connect: { lookup: publicLookup } });
const unguardedAsker = new Agent(answerLimits);

async function excerptOf(body: ReadableStream<Uint8Array> | null): Promise<string> {
  if (body === null) return "";
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= mostExcerptBytes) break;
  }
  return Buffer.concat(parts).subarray(0, mostExcerptBytes).toString("utf8");
}

/**
 * The one way in which a server-side request leaves for an address that somebody typed: POST, no redirect is followed, private addresses
 * are refused after resolving, and time and size are limited.
 *
 * @throws OutgoingRefused or the network's own error
 */
export async function postOutside(request: OutgoingRequest): Promise<OutgoingReply> {
  const refusal = refusalOf(request.url, request.allowPrivate);
  if (refusal !== undefined) throw new OutgoingRefused(`${request.url} is not called: ${refusal}`);
  const reply = await fetch(request.url, {
    method: "POST",
    headers: request.headers,
    body: request.body,
    redirect: "manual",
    signal: AbortSignal.timeout(request.timeoutMs),
    dispatcher: request.allowPrivate ? unguarded : guarded,
  });
  return { status: reply.status, excerpt: await excerptOf(reply.body as ReadableStream<Uint8Array> | null) };
}

/** A request to the outside whose answer is wanted whole. */
export interface OutgoingQuestion {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  readonly timeoutMs: number;
  /** On a developer's machine only. */
  readonly allowPrivate: boolean;
}

/**
 * Asks an interface on the outside, as guarded as {@link postOutside}; the answer may have 8 MB.
 *
 * @throws OutgoingRefused or the network's own error
 */
export async function askOutside(url: string, { method = "GET", headers = {}, body, timeoutMs, allowPrivate }: OutgoingQuestion) {
  const refusal = refusalOf(url, allowPrivate);
  if (refusal !== undefined) throw new OutgoingRefused(`${new URL(url).host} is not called: ${refusal}`);
  const reply = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
    dispatcher: allowPrivate ? unguardedAsker : guardedAsker,
  });
  return reply as unknown as Response;
}
