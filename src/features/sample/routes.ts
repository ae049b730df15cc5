import { publicRoute, route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import { getSampleProgress } from "./loading/contract.ts";
import { sampleProgress } from "./loading/service.ts";
import * as service from "./shop/service.ts";

export const sampleRoutes: readonly Route[] = [
  publicRoute(contract.placeSampleOrder, (ctx, { body }) => service.placeOrder(ctx, body)),
  route(getSampleProgress, (ctx) => sampleProgress(ctx)),
];
