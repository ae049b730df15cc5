import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const commissionRoutes: readonly Route[] = [
  route(contract.listCommissions, (ctx, { query }) => service.listCommissions(ctx, query)),
  route(contract.getCommission, (ctx, { params }) => service.getCommission(ctx, params.id)),
  route(contract.listClaims, (ctx, { query }) => service.listClaims(ctx, query)),
];
