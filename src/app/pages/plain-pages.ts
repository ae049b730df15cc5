import type { FastifyInstance, FastifyReply } from "fastify";
import { plainStyle, plainStylePath } from "../../kernel/pages/plain-page.ts";

/** Sends a page that may run no script and load nothing but its style, and that only the named pages may show in a frame. */
export function sendPlain(reply: FastifyReply, html: string, frames = "'none'"): FastifyReply {
  const policy = `default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${frames}`;
  return reply
    .removeHeader("x-frame-options")
    .type("text/html; charset=utf-8")
    .header("content-security-policy", policy)
    .header("referrer-policy", "no-referrer")
    .header("cache-control", "no-store")
    .send(html);
}

/** Has the routes of a scope take what a form sends, as text, and nothing else. */
export function takeForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) => done(null, body));
}

/** Serves the look of the pages that need no script. */
export function mountPlainStyle(app: FastifyInstance): void {
  app.get(plainStylePath, (_request, reply) => reply.type("text/css").header("cache-control", "public, max-age=3600").send(plainStyle));
}
