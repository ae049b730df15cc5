import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as effectContract from "./effect/contract.ts";
import * as service from "./service.ts";

export const seriesRoutes: readonly Route[] = [
  route(contract.listDailySeries, (ctx) => service.listDailySeries(ctx)),
  route(contract.getDailySeries, (ctx, { params }) => service.getDailySeries(ctx, params.id)),
  route(effectContract.getSeriesEffect, (ctx, { params, query }) => service.getSeriesEffect(ctx, params.id, query)),
  route(effectContract.requestSeriesEffect, (ctx, { params, body }) => service.requestSeriesEffect(ctx, params.id, body)),
];
