import type { FastifyInstance } from "fastify";
import { openGatekeeper } from "../features/workspaces/service.ts";
import type { Context } from "../platform/context.ts";
import { ping } from "../platform/db/database.ts";
import { bindRoutes } from "../platform/http/bind.ts";
import { openServer } from "../platform/http/server.ts";
import { mountDocumentation } from "./documentation.ts";
import { mountGuide } from "./guide/guide-pages.ts";
import { routes } from "./routes.ts";
import { mountSampleShop } from "./sample-shop.ts";
import { mountConsentPages } from "./pages/consent-pages.ts";
import { mountPlainStyle } from "./pages/plain-pages.ts";
import { keepSharedPagesPrivate } from "./pages/shared-pages.ts";
import { mountApplicationPages } from "./pages/application-pages.ts";
import { mountSignInPages } from "./pages/sign-in-pages.ts";
import { mountSurveyPages } from "./pages/survey-pages.ts";
import { mountWebApp } from "./web-app.ts";

export interface HttpApiOptions {
  readonly ctx: Context;
  readonly trustedProxies: readonly string[];
  readonly requestsPerMinute: number;
  readonly checkAnswers: boolean;
  /** The built web app; missing: the API alone. */
  readonly webDirectory?: string | undefined;
  /** The built script of the survey's block; missing: it is not served. */
  readonly surveyBlockFile?: string | undefined;
  /** Where the edge that runs beside the API is reached; missing: there is no sample shop. */
  readonly edgeUrl?: string;
}

/** The HTTP side of the application, ready to listen. */
export async function openHttpApi(options: HttpApiOptions): Promise<FastifyInstance> {
  const { ctx } = options;
  const app = await openServer({
    log: ctx.log,
    publicUrl: ctx.publicUrl,
    trustedProxies: options.trustedProxies,
    requestsPerMinute: options.requestsPerMinute,
    newId: () => ctx.newId(),
    ready: () => ping(ctx.db),
  });
  keepSharedPagesPrivate(app);
  ctx.people.mount(app);
  bindRoutes(app, routes, { ctx, gatekeeper: openGatekeeper(ctx), checkAnswers: options.checkAnswers });
  await mountDocumentation(app, { publicUrl: ctx.publicUrl });
  mountGuide(app);
  if (options.edgeUrl !== undefined) mountSampleShop(app, { ctx, edgeUrl: options.edgeUrl });
  mountPlainStyle(app);
  mountApplicationPages(app, ctx);
  mountSignInPages(app, ctx);
  mountSurveyPages(app, ctx, options.surveyBlockFile);
  mountConsentPages(app, ctx);
  await mountWebApp(app, options.webDirectory);
  return app;
}
