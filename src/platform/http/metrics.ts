import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Counter, Histogram, register } from "prom-client";

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function meters() {
  const present = register.getSingleMetric("vouch_http_requests_total");
  if (present === undefined) collectDefaultMetrics();
  const labelNames = ["method", "route", "status"] as const;
  return {
    requests: (present ?? new Counter({ name: "vouch_http_requests_total", help: "Requests answered", labelNames })) as Counter,
    durations: (register.getSingleMetric("vouch_http_request_seconds") ??
      new Histogram({
        name: "vouch_http_request_seconds",
        help: "Time to answer a request",
        labelNames: ["method", "route"],
        buckets: seconds,
      })) as Histogram,
  };
}

/** Counts and times every request by route, logs it without personal data, and serves `/metrics` to this machine alone. */
export function httpMetrics(app: FastifyInstance): void {
  const { requests, durations } = meters();
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    requests.inc({ method: request.method, route, status: String(reply.statusCode) });
    durations.observe({ method: request.method, route }, reply.elapsedTime / 1000);
    request.log.info(
      { requestId: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "answered",
    );
  });
  app.get("/metrics", async (request, reply) => {
    if (
      !["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(request.socket.remoteAddress ?? "") ||
      request.headers["x-forwarded-for"] !== undefined
    )
      return reply.callNotFound();
    return reply.type(register.contentType).send(await register.metrics());
  });
}
