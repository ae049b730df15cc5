import { readFileSync } from "node:fs";
import type { FastifyInstance, FastifyReply } from "fastify";
import { formPage, sentencePage } from "../../features/surveys/page/page-html.ts";
import { pageWords } from "../../features/surveys/page/page-words.ts";
import { openSurveyPage, takeSurveyForm, type FormOutcome, type OpenSurvey } from "../../features/surveys/service.ts";
import type { Context } from "../../platform/context.ts";
import { sendPlain, takeForms } from "./plain-pages.ts";

/** Answers a minute from one network before 429: a household and a shop's counter send fewer. */
const answersPerMinute = 30;
const formBytes = 8 * 1024;
const address = "/survey/:key";

interface Asked {
  Params: { key: string };
  Querystring: Record<string, string | string[] | undefined>;
  Body: string;
}

const textOf = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

const sentences = {
  kept: { status: 200, of: "thanks" },
  closed: { status: 410, of: "closed" },
  unclear: { status: 422, of: "unclear" },
  "too-many": { status: 429, of: "tooMany" },
  noOrder: { status: 422, of: "noOrder" },
} as const satisfies Record<
  Exclude<FormOutcome["kind"], "unknown"> | "noOrder",
  { status: number; of: keyof ReturnType<typeof pageWords> }
>;

const say = (reply: FastifyReply, kind: keyof typeof sentences, language: string): FastifyReply => {
  const { status, of } = sentences[kind];
  return sendPlain(reply.status(status), sentencePage(language, pageWords(language)[of]), { frames: "*" });
};

/** Asks, or asks again where an answer could not be taken; nothing but the choice is to be made anew. */
function ask(reply: FastifyReply, open: OpenSurvey, at: { key: string; order: string; signature: string; said?: string }): FastifyReply {
  const frames = open.origins.length === 0 ? "*" : open.origins.join(" ");
  return sendPlain(reply, formPage({ ...open, ...at }), { frames });
}

function fieldsOf(body: string) {
  const form = new URLSearchParams(body);
  const field = (name: string): string => form.get(name) ?? "";
  return { order: field("order"), signature: field("signature"), seed: field("seed"), answer: field("answer"), text: field("text") };
}

/** Lets pages of other origins read a reply; where a store names its origins, theirs alone. No cookie goes with it either way. */
function shareWith(reply: FastifyReply, origin: string | undefined, origins: readonly string[]): FastifyReply {
  void reply.header("vary", "origin");
  if (origins.length === 0) return reply.header("access-control-allow-origin", "*");
  return origin !== undefined && origins.includes(origin) ? reply.header("access-control-allow-origin", origin) : reply;
}

/** The question by itself, for the block on a shop's own page. */
function mountQuestion(app: FastifyInstance, ctx: Context): void {
  app.get<Asked>(`${address}/question`, async ({ params: { key }, headers }, reply) => {
    const open = await openSurveyPage(ctx, key);
    if (open === undefined) return reply.callNotFound();
    if ("closedIn" in open) return shareWith(reply.status(410), headers.origin, []).send();
    const { origins, ...question } = open;
    const words = pageWords(open.language);
    return shareWith(reply, headers.origin, origins)
      .header("cache-control", "no-store")
      .send({ ...question, words });
  });
}

/** The script of the block, which any page may run; read once. */
function mountBlock(app: FastifyInstance, file: string): void {
  const script = readFileSync(file);
  const headers = { "cache-control": "public, max-age=3600", "cross-origin-resource-policy": "cross-origin" };
  app.get("/survey/block.js", (_request, reply) => reply.type("text/javascript; charset=utf-8").headers(headers).send(script));
}

/** Serves the pages on which customers say what led them here, and the question for a page of the shop's own; nobody signs in there. */
export function mountSurveyPages(app: FastifyInstance, ctx: Context, blockFile: string | undefined): void {
  mountQuestion(app, ctx);
  if (blockFile !== undefined) mountBlock(app, blockFile);
  app.get<Asked>(address, async ({ params: { key }, query }, reply) => {
    const open = await openSurveyPage(ctx, key);
    if (open === undefined) return reply.callNotFound();
    if ("closedIn" in open) return say(reply, "closed", open.closedIn);
    const [order, signature] = [textOf(query["order"]), textOf(query["signature"])];
    if (order === "") return say(reply, "noOrder", open.language);
    return ask(reply, open, { key, order, signature });
  });
  void app.register(async (scope) => {
    takeForms(scope);
    const limits = { bodyLimit: formBytes, config: { rateLimit: { max: answersPerMinute, timeWindow: "1 minute" } } };
    scope.post<Asked>(address, limits, async ({ params: { key }, body }, reply) => {
      const form = fieldsOf(body ?? "");
      const outcome = await takeSurveyForm(ctx, key, form);
      if (outcome.kind === "unknown") return reply.callNotFound();
      const [{ kind, language }, { order, signature }] = [outcome, form];
      const open = kind === "unclear" && order !== "" ? await openSurveyPage(ctx, key) : undefined;
      if (open === undefined || "closedIn" in open) return say(shareWith(reply, undefined, []), kind, language);
      return ask(shareWith(reply.status(422), undefined, []), open, { key, order, signature, said: pageWords(language).unclear });
    });
  });
}
