import type { ServerResponse } from "node:http";
import {
  channelOf,
  channelRules,
  maxBrowserEventLength,
  parseBrowserEvent,
  parseCookieRequest,
  visitorVerdict,
  type BrowserEvent,
  type BrowserSender,
  type ConsentState,
  type EventRefusal,
} from "@vouch/redirect";
import type { Store } from "../links/link-book.ts";
import { addEvent, addVisit, orderEventName } from "../spool/rows.ts";
import { dayOf } from "../visitor/address-salts.ts";
import { agentOf } from "../visitor/agent-lookup.ts";
import { idBytes, makeId } from "../visitor/click-id.ts";
import { clientOf, isSecureRequest } from "../visitor/client-lookup.ts";
import { countryAt, isHostingAt } from "../visitor/client-table.ts";
import { consentOf, mayStore } from "../visitor/consent.ts";
import { clickCookie, consentCookie, cookieFor, expiredCookie, visitorCookie } from "../visitor/cookies.ts";
import { purposeOf } from "../visitor/request-headers.ts";
import { sendEmpty, sendText, type HeaderList } from "./answers.ts";
import type { EdgeRequest } from "./edge-request.ts";
import type { ListenerContext } from "./listener-context.ts";

/** A message of the snippet on its way in. */
export type BrowserRequest = { request: EdgeRequest; response: ServerResponse };

/** `POST /_v/e`: a visit, an event or an order of a page. Answered 204 when its record is written. */
export async function answerEvent(ctx: ListenerContext, browser: BrowserRequest): Promise<void> {
  const body = await readBody(browser.request);
  if (body === undefined) return refuse(ctx, browser, { status: 413, detail: "the body is longer than 16 kB" });
  const parsed = parseBrowserEvent(body);
  if (!parsed.ok) return refuse(ctx, browser, refusalOf(parsed));
  const store = storeOf(ctx, browser, parsed.event);
  if ("status" in store) return refuse(ctx, browser, store);
  recordEvent(ctx, browser, { event: parsed.event, store });
  ctx.spool.commit(() => sendEmpty(browser.response, 204, corsHeaders(browser.request.headers.origin)));
}

type Refusal = { status: number; detail: string };

const refusalOf = ({ problem, pointer }: EventRefusal): Refusal => ({
  status: problem === "too_long" ? 413 : 400,
  detail:
    problem === "invalid" ? `the member ${pointer === "" ? "at the root" : pointer} is missing or not allowed` : problem.replace("_", " "),
});

function refuse(ctx: ListenerContext, { request, response }: BrowserRequest, { status, detail }: Refusal): void {
  ctx.counts.refused++;
  const body = JSON.stringify({ type: "about:blank", status, detail });
  sendText(response, status, { type: "application/problem+json", body, headers: corsHeaders(request.headers.origin) });
}

/** The body as text; undefined when it is longer than the snippet ever sends. */
async function readBody(request: EdgeRequest): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= maxBrowserEventLength) parts.push(part);
  }
  return length <= maxBrowserEventLength ? Buffer.concat(parts).toString("utf8") : undefined;
}

function storeOf(ctx: ListenerContext, { request }: BrowserRequest, sender: BrowserSender): Store | Refusal {
  const book = ctx.links.book;
  if (book === undefined) return { status: 503, detail: "the edge is starting" };
  const store = book.stores.get(sender.site);
  if (store === undefined) return { status: 404, detail: "no store has this site key" };
  const { allowedOrigins } = store.record;
  const { origin } = request.headers;
  if (origin === undefined || allowedOrigins.length === 0 || allowedOrigins.includes(origin)) return store;
  return { status: 403, detail: "the store does not allow this origin" };
}

function recordEvent(ctx: ListenerContext, { request }: BrowserRequest, { event, store }: { event: BrowserEvent; store: Store }): void {
  const occurredAtMs = ctx.now();
  const { country, isHosting } = placeOf(ctx, request, store);
  const verdict = visitorVerdict("GET", purposeOf(request.headers), agentOf(ctx.agents, request.headers["user-agent"]).verdict, isHosting);
  const consent = heldConsent(store, country, event.consent);
  makeId(ctx.ids, occurredAtMs);
  const common = {
    workspaceId: store.workspace.id,
    edgeId: ctx.edgeId,
    storeId: store.id,
    occurredAtMs,
    id: ctx.ids.bytes,
    visitorId: mayStore(consent) ? idBytes(event.visitor) : undefined,
    clickId: mayStore(consent) ? idBytes(event.click) : undefined,
    verdict,
    consent,
  };
  if (event.kind === "visit") {
    ctx.counts.visits++;
    const channel = visitChannel(event, store, request.headers.origin);
    const { referrerHost, parameters, path } = event;
    addVisit(ctx.spool.frame, { ...common, ...channel, referrerHost, params: parameters, landingPath: path, country });
  } else if (event.kind === "event") {
    ctx.counts.events++;
    addEvent(ctx.spool.frame, { ...common, name: event.name, properties: event.properties });
  } else {
    ctx.counts.orders++;
    addEvent(ctx.spool.frame, { ...common, name: orderEventName, properties: event.order });
  }
}

