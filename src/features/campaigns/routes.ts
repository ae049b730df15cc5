import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as costContract from "./costs/contract.ts";
import * as costs from "./costs/service.ts";
import * as estimateContract from "./estimates/contract.ts";
import * as estimates from "./estimates/service.ts";
import { shownMetrics } from "./goals/service.ts";
import * as service from "./service.ts";

export const campaignRoutes: readonly Route[] = [
  route(contract.createCampaign, (ctx, { body }) => service.createCampaign(ctx, body)),
  route(contract.listCampaigns, (ctx, { query }) => service.listCampaigns(ctx, query)),
  route(contract.getCampaign, (ctx, { params }) => service.getCampaign(ctx, params.id)),
  route(contract.updateCampaign, (ctx, { params, body }) => service.updateCampaign(ctx, params.id, body)),
  route(contract.setCampaignPart, (ctx, { params, body }) => service.setCampaignPart(ctx, params.id, params.creator_id, body)),
  route(contract.launchCampaign, (ctx, { params }) => service.launchCampaign(ctx, params.id)),
  route(contract.archiveCampaign, (ctx, { params }) => service.archiveCampaign(ctx, params.id)),
  route(contract.setGoal, (ctx, { params, body }) => service.setGoal(ctx, params.id, body)),
  route(contract.listGoalMetrics, () => Promise.resolve({ data: [...shownMetrics] })),
  route(contract.signGoal, (ctx, { params, body }) => service.signGoal(ctx, params.id, body.digest)),
  route(costContract.enterCampaignCost, (ctx, { params, body }) => costs.enterCampaignCost(ctx, params.id, body)),
  route(costContract.listCampaignCosts, (ctx, { params, query }) => costs.listCampaignCosts(ctx, params.id, query)),
  route(costContract.voidCampaignCost, (ctx, { params, body }) => costs.voidCampaignCost(ctx, params.id, params.cost_id, body.reason)),
  route(estimateContract.stateIncremental, (ctx, { params, body }) => estimates.stateIncremental(ctx, params.id, body)),
  route(estimateContract.getMarginRate, (ctx) => estimates.getMarginRate(ctx)),
  route(estimateContract.setMarginRate, (ctx, { body }) => estimates.setMarginRate(ctx, body.rate)),
];
