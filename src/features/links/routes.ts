import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import { drawQr } from "./qr/service.ts";
import * as service from "./service.ts";

export const linkRoutes: readonly Route[] = [
  route(contract.listLinks, (ctx, { query }) => service.listLinks(ctx, query)),
  route(contract.createLink, (ctx, { body }) => service.createLink(ctx, body)),
  route(contract.getLink, (ctx, { params }) => service.getLink(ctx, params.id)),
  route(contract.updateLink, (ctx, { params, body }) => service.updateLink(ctx, params.id, body)),
  route(contract.archiveLink, (ctx, { params }) => service.archiveLink(ctx, params.id)),
  route(contract.getLinkQr, (ctx, { params, query }) => drawQr(ctx, params.id, query)),
];
