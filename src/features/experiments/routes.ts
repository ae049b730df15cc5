import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const experimentRoutes: readonly Route[] = [
  route(contract.listExperiments, (ctx, { query }) => service.listExperiments(ctx, query)),
  route(contract.createExperiment, (ctx, { body }) => service.createExperiment(ctx, body)),
  route(contract.getExperiment, (ctx, { params }) => service.getExperiment(ctx, params.id)),
  route(contract.changeExperiment, (ctx, { params, body }) => service.changeExperiment(ctx, params.id, body)),
  route(contract.lockPlan, (ctx, { params }) => service.lockPlan(ctx, params.id)),
  route(contract.studyPower, (ctx, { params }) => service.studyPower(ctx, params.id)),
  route(contract.analyseExperiment, (ctx, { params, query }) => service.analyseExperiment(ctx, params.id, query.unplanned === "true")),
  route(contract.keepResult, (ctx, { params }) => service.keepResult(ctx, params.id)),
  route(contract.undoKeptResult, (ctx, { params }) => service.undoKeptResult(ctx, params.id)),
  route(contract.listSalesSeries, (ctx) => service.listSalesSeries(ctx)),
  route(contract.getSalesSeries, (ctx, { params }) => service.getSalesSeries(ctx, params.id)),
  route(contract.selectMarkets, (ctx, { params, body }) => service.selectMarkets(ctx, params.id, body)),
  route(contract.getLatestMarkets, (ctx, { params }) => service.getLatestMarkets(ctx, params.id)),
  route(contract.checkSalesSeries, (ctx, { params, query }) => service.checkSalesSeries(ctx, params.id, query.from_on)),
  route(contract.listCreatorExperiments, (ctx, { query }) => service.listCreatorExperiments(ctx, query)),
  route(contract.createCreatorExperiment, (ctx, { body }) => service.createCreatorExperiment(ctx, body)),
  route(contract.getCreatorExperiment, (ctx, { params }) => service.getCreatorExperiment(ctx, params.id)),
  route(contract.changeCreatorExperiment, (ctx, { params, body }) => service.changeCreatorExperiment(ctx, params.id, body)),
  route(contract.lockCreatorPlan, (ctx, { params }) => service.lockCreatorPlan(ctx, params.id)),
  route(contract.studyCreatorPower, (ctx, { params }) => service.studyCreatorPower(ctx, params.id)),
  route(contract.analyseCreatorExperiment, (ctx, { params }) => service.analyseCreatorExperiment(ctx, params.id)),
  route(contract.recordDeviation, (ctx, { params, body }) => service.recordDeviation(ctx, params.id, body)),
];
