import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const computationRoutes: readonly Route[] = [
  route(contract.getComputation, (ctx, { params }) => service.getComputation(ctx, params.id)),
  route(contract.cancelComputation, (ctx, { params }) => service.cancelComputation(ctx, params.id)),
];
