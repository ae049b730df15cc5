import type { IncomingMessage, ServerResponse } from "node:http";
import {
  compileTarget,
  marketingParameters,
  requestKey,
  targetUrl,
  visitorVerdict,
  type ConsentState,
  type VisitorVerdict,
} from "@vouch/redirect";
import { coldLink, hotLink, type Domain, type Link, type LinkBook } from "../links/link-book.ts";
import { addClick, type ClickOutcome } from "../spool/rows.ts";
import { dayOf } from "../visitor/address-salts.ts";
import { agentOf, type Agent } from "../visitor/agent-lookup.ts";
import { idBytes, idText, makeId } from "../visitor/click-id.ts";
import { addressHash, clientOf, isSecureRequest, type Client } from "../visitor/client-lookup.ts";
import { consentOf, mayStore } from "../visitor/consent.ts";
import { consentCookie, cookieFor, cookieValue, visitorCookie } from "../visitor/cookies.ts";
import { referrerHost } from "../visitor/referrer-host.ts";
import type { RequestHeaders } from "../visitor/request-headers.ts";
import { redirectHeaders, sendNotFound } from "./answers.ts";
import type { ListenerContext } from "./listener-context.ts";

/** A request on a domain of ours. */
export type ClickRequest = {
  request: IncomingMessage;
  response: ServerResponse;
  headers: RequestHeaders;
  domain: Domain;
  /** the target up to its `?`, and what follows it */
  path: string;
  query: string;
};

/** Looks the path up: first as it came, then as the key that it spells. */
export function linkAt(book: LinkBook, domain: Domain, path: string): Link | undefined {
  const hot = hotLink(book, domain, path);
  if (hot !== undefined) return hot;
  const key = requestKey(path, path.length);
  if (key === undefined) return undefined;
  return hotLink(book, domain, `/${key}`) ?? coldLink(book, domain, key);
}

/** Records the click and answers when the record is written. */
export function answerClick(ctx: ListenerContext, click: ClickRequest, link: Link | undefined): void {
  const nowMs = ctx.now();
  const seen = seeVisitor(ctx, click);
  const outcome = outcomeOf(link, nowMs);
  const visitor = takesCookie(seen.verdict) && mayStore(seen.consent) ? visitorOf(ctx, click, nowMs) : undefined;
  makeId(ctx.ids, nowMs);
  const clickId = takesId(seen.verdict) ? idText(ctx.ids) : "";
  addClick(ctx.spool.frame, {
    workspaceId: click.domain.workspaceId,
    edgeId: ctx.edgeId,
    domainId: click.domain.id,
    linkId: link?.id,
    creatorId: link?.creatorId,
    occurredAtMs: nowMs,
    id: ctx.ids.bytes,
    visitorId: visitor?.id,
    outcome,
    verdict: seen.verdict,
    device: seen.agent.device,
    country: seen.client.country,
    isHosting: seen.client.isHosting,
    addressHash: addressHash(ctx.clients, seen.client, { workspaceId: click.domain.workspaceId, day: dayOf(nowMs) }),
    referrerHost: referrerHost(click.headers.referrer),
    params: marketingParameters(click.query),
    consent: seen.consent,
  });
  const location = locationOf(click, { link, outcome, clickId });
  ctx.spool.commit(() => sendClick(ctx, click, { location, cookie: visitor?.cookie }));
}

type Seen = { client: Client; agent: Agent; verdict: VisitorVerdict; consent: ConsentState };

function seeVisitor(ctx: ListenerContext, { request, headers, domain }: ClickRequest): Seen {
  const client = clientOf(ctx.clients, request.socket.remoteAddress, headers.forwardedFor);
  const agent = agentOf(ctx.agents, headers.userAgent);
  const verdict = visitorVerdict(
    request.method!,
    headers.purpose === "" ? undefined : headers.purpose,
    agent.verdict,
    client.isHosting === true,
  );
  const answer = headers.cookie === "" ? undefined : cookieValue(headers.cookie, consentCookie);
  const signs = {
    answer: answer === "granted" || answer === "denied" ? answer : undefined,
    privacyControl: headers.privacyControl === "1",
  } as const;
  return { client, agent, verdict, consent: consentOf(domain.consent, client.country, signs) };
}

/** Bots and cards get the plain destination: an id handed to them would come back with somebody else's order. */
const takesId = (verdict: VisitorVerdict): boolean => takesCookie(verdict) || verdict.class === "prefetch";
const takesCookie = ({ class: kind }: VisitorVerdict): boolean => kind === "human" || kind === "hosting" || kind === "unknown";

function outcomeOf(link: Link | undefined, nowMs: number): ClickOutcome {
  if (link === undefined) return "unknown_key";
  if (link.isDisabled) return "disabled_fallback";
  return nowMs >= link.expiresAtMs ? "expired_fallback" : "redirected";
}

/** The visitor's id on this domain, from its cookie, or a new one with the cookie that keeps it. */
function visitorOf(ctx: ListenerContext, { request, headers }: ClickRequest, nowMs: number): { id: Buffer; cookie: string | undefined } {
  const known = headers.cookie === "" ? undefined : idBytes(cookieValue(headers.cookie, visitorCookie));
  if (known !== undefined) return { id: known, cookie: undefined };
  makeId(ctx.visitorIds, nowMs);
  const scope = {
    domain: undefined,
    isSecure: isSecureRequest(ctx.clients, request.socket.remoteAddress, headers.forwardedProto),
    isScriptVisible: false,
  };
  return { id: ctx.visitorIds.bytes, cookie: cookieFor(visitorCookie, idText(ctx.visitorIds), scope) };
}

/** Where to go; undefined when the answer is the page for keys that lead nowhere. */
function locationOf(click: ClickRequest, found: { link: Link | undefined; outcome: ClickOutcome; clickId: string }): string | undefined {
  const { link, outcome, clickId } = found;
  if (link === undefined) return undefined;
  if (outcome === "redirected") return targetUrl(link.target, click.query, clickId);
  const destination = link.fallbackUrl ?? click.domain.record.fallbackUrl;
  if (destination === undefined) return undefined;
  const { clickParam } = click.domain.record;
  return targetUrl(compileTarget({ destination, utm: [], utmPrecedence: "destination_link", clickParam }), "", clickId);
}

function sendClick(ctx: ListenerContext, click: ClickRequest, answer: { location: string | undefined; cookie: string | undefined }): void {
  if (answer.location === undefined) {
    ctx.counts.unknownKey++;
    return sendNotFound(click.response, click.domain.record.fallbackUrl);
  }
  ctx.counts.redirected++;
  const headers = redirectHeaders(answer.location);
  if (answer.cookie !== undefined) headers.push("Set-Cookie", answer.cookie);
  click.response.writeHead(302, headers);
  click.response.end();
}
