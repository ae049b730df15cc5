import { publicRoute, route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const memberRoutes: readonly Route[] = [
  route(contract.listMembers, (ctx) => service.listMembers(ctx)),
  route(contract.updateMember, (ctx, { params, body }) => service.updateMember(ctx, params.id, body.role)),
  route(contract.removeMember, (ctx, { params }) => service.removeMember(ctx, params.id)),
  route(contract.listInvitations, (ctx) => service.listInvitations(ctx)),
  route(contract.createInvitation, (ctx, { body }) => service.createInvitation(ctx, body)),
  route(contract.revokeInvitation, (ctx, { params }) => service.revokeInvitation(ctx, params.id)),
  publicRoute(contract.acceptInvitation, (ctx, { body }) => service.acceptInvitation(ctx, body)),
];
