import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import { archiveChannelCost, enterChannelCost, listChannelCosts } from "./service.ts";

export const channelCostRoutes: readonly Route[] = [
  route(contract.enterChannelCost, (ctx, { body }) => enterChannelCost(ctx, body)),
  route(contract.listChannelCosts, (ctx, { query }) => listChannelCosts(ctx, query)),
  route(contract.archiveChannelCost, (ctx, { params }) => archiveChannelCost(ctx, params.id)),
];
