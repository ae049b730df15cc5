import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const applicationRoutes: readonly Route[] = [
  route(contract.listPages, (ctx) => service.listPages(ctx)),
  route(contract.createPage, (ctx, { body }) => service.createPage(ctx, body)),
  route(contract.updatePage, (ctx, { params, body }) => service.updatePage(ctx, params.id, body)),
  route(contract.listApplications, (ctx, { query }) => service.listApplications(ctx, query)),
  route(contract.getApplication, (ctx, { params }) => service.getApplication(ctx, params.id)),
  route(contract.verifyAccount, (ctx, { params, body }) => service.verifyAccount(ctx, params, body.by)),
  route(contract.approveApplication, (ctx, { params, body }) => service.approveApplication(ctx, params.id, body)),
  route(contract.refuseApplication, (ctx, { params, body }) => service.refuseApplication(ctx, params.id, body.reason)),
];
