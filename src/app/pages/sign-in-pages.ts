import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { thanksPage } from "../../features/applications/page/page-html.ts";
import { beginApplicantSignIn, leftToShow, verifyBySignIn } from "../../features/applications/service.ts";
import { connectPage, returnedPage, type ConnectPage } from "../../features/connectors/page/connect-html.ts";
import { connectWords } from "../../features/connectors/page/connect-words.ts";
import { signInOrigins } from "../../features/connectors/oauth/sign-in-protocol.ts";
import {
  connectFromLink,
  disconnectFromLink,
  finishSignIn,
  openConnectPage,
  type BegunSignIn,
  type ConnectOutcome,
} from "../../features/connectors/service.ts";
import type { Context } from "../../platform/context.ts";
import { sendPlain, takeForms } from "./plain-pages.ts";

/** Forms a minute from one network before 429. */
const formsPerMinute = 20;
const limits = { bodyLimit: 4 * 1024, config: { rateLimit: { max: formsPerMinute, timeWindow: "1 minute" } } };

interface Asked {
  Params: { token: string; platform: string; key: string };
  Querystring: Record<string, string | string[] | undefined>;
  Body: string;
}

const textOf = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");
const fieldOf = (body: string, name: string): string => new URLSearchParams(body).get(name) ?? "";

/** The pages whose forms lead on to a platform: their policy must name it. */
export const signInForms = (ctx: Context): readonly string[] => signInOrigins(ctx.platformStandIn);

const cookiePath = "/connect/callback";
const cookieName = (platform: string): string => `vouch_sign_in_${platform}`;

function cookieOf(request: FastifyRequest, name: string): string {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([key]) => key === name)?.[1] ?? "";
}

/** Sends the browser on to the platform, with a cookie by which it is known when it comes back; nothing else reads it. */
function goOn(ctx: Context, reply: FastifyReply, { platform, cookie, lastsS, url }: BegunSignIn): FastifyReply {
  const secure = ctx.publicUrl.startsWith("https:") ? "; Secure" : "";
  const set = `${cookieName(platform)}=${cookie}; Path=${cookiePath}; Max-Age=${lastsS}; HttpOnly; SameSite=Lax${secure}`;
  return reply.header("set-cookie", set).header("cache-control", "no-store").header("referrer-policy", "no-referrer").redirect(url, 303);
}

function mountConnectPages(app: FastifyInstance, ctx: Context): void {
  const forms = signInForms(ctx);
  const show = (reply: FastifyReply, page: ConnectPage | undefined): FastifyReply =>
    page === undefined
      ? sendPlain(reply.status(404), returnedPage("en", [connectWords("en").over, connectWords("de").over]))
      : sendPlain(reply, connectPage(page), { forms });
  const answer = (reply: FastifyReply, outcome: ConnectOutcome): FastifyReply => {
    if (outcome.kind === "begun") return goOn(ctx, reply, outcome.begun);
    if (outcome.kind === "unknown") return show(reply, undefined);
    return sendPlain(reply.status(422), connectPage(outcome.page, outcome.fault), { forms });
  };
  app.get<Asked>("/connect/:token", async ({ params }, reply) => show(reply, await openConnectPage(ctx, params.token)));
  void app.register(async (scope) => {
    takeForms(scope);
    scope.post<Asked>("/connect/:token/disconnect", limits, async ({ params, body }, reply) =>
      show(reply, await disconnectFromLink(ctx, params.token, fieldOf(body ?? "", "account"))),
    );
    scope.post<Asked>("/connect/:token/:platform", limits, async ({ params: { token, platform }, body }, reply) =>
      answer(reply, await connectFromLink(ctx, token, { platform, consent: fieldOf(body ?? "", "consent") })),
    );
    scope.post<Asked>("/apply/:key/sign-in", limits, async ({ params, body }, reply) => {
      const begun = await beginApplicantSignIn(ctx, params.key, fieldOf(body ?? "", "proof"));
      return begun === undefined ? show(reply, undefined) : goOn(ctx, reply, begun);
    });
  });
}

/**
 * The pages on which creators sign in at a platform, and where the platform sends them back to. Opening a link changes nothing; a button does.
 * There is one address to come back to a platform, which leads nowhere else.
 */
export function mountSignInPages(app: FastifyInstance, ctx: Context): void {
  mountConnectPages(app, ctx);
  app.get<Asked>(`${cookiePath}/:platform`, async (request, reply) => {
    const { platform } = request.params;
    const { state, code } = request.query;
    const returned = { platform, state: textOf(state), code: textOf(code), cookie: cookieOf(request, cookieName(platform)) };
    const { status, language, sentences, applicant } = await finishSignIn(ctx, returned, verifyBySignIn);
    const left = applicant === undefined ? undefined : await leftToShow(ctx, applicant);
    void reply.header("set-cookie", `${cookieName(platform)}=; Path=${cookiePath}; Max-Age=0; HttpOnly; SameSite=Lax`);
    if (left === undefined) return sendPlain(reply.status(status), returnedPage(language, sentences));
    return sendPlain(reply.status(status), thanksPage(left.page, left.code, left.signIns, sentences[0]), { forms: signInForms(ctx) });
  });
}
