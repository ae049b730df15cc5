import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const surveyRoutes: readonly Route[] = [
  route(contract.listSurveys, (ctx, { query }) => service.listSurveys(ctx, query)),
  route(contract.getSurvey, (ctx, { params }) => service.getSurvey(ctx, params.id)),
  route(contract.createSurvey, (ctx, { body }) => service.createSurvey(ctx, body)),
  route(contract.updateSurvey, (ctx, { params, body }) => service.updateSurvey(ctx, params.id, body)),
  route(contract.signLinks, (ctx, { params, body }) => service.signLinks(ctx, params.id, body.external_order_ids)),
  route(contract.listAnswers, (ctx, { params, query }) => service.listAnswers(ctx, params.id, query)),
  route(contract.addAnswer, (ctx, { params, body }) => service.addAnswer(ctx, params.id, body)),
  route(contract.matchAnswer, (ctx, { params, body }) => service.matchAnswer(ctx, params.id, body.creator_id)),
];
