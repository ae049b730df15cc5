import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const domainRoutes: readonly Route[] = [
  route(contract.listDomains, (ctx) => service.listDomains(ctx)),
  route(contract.createDomain, (ctx, { body }) => service.createDomain(ctx, body)),
  route(contract.updateDomain, (ctx, { params, body }) => service.updateDomain(ctx, params.id, body)),
];
