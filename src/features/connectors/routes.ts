import { route, type Route } from "../../platform/http/route.ts";
import * as connecting from "./connecting/contract.ts";
import * as contract from "./contract.ts";
import * as granting from "./granting/contract.ts";
import * as service from "./service.ts";

export const connectorRoutes: readonly Route[] = [
  route(connecting.listConnections, (ctx) => service.listConnections(ctx)),
  route(connecting.connectPlatform, (ctx, { body }) => service.connectPlatform(ctx, body)),
  route(connecting.changeKey, (ctx, { params, body }) => service.changeKey(ctx, params.id, body)),
  route(connecting.removeConnection, (ctx, { params }) => service.removeConnection(ctx, params.id)),
  route(connecting.listSignInPlatforms, (ctx) => service.listSignInPlatforms(ctx)),
  route(connecting.connectSignIn, (ctx, { body }) => service.connectSignIn(ctx, body)),
  route(granting.listGrants, (ctx, { params }) => service.connectedAccounts(ctx, params.id)),
  route(granting.inviteCreator, (ctx, { params, body }) => service.inviteCreator(ctx, params.id, body.language)),
  route(granting.endInvitation, (ctx, { params }) => service.endInvitation(ctx, params.id)),
  route(granting.disconnect, (ctx, { params }) => service.disconnectGrant(ctx, params.id)),
  route(contract.runBudget, (ctx, { body }) => service.runBudget(ctx, body)),
  route(contract.startRun, (ctx, { body }) => service.startRun(ctx, body)),
  route(contract.listRuns, (ctx, { query }) => service.listRuns(ctx, query)),
  route(contract.getRun, (ctx, { params }) => service.getRun(ctx, params.id)),
  route(contract.cancelRun, (ctx, { params }) => service.cancelRun(ctx, params.id)),
  route(contract.continueRun, (ctx, { params }) => service.continueRun(ctx, params.id)),
  route(contract.listFindings, (ctx, { params, query }) => service.listFindings(ctx, params.id, query)),
];
