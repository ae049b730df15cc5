import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./showing/service.ts";

export const customerRoutes: readonly Route[] = [
  route(contract.getCustomer, (ctx, { params }) => service.showCustomer(ctx, params.id)),
  route(contract.eraseCustomer, (ctx, { params }) => service.eraseCustomer(ctx, params.id)),
  route(contract.mergeCustomers, (ctx, { body }) => service.merge(ctx, body)),
  route(contract.listCustomerMerges, (ctx, { query }) => service.showMerges(ctx, query)),
  route(contract.undoCustomerMerge, (ctx, { params, body }) => service.undo(ctx, params.merge_id, body.reason)),
];
