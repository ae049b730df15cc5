import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const attributionRoutes: readonly Route[] = [
  route(contract.recomputeAttribution, (ctx) => service.requestRun(ctx)),
  route(contract.getAttributionRun, (ctx) => service.latestRun(ctx)),
  route(contract.listCalibrations, (ctx) => service.listCalibrations(ctx)),
  route(contract.recordCalibration, (ctx, { body }) => service.recordCalibration(ctx, body)),
];
