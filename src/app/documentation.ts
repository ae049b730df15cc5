import fs from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { openApiDocument } from "../platform/http/openapi.ts";
import { problemCatalogue } from "./problem-catalogue.ts";
import { routes } from "./routes.ts";
import { toldEvents } from "./events/told-things.ts";

/** The version of the HTTP API's document. */
export const apiVersion = "1.0.0";

/** The OpenAPI document of every endpoint and every event. */
export const apiDocument = () =>
  openApiDocument(
    routes.map((route) => route.endpoint),
    toldEvents(),
    apiVersion,
  );

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const problemPage = (kind: { slug: string; status: number; title: string; help: string }): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(kind.title)}</title><h1>${escaped(kind.title)}</h1>` +
  `<p>HTTP ${kind.status}, <code>${kind.slug}</code></p><p>${escaped(kind.help)}</p><p><a href="/docs">All of the API</a></p></html>`;

// The documentation's own page sets element styles, so it alone allows them; it runs no script but ours.
const documentationPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'";

const documentationPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Vouch API</title>
<link rel="stylesheet" href="/docs/files/swagger-ui.css"></head><body><div id="swagger"></div>
<script src="/docs/files/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;

const documentationStart = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger", deepLinking: true, persistAuthorization: false,
  requestInterceptor: (request) => { request.headers["x-vouch-csrf"] = "1"; return request; } });`;

/** Serves /openapi.json, a page at /docs where people can try it, and a page for each kind of problem. */
export async function mountDocumentation(app: FastifyInstance, options: { publicUrl: string }): Promise<void> {
  const text = JSON.stringify({ ...apiDocument(), servers: [{ url: options.publicUrl }] });
  app.get("/openapi.json", (_request, reply) => reply.type("application/json").send(text));
  const files = path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  await fs.access(files);
  await app.register(fastifyStatic, { root: files, prefix: "/docs/files/", decorateReply: false, index: false });
  app.get("/docs", (_request, reply) =>
    reply.type("text/html").header("content-security-policy", documentationPolicy).send(documentationPage),
  );
  app.get("/docs/start.js", (_request, reply) => reply.type("text/javascript").send(documentationStart));
  app.get<{ Params: { slug: string } }>("/problems/:slug", (request, reply) => {
    const kind = problemCatalogue().find((each) => each.slug === request.params.slug);
    return kind === undefined ? reply.callNotFound() : reply.type("text/html").send(problemPage(kind));
  });
}
