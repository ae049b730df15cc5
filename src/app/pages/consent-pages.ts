import type { FastifyInstance, FastifyReply } from "fastify";
import { askPage, overPage, standingPage, type ReaderStanding } from "../../features/sharing/consent/consent-pages.ts";
import {
  answerInvitation,
  openInvitation,
  openStanding,
  startMails,
  stopMails,
  type ShownInvitation,
} from "../../features/sharing/consent/service.ts";
import type { Context } from "../../platform/context.ts";
import { sendPlain, takeForms } from "./plain-pages.ts";

const formBytes = 4 * 1024;

interface Asked {
  Params: { token: string };
  Body: string;
}

const over = (reply: FastifyReply): FastifyReply => sendPlain(reply.status(404), overPage());

const showStanding = (reply: FastifyReply, standing: ReaderStanding | undefined): FastifyReply =>
  standing === undefined ? over(reply) : sendPlain(reply, standingPage(standing));

function showInvitation(reply: FastifyReply, shown: ShownInvitation | undefined): FastifyReply {
  if (shown === undefined) return over(reply);
  return shown.kind === "asked" ? sendPlain(reply, askPage(shown.asked)) : showStanding(reply, shown.standing);
}

/**
 * The pages on which people outside say whether they want reports by e-mail. Opening one changes nothing, because programs that guard mail
 * open every link; a button does, and what a mail program posts by itself when its user presses Unsubscribe.
 */
export function mountConsentPages(app: FastifyInstance, ctx: Context): void {
  app.get<Asked>("/report-mails/invitation/:token", async ({ params }, reply) =>
    showInvitation(reply, await openInvitation(ctx, params.token)),
  );
  app.get<Asked>("/report-mails/stop/:token", async ({ params }, reply) => showStanding(reply, await openStanding(ctx, params.token)));
  // Where the page of a press is opened anew.
  app.get<Asked>("/report-mails/start/:token", async ({ params }, reply) => showStanding(reply, await openStanding(ctx, params.token)));
  void app.register(async (scope) => {
    takeForms(scope);
    const limits = { bodyLimit: formBytes };
    scope.post<Asked>("/report-mails/invitation/:token", limits, async ({ params, body }, reply) => {
      const answer = new URLSearchParams(body ?? "").get("answer") ?? "";
      return showInvitation(reply, await answerInvitation(ctx, params.token, answer));
    });
    scope.post<Asked>("/report-mails/start/:token", limits, async ({ params }, reply) =>
      showStanding(reply, await startMails(ctx, params.token)),
    );
  });
  void app.register(async (scope) => {
    // A mail program may post a form of either kind (RFC 8058, section 3.2); where it posts to says all.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, _body, done) => done(null, undefined));
    scope.post<Asked>("/report-mails/stop/:token", { bodyLimit: formBytes }, async ({ params }, reply) =>
      showStanding(reply, await stopMails(ctx, params.token)),
    );
  });
}
