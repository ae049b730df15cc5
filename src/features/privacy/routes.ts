import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const privacyRoutes: readonly Route[] = [
  route(contract.getSettings, (ctx) => service.privacySettings(ctx)),
  route(contract.putSettings, (ctx, { body }) => service.setPrivacySettings(ctx, body)),
  route(contract.listDue, (ctx) => service.creatorsDue(ctx)),
  route(contract.eraseCreator, (ctx, { params, body }) => service.eraseCreator(ctx, params.id, body)),
  route(contract.addNotice, (ctx, { params, body }) => service.addNotice(ctx, params.id, body)),
  route(contract.listNotices, (ctx, { params }) => service.listNotices(ctx, params.id)),
  route(contract.listDoNotContact, (ctx) => service.listDoNotContact(ctx)),
  route(contract.addDoNotContact, (ctx, { body }) => service.addDoNotContact(ctx, body)),
  route(contract.removeDoNotContact, (ctx, { params }) => service.removeDoNotContact(ctx, params.id)),
];
