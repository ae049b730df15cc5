import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const reviewRoutes: readonly Route[] = [
  route(contract.getReview, (ctx, { params }) => service.getReview(ctx, params.id)),
  route(contract.saveReview, (ctx, { params, body }) => service.saveReview(ctx, params.id, body)),
  route(contract.closeReview, (ctx, { params }) => service.closeReview(ctx, params.id)),
  route(contract.listLessons, (ctx, { query }) => service.listLessons(ctx, query)),
];
