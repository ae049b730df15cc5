import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as fit from "./fit/contract.ts";
import * as service from "./service.ts";

export const marketRoutes: readonly Route[] = [
  route(contract.getMarketPresets, () => service.listPresets()),
  route(contract.createMarketStudy, (ctx, { body }) => service.requestStudy(ctx, body)),
  route(contract.getLatestMarketStudy, (ctx) => service.latestStudy(ctx)),
  route(fit.createMarketFit, (ctx, { body }) => service.requestFit(ctx, body)),
  route(fit.getLatestMarketFit, (ctx) => service.latestFit(ctx)),
];
