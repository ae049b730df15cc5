import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const liveRoutes: readonly Route[] = [route(contract.watchChanges, (ctx) => service.changeStream(ctx))];
