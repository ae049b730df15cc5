import { publicRoute, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./shop/service.ts";

export const sampleRoutes: readonly Route[] = [publicRoute(contract.placeSampleOrder, (ctx, { body }) => service.placeOrder(ctx, body))];
