import { applicationProblems } from "../features/applications/problems.ts";
import { brandLiftProblems } from "../features/brand-lift/problems.ts";
import { bookingProblems } from "../features/booking/problems.ts";
import { campaignProblems } from "../features/campaigns/problems.ts";
import { codeProblems } from "../features/codes/problems.ts";
import { connectorProblems } from "../features/connectors/problems.ts";
import { creatorProblems } from "../features/creators/problems.ts";
import { discoveryProblems } from "../features/discovery/problems.ts";
import { domainProblems } from "../features/domains/problems.ts";
import { experimentProblems } from "../features/experiments/problems.ts";
import { fitProblems } from "../features/market/fit/problems.ts";
import { importProblems } from "../features/imports/problems.ts";
import { ledgerProblems } from "../features/ledger/problems.ts";
import { linkProblems } from "../features/links/problems.ts";
import { memberProblems } from "../features/members/problems.ts";
import { customerProblems } from "../features/customers/problems.ts";
import { integrationProblems } from "../features/integrations/problems.ts";
import { orderProblems } from "../features/orders/problems.ts";
import { sharingProblems } from "../features/sharing/problems.ts";
import { surveyProblems } from "../features/surveys/problems.ts";
import { webhookProblems } from "../features/webhooks/problems.ts";
import { postProblems } from "../features/posts/problems.ts";
import { reviewProblems } from "../features/reviews/problems.ts";
import { matchingProblems } from "../features/matching/problems.ts";
import { planningProblems } from "../features/planning/problems.ts";
import { programProblems } from "../features/programs/problems.ts";
import { seriesProblems } from "../features/series/problems.ts";
import { vettingProblems } from "../features/vetting/problems.ts";
import { workspaceProblems } from "../features/workspaces/problems.ts";
import { platformProblems } from "../platform/problems/platform-problems.ts";
import type { ProblemKind } from "../platform/problems/problem.ts";

const catalogues = [
  platformProblems,
  creatorProblems,
  discoveryProblems,
  connectorProblems,
  applicationProblems,
  postProblems,
  seriesProblems,
  programProblems,
  bookingProblems,
  campaignProblems,
  importProblems,
  domainProblems,
  linkProblems,
  codeProblems,
  orderProblems,
  customerProblems,
  integrationProblems,
  ledgerProblems,
  workspaceProblems,
  memberProblems,
  webhookProblems,
  surveyProblems,
  sharingProblems,
  experimentProblems,
  fitProblems,
  brandLiftProblems,
  reviewProblems,
  planningProblems,
  matchingProblems,
  vettingProblems,
];

/** Every kind of problem that any endpoint can answer with: the pages at /problems/ and docs/problems.md are made of this. */
export const problemCatalogue = (): readonly ProblemKind[] => catalogues.flatMap((kinds): readonly ProblemKind[] => Object.values(kinds));
