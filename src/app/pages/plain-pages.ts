import type { FastifyInstance, FastifyReply } from "fastify";
import { plainStyle, plainStylePath } from "../../kernel/pages/plain-page.ts";

/** What a page without scripts may do besides. */
export interface Permitted {
  /** Which pages may show it in a frame; missing: none. */
  readonly frames?: string;
  /** Origins to which the answer to one of its forms may lead on; browsers hold a form to its policy through redirects too. */
  readonly forms?: readonly string[];
}

/** Sends a page that may run no script and load nothing but its style. */
export function sendPlain(reply: FastifyReply, html: string, { frames = "'none'", forms = [] }: Permitted = {}): FastifyReply {
  const actions = ["'self'", ...forms].join(" ");
  const policy = `default-src 'none'; style-src 'self'; form-action ${actions}; base-uri 'none'; frame-ancestors ${frames}`;
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
