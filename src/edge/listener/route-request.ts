import type { ServerResponse } from "node:http";
import { reservedFirstSegments } from "@vouch/redirect";
import type { LinkBook } from "../links/link-book.ts";
import { answerCookies, answerEvent, corsHeaders, type BrowserRequest } from "./answer-browser.ts";
import { answerClick, linkAt, type ClickRequest } from "./answer-click.ts";
import { sendEmpty, sendNotFound, sendText } from "./answers.ts";
import type { EdgeRequest } from "./edge-request.ts";
import type { ListenerContext } from "./listener-context.ts";

const slash = 0x2f;
const underscore = 0x5f;

/** Decides what a request is and answers it; a click's way through here is one look-up of its host and one of its path. */
export function routeRequest(ctx: ListenerContext, request: EdgeRequest, response: ServerResponse): void {
  const target = request.url!;
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark);
  if (path.charCodeAt(0) !== slash) return sendEmpty(response, 400);
  if (path.charCodeAt(1) === underscore && path.startsWith("/_v/")) return routeOwn(ctx, { request, response }, path);
  const book = ctx.links.book;
  if (book === undefined) return sendNotReady(ctx, response);
  const host = request.headers.host ?? "";
  const domain = book.byHost.get(host) ?? book.byHost.get(plainHost(host));
  if (domain === undefined) return answerUnknownHost(ctx, response, path);
  routeClick(ctx, book, { request, response, domain, path, query: mark === -1 ? "" : target.slice(mark + 1) });
}

function routeClick(ctx: ListenerContext, book: LinkBook, click: ClickRequest): void {
  const { method } = click.request;
  if (method !== "GET" && method !== "HEAD") return sendEmpty(click.response, 405, ["Allow", "GET, HEAD"]);
  const link = linkAt(book, click.domain, click.path);
  if (link !== undefined || !answerReserved(ctx, click)) answerClick(ctx, click, link);
}

/** Before the first snapshot nobody can say whether a key leads nowhere. */
function sendNotReady(ctx: ListenerContext, response: ServerResponse): void {
  ctx.counts.notReady++;
  sendEmpty(response, 503, ["Retry-After", "1", "Cache-Control", "no-store"]);
}

/** Lower case, and without the final dot or the port 80 or 443 that some clients send. */
const plainHost = (host: string): string => host.toLowerCase().replace(/\.?(:80|:443)?$/, "");

function answerUnknownHost(ctx: ListenerContext, response: ServerResponse, path: string): void {
  ctx.counts.unknownHost++;
  if (path === "/robots.txt") return sendRobots(response);
  sendNotFound(response, undefined);
}

/** The root and the names that no link may have; true when it was one of them and is answered. Nobody meant a link, so nothing is recorded. */
function answerReserved(ctx: ListenerContext, { response, domain, path }: ClickRequest): boolean {
  const end = path.indexOf("/", 1);
  const first = path.slice(1, end === -1 ? path.length : end);
  if (first !== "" && !first.startsWith(".") && !reservedFirstSegments.has(first.toLowerCase())) return false;
  ctx.counts.other++;
  const { fallbackUrl } = domain.record;
  if (path === "/robots.txt") sendRobots(response);
  else if (first === "" && fallbackUrl !== undefined)
    sendEmpty(response, 302, ["Location", fallbackUrl, "Cache-Control", "private, no-store"]);
  else if (first === "") sendNotFound(response, undefined);
  else sendEmpty(response, 404, ["Cache-Control", "public, max-age=3600"]);
  return true;
}

/** Everybody may fetch: a card in a chat asks here first. Short links are kept out of indexes by being redirects. */
const sendRobots = (response: ServerResponse): void =>
  sendText(response, 200, {
    type: "text/plain; charset=utf-8",
    body: "User-agent: *\nDisallow:\n",
    headers: ["Cache-Control", "public, max-age=86400"],
  });

function routeOwn(ctx: ListenerContext, own: BrowserRequest, path: string): void {
  const { request, response } = own;
  if (path === "/_v/s.js") return sendSnippet(ctx, request, response);
  const answer = path === "/_v/e" ? answerEvent : path === "/_v/c" ? answerCookies : undefined;
  if (answer === undefined) return sendEmpty(response, 404);
  if (request.method === "OPTIONS") return sendPreflight(request, response);
  if (request.method !== "POST") return sendEmpty(response, 405, ["Allow", "POST, OPTIONS"]);
  answer(ctx, own).catch((error: unknown) => failRequest(ctx, response, error));
}

/** The snippet's requests need no preflight; one that a page's own code makes is answered all the same. */
const sendPreflight = (request: EdgeRequest, response: ServerResponse): void =>
  sendEmpty(response, 204, [
    ...corsHeaders(request.headers.origin),
    "Access-Control-Allow-Methods",
    "POST",
    "Access-Control-Allow-Headers",
    "Content-Type",
    "Access-Control-Max-Age",
    "86400",
  ]);

function sendSnippet(ctx: ListenerContext, request: EdgeRequest, response: ServerResponse): void {
  if (ctx.snippet === undefined) return sendEmpty(response, 404);
  if (request.method !== "GET" && request.method !== "HEAD") return sendEmpty(response, 405, ["Allow", "GET, HEAD"]);
  const headers = [
    "Cache-Control",
    "public, max-age=3600",
    "Access-Control-Allow-Origin",
    "*",
    "Cross-Origin-Resource-Policy",
    "cross-origin",
  ];
  sendText(response, 200, { type: "text/javascript; charset=utf-8", body: ctx.snippet, headers });
}

/** One request that fails is answered 500 and logged; the process goes on. */
export function failRequest(ctx: ListenerContext, response: ServerResponse, error: unknown): void {
  ctx.counts.failed++;
  ctx.log.error({ err: error }, "a request failed");
  if (response.headersSent) response.destroy();
  else sendEmpty(response, 500);
}
