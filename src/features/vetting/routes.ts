import { route, type Route } from "../../platform/http/route.ts";
import * as decisions from "./decisions/contract.ts";
import * as findings from "./findings/contract.ts";
import * as many from "./many/contract.ts";
import * as samples from "./samples/contract.ts";
import * as scoring from "./scoring/contract.ts";
import * as service from "./service.ts";

export const vettingRoutes: readonly Route[] = [
  route(samples.addFollowerSample, (ctx, { params, body }) => service.addFollowerSample(ctx, params, body)),
  route(samples.listFollowerSamples, (ctx, { params, query }) => service.listFollowerSamples(ctx, params, query)),
  route(samples.addCommentSample, (ctx, { params, body }) => service.addCommentSample(ctx, params, body)),
  route(samples.listCommentSamples, (ctx, { params, query }) => service.listCommentSamples(ctx, params, query)),
  route(many.scoreCreators, (ctx, { body }) => service.scoreCreators(ctx, body.creator_ids)),
  route(scoring.makeScorecard, (ctx, { params }) => service.makeScorecard(ctx, params)),
  route(scoring.listScorecards, (ctx, { params, query }) => service.listScorecards(ctx, params, query)),
  route(scoring.getScorecard, (ctx, { params }) => service.getScorecard(ctx, params.id)),
  route(scoring.exportScorecardInput, (ctx, { params }) => service.exportScorecardInput(ctx, params.id)),
  route(scoring.getScoreFormula, async () => service.getScoreFormula()),
  route(findings.listSafetyFindings, (ctx, { params, query }) => service.listSafetyFindings(ctx, params.id, query)),
  route(findings.dismissFinding, (ctx, { params, body }) =>
    service.dismissFinding(ctx, { creatorId: params.id, id: params.finding_id }, body.reason),
  ),
  route(findings.getVettingSettings, (ctx) => service.getVettingSettings(ctx)),
  route(findings.setVettingSettings, (ctx, { body }) => service.setVettingSettings(ctx, body)),
  route(decisions.decideVetting, (ctx, { params, body }) => service.decideVetting(ctx, params.id, body)),
  route(decisions.listVettingDecisions, (ctx, { query }) => service.listVettingDecisions(ctx, query)),
  route(decisions.exportDecisionEvidence, (ctx, { params }) => service.exportDecisionEvidence(ctx, params.id)),
];
