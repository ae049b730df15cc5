import { personRoute, route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const workspaceRoutes: readonly Route[] = [
  personRoute(contract.getMe, (ctx) => service.getMe(ctx)),
  personRoute(contract.createWorkspace, (ctx, { body }) => service.startWorkspace(ctx, body)),
  route(contract.updateWorkspace, (ctx, { body }) => service.renameWorkspace(ctx, body.name)),
];
