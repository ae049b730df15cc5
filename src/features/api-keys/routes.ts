import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const keyRoutes: readonly Route[] = [
  route(contract.listKeys, (ctx, { query }) => service.listKeys(ctx, query)),
  route(contract.createKey, (ctx, { body }) => service.createKey(ctx, body)),
  route(contract.revokeKey, (ctx, { params }) => service.revokeKey(ctx, params.id)),
];
