import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as costContract from "./costs/contract.ts";
import * as costs from "./costs/service.ts";
import * as enrollmentContract from "./enrollments/contract.ts";
import * as enrollments from "./enrollments/service.ts";
import * as ruleContract from "./rules/contract.ts";
import * as rules from "./rules/service.ts";
import * as service from "./service.ts";

export const programRoutes: readonly Route[] = [
  route(contract.createProgram, (ctx, { body }) => service.createProgram(ctx, body)),
  route(contract.listPrograms, (ctx, { query }) => service.listPrograms(ctx, query)),
  route(contract.getProgram, (ctx, { params }) => service.getProgram(ctx, params.id)),
  route(contract.updateProgram, (ctx, { params, body }) => service.updateProgram(ctx, params.id, body)),
  route(contract.archiveProgram, (ctx, { params }) => service.archiveProgram(ctx, params.id)),
  route(ruleContract.publishPayRule, (ctx, { params, body }) => rules.publishPayRule(ctx, params.id, body)),
  route(ruleContract.previewPayRule, (ctx, { params, body }) => rules.previewPayRule(ctx, params.id, body.document)),
  route(ruleContract.listPayRules, (ctx, { params }) => rules.listPayRules(ctx, params.id)),
  route(ruleContract.getCurrentPayRule, (ctx, { params }) => rules.getCurrentPayRule(ctx, params.id)),
  route(ruleContract.getPayRule, (ctx, { params }) => rules.getPayRule(ctx, params.id, params.rule_id)),
  route(enrollmentContract.enrollCreators, (ctx, { params, body }) => enrollments.enrollCreators(ctx, params.id, body)),
  route(enrollmentContract.listEnrollments, (ctx, { query }) => enrollments.listEnrollments(ctx, query)),
  route(enrollmentContract.endEnrollment, (ctx, { params, body }) => enrollments.endEnrollment(ctx, params.id, params.enrollment_id, body)),
  route(costContract.enterCost, (ctx, { params, body }) => costs.enterCost(ctx, params.id, body)),
  route(costContract.listCosts, (ctx, { params, query }) => costs.listCosts(ctx, params.id, query)),
  route(costContract.archiveCost, (ctx, { params }) => costs.archiveCost(ctx, params.id, params.cost_id)),
];
