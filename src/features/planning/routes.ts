import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const planningRoutes: readonly Route[] = [
  route(contract.createBudgetPlan, (ctx, { body }) => service.createBudgetPlan(ctx, body)),
  route(contract.listBudgetPlans, (ctx, { query }) => service.listBudgetPlans(ctx, query)),
  route(contract.getBudgetPlan, (ctx, { params }) => service.getBudgetPlan(ctx, params.id)),
  route(contract.changeBudgetPlan, (ctx, { params, body }) => service.changeBudgetPlan(ctx, params.id, body)),
  route(contract.lockBudgetPlan, (ctx, { params, body }) => service.lockBudgetPlan(ctx, params.id, body.campaign_id)),
  route(contract.forecastCalibration, (ctx) => service.forecastCalibration(ctx)),
];
