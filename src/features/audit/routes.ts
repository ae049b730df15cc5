import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const auditRoutes: readonly Route[] = [route(contract.listAuditEvents, (ctx, { query }) => service.listAuditEvents(ctx, query))];