function placeOf(ctx: ListenerContext, request: EdgeRequest, store: Store): { country: string | undefined; isHosting: boolean } {
  const connection = { remoteAddress: request.socket.remoteAddress, forwardedFor: request.headers["x-forwarded-for"] };
  const row = clientOf(ctx.clients, connection, store.workspace, dayOf(ctx.now()));
  return { country: countryAt(ctx.clients.table, row), isHosting: isHostingAt(ctx.clients.table, row) };
}

/** What the page says counts, except that "nobody needs to ask" is the workspace's to say, not the page's. */
const heldConsent = (store: Store, country: string | undefined, said: ConsentState): ConsentState =>
  said === "not_required" ? consentOf(store.consent, country, { answer: undefined, objects: false }) : said;

function visitChannel(
  event: BrowserEvent & { kind: "visit" },
  store: Store,
  origin: string | undefined,
): { channel: string; channelRulesVersion: number } {
  const ownHosts = [...store.record.allowedOrigins, origin ?? ""]
    .map((each) => /^https?:\/\/([^/:]+)/.exec(each)?.[1])
    .filter((host) => host !== undefined);
  const hasClick = event.landedByClick && event.click !== undefined;
  const { channel, version } = channelOf(
    { referrerHost: event.referrerHost, parameters: event.parameters, hasClick, ownHosts },
    channelRules,
  );
  return { channel, channelRulesVersion: version };
}

/**
 * `POST /_v/c`: keeps click and visitor id as first-party cookies set by a server, which browsers keep longer than a script's.
 * Without consent it removes them.
 */
export async function answerCookies(ctx: ListenerContext, browser: BrowserRequest): Promise<void> {
  const body = await readBody(browser.request);
  if (body === undefined) return refuse(ctx, browser, { status: 413, detail: "the body is longer than 16 kB" });
  const parsed = parseCookieRequest(body);
  if (!parsed.ok) return refuse(ctx, browser, refusalOf(parsed));
  const store = storeOf(ctx, browser, parsed.sender);
  if ("status" in store) return refuse(ctx, browser, store);
  ctx.counts.cookies++;
  const cookies = cookiesFor(ctx, browser, { sender: parsed.sender, store });
  sendEmpty(browser.response, 204, [
    ...corsHeaders(browser.request.headers.origin),
    ...cookies.flatMap((cookie) => ["Set-Cookie", cookie]),
  ]);
}

function cookiesFor(
  ctx: ListenerContext,
  { request }: BrowserRequest,
  { sender, store }: { sender: BrowserSender; store: Store },
): string[] {
  const { country } = placeOf(ctx, request, store);
  const scope = {
    domain: cookieDomain(store.record.cookieDomain, request.headers.host ?? ""),
    isSecure: isSecureRequest(ctx.clients, request.socket.remoteAddress, request.headers["x-forwarded-proto"]),
    isScriptVisible: true,
  };
  const answer = sender.consent === "granted" || sender.consent === "denied" ? [cookieFor(consentCookie, sender.consent, scope)] : [];
  if (!mayStore(heldConsent(store, country, sender.consent))) {
    return [...answer, expiredCookie(visitorCookie, scope), expiredCookie(clickCookie, scope)];
  }
  const ids = [[visitorCookie, sender.visitor] as const, [clickCookie, sender.click] as const];
  return [...answer, ...ids.flatMap(([name, value]) => (idBytes(value) === undefined ? [] : [cookieFor(name, value!, scope)]))];
}

/** The store's cookie domain where this host lies in it; a browser refuses any other. */
function cookieDomain(domain: string | undefined, host: string): string | undefined {
  const name = host.toLowerCase().split(":", 1)[0]!;
  return domain !== undefined && (name === domain || name.endsWith(`.${domain}`)) ? domain : undefined;
}

/** Lets a page of another origin read the answer; with cookies, so the origin is named. */
export const corsHeaders = (origin: string | undefined): HeaderList =>
  origin === undefined ? [] : ["Access-Control-Allow-Origin", origin, "Access-Control-Allow-Credentials", "true", "Vary", "Origin"];
