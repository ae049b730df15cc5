import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const brandLiftRoutes: readonly Route[] = [
  route(contract.listBrandLifts, (ctx, { query }) => service.listBrandLifts(ctx, query)),
  route(contract.createBrandLift, (ctx, { body }) => service.createBrandLift(ctx, body)),
  route(contract.getBrandLift, (ctx, { params }) => service.getBrandLift(ctx, params.id)),
  route(contract.changeBrandLift, (ctx, { params, body }) => service.changeBrandLift(ctx, params.id, body)),
  route(contract.lockBrandLift, (ctx, { params }) => service.lockBrandLift(ctx, params.id)),
  route(contract.enterLiftCounts, (ctx, { params, body }) => service.enterLiftCounts(ctx, params.id, body)),
];
