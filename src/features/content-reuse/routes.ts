import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import { contentReuseValue, enterContentReuse, listContentReuses, voidContentReuse } from "./service.ts";

export const contentReuseRoutes: readonly Route[] = [
  route(contract.enterContentReuse, (ctx, { params, body }) => enterContentReuse(ctx, params.id, body)),
  route(contract.listContentReuses, (ctx, { params, query }) => listContentReuses(ctx, params.id, query)),
  route(contract.contentReuseValue, (ctx, { params }) => contentReuseValue(ctx, params.id)),
  route(contract.voidContentReuse, (ctx, { params, body }) =>
    voidContentReuse(ctx, { campaignId: params.id, id: params.reuse_id }, body.reason),
  ),
];
