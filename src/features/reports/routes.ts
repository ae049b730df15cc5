import { route, type Route } from "../../platform/http/route.ts";
import * as campaign from "./campaign/contract.ts";
import { campaignReport } from "./campaign/service.ts";
import * as channels from "./channels/contract.ts";
import { compareChannels } from "./channels/service.ts";
import * as comparison from "./comparison/contract.ts";
import { compareModels } from "./comparison/service.ts";
import * as goal from "./goal/contract.ts";
import { goalStanding } from "./goal/service.ts";
import * as lenses from "./lenses/contract.ts";
import { compareLenses } from "./lenses/service.ts";
import * as matrix from "./matrix/contract.ts";
import { creatorsByCampaign } from "./matrix/service.ts";
import * as models from "./models/contract.ts";
import { getModelledCredit, requestModelledCredit } from "./models/service.ts";
import * as glance from "./overview/contract.ts";
import { overview } from "./overview/service.ts";
import * as results from "./results/contract.ts";
import { creatorReport, programReport } from "./results/service.ts";
import * as worth from "./worth/contract.ts";
import { getCustomersWorth, requestCustomersWorth } from "./worth/service.ts";
import * as story from "./story/contract.ts";
import { orderStory } from "./story/service.ts";

export const reportRoutes: readonly Route[] = [
  route(glance.overview, (ctx, { query }) => overview(ctx, query)),
  route(results.programReport, (ctx, { params, query }) => programReport(ctx, params.id, query)),
  route(results.creatorReport, (ctx, { params, query }) => creatorReport(ctx, params.id, query)),
  route(comparison.compareModels, (ctx, { query }) => compareModels(ctx, query)),
  route(channels.compareChannels, (ctx, { query }) => compareChannels(ctx, query)),
  route(lenses.compareLenses, (ctx, { query }) => compareLenses(ctx, query)),
  route(models.requestModelledCredit, (ctx, { body }) => requestModelledCredit(ctx, body)),
  route(models.getModelledCredit, (ctx, { query }) => getModelledCredit(ctx, query)),
  route(story.orderStory, (ctx, { params }) => orderStory(ctx, params.id)),
  route(campaign.campaignReport, (ctx, { params, query }) => campaignReport(ctx, params.id, query)),
  route(matrix.creatorsByCampaign, (ctx, { query }) => creatorsByCampaign(ctx, query)),
  route(goal.goalStanding, (ctx, { params }) => goalStanding(ctx, params.id)),
  route(worth.requestCustomersWorth, (ctx, { body }) => requestCustomersWorth(ctx, body)),
  route(worth.getCustomersWorth, (ctx) => getCustomersWorth(ctx)),
];
