import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const ledgerRoutes: readonly Route[] = [
  route(contract.listLedgerLines, (ctx, { query }) => service.listLines(ctx, query)),
  route(contract.listBalances, (ctx, { query }) => service.listBalances(ctx, query)),
  route(contract.closeMonth, (ctx, { body }) => service.closeMonth(ctx, body.month)),
  route(contract.listClosedMonths, (ctx) => service.listClosedMonths(ctx)),
  route(contract.addExchangeRates, (ctx, { body }) => service.addExchangeRates(ctx, body.rates)),
  route(contract.listExchangeRates, (ctx) => service.listExchangeRates(ctx)),
];
