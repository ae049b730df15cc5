import { publicRoute, route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const integrationRoutes: readonly Route[] = [
  route(contract.listConnections, (ctx) => service.listConnections(ctx)),
  route(contract.createConnection, (ctx, { body }) => service.createConnection(ctx, body)),
  route(contract.updateConnection, (ctx, { params, body }) => service.updateConnection(ctx, params.id, body)),
  publicRoute(contract.takeWebhook, (ctx, { params, body, headers }) => service.takeWebhook(ctx, params, { body, headers })),
  route(contract.listPayloads, (ctx, { query }) => service.listPayloads(ctx, query)),
  route(contract.replayPayload, (ctx, { params }) => service.replayPayload(ctx, params.id)),
];
