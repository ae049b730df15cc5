import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const noticeRoutes: readonly Route[] = [
  route(contract.listNotices, (ctx, { query }) => service.listNotices(ctx, query)),
  route(contract.readNotice, (ctx, { params }) => service.readNotice(ctx, params.id)),
];
