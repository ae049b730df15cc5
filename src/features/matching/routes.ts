import { route, type Route } from "../../platform/http/route.ts";
import * as fit from "./fit/contract.ts";
import * as profiles from "./profiles/contract.ts";
import * as service from "./service.ts";

export const matchingRoutes: readonly Route[] = [
  route(profiles.createBuyerProfile, (ctx, { body }) => service.createBuyerProfile(ctx, body)),
  route(profiles.listBuyerProfiles, (ctx, { query }) => service.listBuyerProfiles(ctx, query)),
  route(profiles.getBuyerProfile, (ctx, { params, query }) => service.getBuyerProfile(ctx, params.id, query)),
  route(profiles.changeBuyerProfile, (ctx, { params, body }) => service.changeBuyerProfile(ctx, params.id, body)),
  route(profiles.chooseBuyerProfile, (ctx, { params }) => service.chooseBuyerProfile(ctx, params.id)),
  route(profiles.archiveBuyerProfile, (ctx, { params }) => service.archiveBuyerProfile(ctx, params.id)),
  route(fit.getCreatorFit, (ctx, { params, query }) => service.getCreatorFit(ctx, params.id, query)),
  route(fit.rankCreators, (ctx, { body }) => service.rankCreators(ctx, body)),
  route(fit.getFitRules, (ctx) => service.getFitRules(ctx)),
  route(fit.setFitRules, (ctx, { body }) => service.setFitRules(ctx, body)),
];
