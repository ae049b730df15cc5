import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, { LogController, type FastifyInstance, type FastifyBaseLogger } from "fastify";
import type { Logger } from "pino";
import { platformProblems } from "../problems/platform-problems.ts";
import { clientNetwork } from "./client-network.ts";
import { httpMetrics } from "./metrics.ts";
import { problemBody, problemReply } from "./problem-reply.ts";

export interface ServerOptions {
  readonly log: Logger;
  readonly publicUrl: string;
  /** CIDR ranges whose X-Forwarded-For is believed; empty: none. */
  readonly trustedProxies: readonly string[];
  /** Requests a minute from one IPv4 address or one /64 network of IPv6 before 429. */
  readonly requestsPerMinute: number;
  newId(): string;
  /** Resolves when the service can do its work; rejects with why it cannot. */
  ready(): Promise<void>;
}

async function addProtection(app: FastifyInstance, options: ServerOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: true,
      directives: {
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "upgrade-insecure-requests": null,
      },
    },
    strictTransportSecurity: options.publicUrl.startsWith("https:") ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
  });
  await app.register(rateLimit, {
    global: true,
    max: options.requestsPerMinute,
    timeWindow: "1 minute",
    keyGenerator: (request) => clientNetwork(request.ip),
    allowList: (request) => ["/health", "/ready"].includes(request.url),
  });
}

function addProbes(app: FastifyInstance, options: ServerOptions): void {
  app.get("/health", () => ({ status: "up" }));
  app.get("/ready", async (request, reply) => {
    try {
      await options.ready();
      return { status: "ready" };
    } catch (error) {
      void reply.status(503).type("application/problem+json").header("retry-after", "2");
      return problemBody(options.publicUrl, {
        kind: platformProblems.unavailable,
        detail: error instanceof Error ? error.message : "not ready",
        requestId: request.id,
      });
    }
  });
}

/** The HTTP server with what every endpoint shares: ids, limits, headers, problem answers, probes and metrics. */
export async function openServer(options: ServerOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => options.newId(),
    requestIdHeader: false,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
  });
  app.setErrorHandler(problemReply(options.publicUrl));
  app.addHook("onRequest", async (request, reply) => {
    void reply.header("x-request-id", request.id);
  });
  httpMetrics(app);
  await addProtection(app, options);
  addProbes(app, options);
  return app;
}
