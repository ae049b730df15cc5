import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import { getCreatorEffects, getHighestFee, requestCreatorEffects } from "./service.ts";

export const bookingRoutes: readonly Route[] = [
  route(contract.requestCreatorEffects, (ctx, { body }) => requestCreatorEffects(ctx, body)),
  route(contract.getCreatorEffects, (ctx) => getCreatorEffects(ctx)),
  route(contract.getHighestFee, (ctx, { params, query }) => getHighestFee(ctx, params.id, query)),
];
