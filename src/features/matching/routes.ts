import { route, type Route } from "../../platform/http/route.ts";
import * as advice from "./advice/contract.ts";
import * as fit from "./fit/contract.ts";
import * as mix from "./mix/contract.ts";
import * as prediction from "./prediction/contract.ts";
import * as prices from "./prices/contract.ts";
import * as profiles from "./profiles/contract.ts";
import * as rules from "./rules/contract.ts";
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
  route(advice.getPlatformAdvice, (ctx, { params, query }) => service.getPlatformAdvice(ctx, params.id, query)),
  route(advice.getPlatformRules, (ctx) => service.getPlatformRules(ctx)),
  route(advice.setPlatformRules, (ctx, { body }) => service.setPlatformRules(ctx, body)),
  route(prediction.predictCreator, (ctx, { params, body }) => service.predictCreator(ctx, params.id, body)),
  route(prediction.lockPrediction, (ctx, { body }) => service.lockPrediction(ctx, body)),
  route(prediction.listPredictions, (ctx, { query }) => service.listPredictions(ctx, query)),
  route(prediction.predictionCalibration, (ctx) => service.predictionCalibration(ctx)),
  route(prices.addQuote, (ctx, { params, body }) => service.addQuote(ctx, params.id, body)),
  route(prices.listQuotes, (ctx, { query }) => service.listQuotes(ctx, query)),
  route(prices.voidQuote, (ctx, { params, body }) => service.voidQuote(ctx, params.id, body.reason)),
  route(prices.getPriceRange, (ctx, { params, query }) => service.getPriceRange(ctx, params.id, query)),
  route(prices.getPriceRules, (ctx) => service.getPriceRules(ctx)),
  route(prices.setPriceRules, (ctx, { body }) => service.setPriceRules(ctx, body)),
  route(mix.getCreatorMix, (ctx, { query }) => service.getCreatorMix(ctx, query)),
  route(mix.getMixRules, (ctx) => service.getMixRules(ctx)),
  route(mix.setMixRules, (ctx, { body }) => service.setMixRules(ctx, body)),
  route(rules.listRulesChanges, (ctx, { params, query }) => service.listRulesChanges(ctx, params.kind, query)),
  route(rules.resetRules, (ctx, { params, body }) => service.resetRules(ctx, params.kind, body.source)),
];
