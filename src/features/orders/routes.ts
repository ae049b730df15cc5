import { groupedRoute, route, type Route } from "../../platform/http/route.ts";
import * as adjustments from "./adjustments/contract.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const orderRoutes: readonly Route[] = [
  groupedRoute(contract.createConversion, (ctx, inputs) =>
    service.sendConversions(
      ctx,
      inputs.map(({ body }) => body),
    ),
  ),
  route(contract.createConversions, async (ctx, { body }) => ({ data: await service.sendBatch(ctx, body.conversions) })),
  route(contract.listConversions, (ctx, { query }) => service.listConversions(ctx, query)),
  route(contract.getConversion, (ctx, { params }) => service.getConversion(ctx, params.id)),
  route(contract.addConversionStatus, (ctx, { params, body }) => service.addStatus(ctx, params.id, body)),
  route(adjustments.createAdjustment, (ctx, { body }) => service.sendAdjustment(ctx, body)),
  route(adjustments.listAdjustments, (ctx, { query }) => service.listAdjustments(ctx, query)),
];
