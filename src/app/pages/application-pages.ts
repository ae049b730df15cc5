import type { FastifyInstance, FastifyReply } from "fastify";
import { applyPage, sentencePage, thanksPage } from "../../features/applications/page/page-html.ts";
import { pageWords } from "../../features/applications/page/page-words.ts";
import { openApplicationPage, takeApplicationForm, type FormOutcome } from "../../features/applications/service.ts";
import type { Context } from "../../platform/context.ts";
import { clientNetwork } from "../../platform/http/client-network.ts";
import { sendPlain, takeForms } from "./plain-pages.ts";
import { signInForms } from "./sign-in-pages.ts";

/** Forms a minute from one network before 429. */
const formsPerMinute = 10;
const formBytes = 32 * 1024;
const address = "/apply/:key";

interface Asked {
  Params: { key: string };
  Body: string;
}

function fieldsOf(body: string) {
  const form = new URLSearchParams(body);
  const field = (name: string): string => form.get(name) ?? "";
  return {
    ...{ name: field("name"), email: field("email"), country: field("country"), message: field("message") },
    accounts: ["account1", "account2", "account3"].map(field),
    ...{ consent: field("consent"), trap: field("website"), opened: field("opened") },
  };
}

type Answered = Exclude<FormOutcome, { kind: "unknown" }>;

function answer(reply: FastifyReply, outcome: Answered, form: ReturnType<typeof fieldsOf>, forms: readonly string[]): FastifyReply {
  switch (outcome.kind) {
    case "closed":
      return sendPlain(reply.status(410), sentencePage(outcome.language, pageWords(outcome.language).closed));
    case "too-many":
      return sendPlain(reply.status(429), sentencePage(outcome.language, pageWords(outcome.language).tooMany));
    case "faulty":
      return sendPlain(reply.status(422), applyPage(outcome.page, { form, faults: outcome.faults }));
    case "kept":
      return sendPlain(reply, thanksPage(outcome.page, outcome.code, outcome.signIns), { forms });
  }
}

/** Serves the pages on which creators apply; nobody signs in there. */
export function mountApplicationPages(app: FastifyInstance, ctx: Context): void {
  app.get<Asked>(address, async ({ params: { key } }, reply) => {
    const open = await openApplicationPage(ctx, key);
    if (open === undefined) return reply.callNotFound();
    if ("closedIn" in open) return sendPlain(reply.status(410), sentencePage(open.closedIn, pageWords(open.closedIn).closed));
    return sendPlain(reply, applyPage(open));
  });
  void app.register(async (scope) => {
    takeForms(scope);
    const limits = { bodyLimit: formBytes, config: { rateLimit: { max: formsPerMinute, timeWindow: "1 minute" } } };
    scope.post<Asked>(address, limits, async ({ params: { key }, body, ip }, reply) => {
      const form = fieldsOf(body ?? "");
      const outcome = await takeApplicationForm(ctx, key, { form, network: clientNetwork(ip) });
      return outcome.kind === "unknown" ? reply.callNotFound() : answer(reply, outcome, form, signInForms(ctx));
    });
  });
}
