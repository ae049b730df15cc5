import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const codeRoutes: readonly Route[] = [
  route(contract.listCodes, (ctx, { query }) => service.listCodes(ctx, query)),
  route(contract.getCode, (ctx, { params }) => service.getCode(ctx, params.id)),
  route(contract.createCode, (ctx, { body }) => service.createCode(ctx, body)),
  route(contract.updateCode, (ctx, { params, body }) => service.updateCode(ctx, params.id, body)),
];
