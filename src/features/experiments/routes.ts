import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const experimentRoutes: readonly Route[] = [
  route(contract.listSalesSeries, (ctx) => service.listSalesSeries(ctx)),
  route(contract.getSalesSeries, (ctx, { params }) => service.getSalesSeries(ctx, params.id)),
  route(contract.checkSalesSeries, (ctx, { params, query }) => service.checkSalesSeries(ctx, params.id, query.from_on)),
];
