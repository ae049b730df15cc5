import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const advocateRoutes: readonly Route[] = [route(contract.listAdvocates, (ctx) => service.listAdvocates(ctx))];
