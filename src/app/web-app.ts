import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { notFoundReply } from "../platform/http/not-found.ts";

/**
 * Serves the built web app: its files under /assets/ for good, and its one page for every path that is not the API's. The bare
 * address is answered to whoever asks, such as a monitor; elsewhere only somebody who reads pages gets one.
 */
export async function mountWebApp(app: FastifyInstance, directory: string | undefined): Promise<void> {
  if (directory !== undefined) {
    await app.register(fastifyStatic, {
      root: directory,
      wildcard: false,
      index: false,
      setHeaders: (reply, path) =>
        void reply.header("cache-control", path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"),
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      ["GET", "HEAD"].includes(request.method) &&
      !/^\/(v1|api|problems|openapi)\b/.test(request.url) &&
      (request.url === "/" || (request.headers.accept ?? "").includes("text/html"));
    if (directory !== undefined && isPage) return reply.type("text/html").header("cache-control", "no-cache").sendFile("index.html");
    return notFoundReply(request, reply);
  });
}
