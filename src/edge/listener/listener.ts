import { mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { trustedProxies } from "@vouch/redirect";
import type { Logger } from "pino";
import { listen, openAdminServer, portOf, type AdminServer } from "../admin-server.ts";
import type { ListenerOptions } from "../edge-options.ts";
import { openLinkTail } from "../links/link-tail.ts";
import { ownEdgeId } from "../spool/segment-files.ts";
import { lockSpool } from "../spool/spool-lock.ts";
import { openSpool } from "../spool/spool-writer.ts";
import { addWatermark } from "../spool/rows.ts";
import { readSalts, type AddressSalts } from "../visitor/address-salts.ts";
import { openAgentLookup } from "../visitor/agent-lookup.ts";
import { openIdSource } from "../visitor/click-id.ts";
import { openClientLookup, type Geo } from "../visitor/client-lookup.ts";
import { edgeRequests, type EdgeRequest } from "./edge-request.ts";
import { emptyBodies, endEmptyBody } from "./empty-body.ts";
import { noRequests, type ListenerContext } from "./listener-context.ts";
import { listenerMetrics } from "./listener-metrics.ts";
import { failRequest, routeRequest } from "./route-request.ts";

/** A running listener. `close` finishes the answers under way, writes what is left and says so in a last watermark. */
export type Listener = { port: number; adminPort: number; close: () => Promise<void> };

const linksPollMs = 20;
const watermarkMs = 1000;
const saltsPollMs = 5000;

/** Opens spool, links and both servers. It needs no database and starts without links, not ready until they come. */
export async function openListener(options: ListenerOptions, outside: { geo: Geo; log: Logger }): Promise<Listener> {
  mkdirSync(options.spoolFolder, { recursive: true, mode: 0o700 });
  const lock = lockSpool(options.spoolFolder, "listener");
  try {
    const ctx = listenerContext(options, outside);
    const timers = startTimers(ctx);
    const server = createServer(serverSettings, (message, response) => {
      const request = message as unknown as EdgeRequest;
      try {
        if (!server.listening) response.setHeader("Connection", "close");
        endEmptyBody(request);
        routeRequest(ctx, request, response);
      } catch (error) {
        failRequest(ctx, response, error);
      }
    });
    const admin = await openAdminServer({
      host: options.adminHost,
      port: options.adminPort,
      registry: listenerMetrics(ctx),
      trouble: () => troubleOf(ctx),
    });
    server.timeout = idleMs;
    await listen(server, options);
    const close = (): Promise<void> =>
      closeListener(ctx, { server, admin, timers, stopWithinMs: options.stopWithinMs }).finally(lock.release);
    return { port: portOf(server), adminPort: admin.port, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A connection on which nothing happens is closed after this; longer than the minute after which a proxy in front closes it itself. */
const idleMs = 75_000;

/**
 * A slow client is let go as Node does by default, sooner. `keepAliveTimeout` is 0 because `server.timeout` does its work: it is set once a
 * connection, the other one sets a timer after each answer and clears it before the next.
 */
const serverSettings = {
  ...edgeRequests,
  ...emptyBodies,
  keepAliveTimeout: 0,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  maxHeaderSize: 16_384,
};

type Outside = { geo: Geo; log: Logger };

function listenerContext(options: ListenerOptions, { geo, log }: Outside): ListenerContext {
  const folder = options.spoolFolder;
  const linksFolder = path.join(folder, "links");
  const edgeId = ownEdgeId(folder);
  const now = forwardClock();
  const onError = rateLimited((error: Error) => log.error({ err: error }, "the link files cannot be read; what is known stays in use"));
  const salts = watchSalts(linksFolder, onError);
  const { syncToDisk, segmentBytes, segmentAgeMs, heldBytes, hotLinks, hotClients } = options;
  return {
    edgeId,
    links: openLinkTail({ folder: linksFolder, edgeId, hotLinks, onError }),
    spool: openSpool({ folder, edgeId, syncToDisk, segmentBytes, segmentAgeMs, heldBytes, now }),
    clients: openClientLookup({ geo, trusted: trustedProxies(options.trustedProxies), salts, capacity: hotClients }),
    agents: openAgentLookup(),
    ids: openIdSource(),
    visitorIds: openIdSource(),
    snippet: options.snippetFile === undefined ? undefined : readFileSync(options.snippetFile),
    counts: noRequests(),
    log,
    now,
  };
}

const longestHeldMs = 60_000;

/**
 * The clock, held still while the machine's is set back a little: records stay in order and a watermark stays true. A clock set back by
 * more was wrong before, and its new time is taken.
 */
function forwardClock(): () => number {
  let latest = 0;
  return () => {
    const nowMs = Date.now();
    if (nowMs > latest || nowMs < latest - longestHeldMs) latest = nowMs;
    return latest;
  };
}

/** The salts as the shipper last wrote them, looked at every few seconds; those made up meanwhile are kept until a written one comes. */
function watchSalts(folder: string, onError: (error: Error) => void): () => AddressSalts {
  let salts: AddressSalts = new Map();
  let lookAtMs = 0;
  return () => {
    if (Date.now() < lookAtMs) return salts;
    lookAtMs = Date.now() + saltsPollMs;
    try {
      const written = readSalts(folder);
      const today = Math.floor(Date.now() / 86_400_000);
      const madeUp = [...salts].filter(([day]) => day >= today - 1 && !written.has(day));
      salts = new Map([...madeUp, ...written]);
    } catch (error) {
      onError(error as Error);
    }
    return salts;
  };
}

/** Lets a message through at most every ten seconds. */
function rateLimited<T>(send: (value: T) => void): (value: T) => void {
  let quietUntilMs = 0;
  return (value) => {
    if (Date.now() < quietUntilMs) return;
    quietUntilMs = Date.now() + 10_000;
    send(value);
  };
}

function startTimers(ctx: ListenerContext): NodeJS.Timeout[] {
  ctx.links.poll();
  const reportTrouble = rateLimited((trouble: string) =>
    ctx.log.error({ trouble, ...ctx.spool.counts }, "clicks cannot be written to the spool; redirects go on"),
  );
  const tick = (): void => {
    addWatermark(ctx.spool.frame, ctx.now());
    ctx.spool.commit(() => {});
    const trouble = ctx.spool.trouble();
    if (trouble !== undefined) reportTrouble(trouble);
  };
  return [setInterval(ctx.links.poll, linksPollMs), setInterval(tick, watermarkMs)];
}

function troubleOf(ctx: ListenerContext): string[] {
  const spool = ctx.spool.trouble();
  return [...(ctx.links.book === undefined ? ["links: no snapshot yet"] : []), ...(spool === undefined ? [] : [`spool: ${spool}`])];
}

type Running = { server: Server; admin: AdminServer; timers: NodeJS.Timeout[]; stopWithinMs: number };

async function closeListener(ctx: ListenerContext, { server, admin, timers, stopWithinMs }: Running): Promise<void> {
  for (const timer of timers) clearInterval(timer);
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), stopWithinMs);
  await closed;
  clearTimeout(impatience);
  addWatermark(ctx.spool.frame, ctx.now());
  await ctx.spool.close();
  ctx.links.close();
  await admin.close();
}
