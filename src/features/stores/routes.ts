import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const storeRoutes: readonly Route[] = [
  route(contract.listStores, (ctx) => service.listStores(ctx)),
  route(contract.createStore, (ctx, { body }) => service.createStore(ctx, body)),
  route(contract.updateStore, (ctx, { params, body }) => service.updateStore(ctx, params.id, body)),
];
