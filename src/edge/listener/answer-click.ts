import type { ServerResponse } from "node:http";
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
import { addClick, consentFields, verdictFields, type ClickOutcome } from "../spool/click-row.ts";
import { dayOf } from "../visitor/address-salts.ts";
import { agentOf, type Agent } from "../visitor/agent-lookup.ts";
import { idBytes, idText, makeId } from "../visitor/click-id.ts";
import { clientOf, isSecureRequest } from "../visitor/client-lookup.ts";
import { countryAt, isHostingAt } from "../visitor/client-table.ts";
import { consentOf, mayStore } from "../visitor/consent.ts";
import { consentAnswer, cookieValue, visitorCookie, visitorCookieFor } from "../visitor/cookies.ts";
import { referrerHost } from "../visitor/referrer-host.ts";
import { objects, purposeOf } from "../visitor/request-headers.ts";
import { sendNotFound } from "./answers.ts";
import type { EdgeRequest } from "./edge-request.ts";
import type { ListenerContext } from "./listener-context.ts";
import { sendRedirect, type Redirect } from "./send-redirect.ts";

/** A request on a domain of ours. */
export type ClickRequest = {
  request: EdgeRequest;
  response: ServerResponse;
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
  const { domain } = click;
  const { clientRow, agent, verdict, consent } = seeVisitor(ctx, click, nowMs);
  const outcome = outcomeOf(link, nowMs);
  const visitor = takesCookie(verdict) && mayStore(consent) ? visitorOf(ctx, click, nowMs) : undefined;
  makeId(ctx.ids, nowMs);
  const clickId = takesId(verdict) ? idText(ctx.ids) : "";
  addClick(ctx.spool.frame, {
    workspace: domain.workspaceFields,
    occurredAtMs: nowMs,
    id: ctx.ids.bytes,
    place: link === undefined ? domain.placeFields : link.placeFields,
    visitorId: visitor?.id,
    verdict: verdictFields(outcome, verdict),
    device: agent.deviceFields,
    clients: ctx.clients.table,
    clientRow,
    referrerHost: referrerHost(click.request.headers.referer),
    params: marketingParameters(click.query),
    consent: consentFields[consent],
  });
  const location = locationOf(click, { link, outcome, clickId });
  const redirect = location === undefined ? undefined : { location, cookie: visitor?.cookie };
  ctx.spool.commit(() => sendClick(ctx, click, redirect));
}

type Seen = { clientRow: number; agent: Agent; verdict: VisitorVerdict; consent: ConsentState };

function seeVisitor(ctx: ListenerContext, { request, domain }: ClickRequest, nowMs: number): Seen {
  const { headers } = request;
  const { table } = ctx.clients;
  const connection = { remoteAddress: request.socket.remoteAddress, forwardedFor: headers["x-forwarded-for"] };
  const clientRow = clientOf(ctx.clients, connection, domain.workspace, dayOf(nowMs));
  const agent = agentOf(ctx.agents, headers["user-agent"]);
  const verdict = visitorVerdict(request.method!, purposeOf(headers), agent.verdict, isHostingAt(table, clientRow));
  const answer = headers.cookie === undefined ? undefined : consentAnswer(headers.cookie);
  return {
    clientRow,
    agent,
    verdict,
    consent: consentOf(domain.consent, countryAt(table, clientRow), { answer, objects: objects(headers) }),
  };
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
function visitorOf(ctx: ListenerContext, { request }: ClickRequest, nowMs: number): { id: Buffer; cookie: string | undefined } {
  const { cookie } = request.headers;
  const known = cookie === undefined ? undefined : idBytes(cookieValue(cookie, visitorCookie));
  if (known !== undefined) return { id: known, cookie: undefined };
  makeId(ctx.visitorIds, nowMs);
  const isSecure = isSecureRequest(ctx.clients, request.socket.remoteAddress, request.headers["x-forwarded-proto"]);
  return { id: ctx.visitorIds.bytes, cookie: visitorCookieFor(idText(ctx.visitorIds), isSecure) };
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

function sendClick(ctx: ListenerContext, { response, domain }: ClickRequest, redirect: Redirect | undefined): void {
  if (redirect === undefined) {
    ctx.counts.unknownKey++;
    return sendNotFound(response, domain.record.fallbackUrl);
  }
  ctx.counts.redirected++;
  sendRedirect(response, redirect);
}
