import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const webhookRoutes: readonly Route[] = [
  route(contract.listWebhookEndpoints, (ctx) => service.listEndpoints(ctx)),
  route(contract.createWebhookEndpoint, (ctx, { body }) => service.createEndpoint(ctx, body)),
  route(contract.updateWebhookEndpoint, (ctx, { params, body }) => service.updateEndpoint(ctx, params.id, body)),
  route(contract.archiveWebhookEndpoint, (ctx, { params }) => service.archiveEndpoint(ctx, params.id)),
  route(contract.rotateWebhookSecret, (ctx, { params }) => service.rotateSecret(ctx, params.id)),
  route(contract.testWebhookEndpoint, (ctx, { params }) => service.sendTest(ctx, params.id)),
  route(contract.listWebhookDeliveries, (ctx, { params, query }) => service.listDeliveries(ctx, params.id, query)),
  route(contract.replayWebhookEvents, (ctx, { params, body }) => service.replayEvents(ctx, params.id, body)),
];
