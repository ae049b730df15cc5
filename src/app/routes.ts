import { keyRoutes } from "../features/api-keys/routes.ts";
import { advocateRoutes } from "../features/advocates/routes.ts";
import { applicationRoutes } from "../features/applications/routes.ts";
import { attributionRoutes } from "../features/attribution/routes.ts";
import { auditRoutes } from "../features/audit/routes.ts";
import { bookingRoutes } from "../features/booking/routes.ts";
import { campaignRoutes } from "../features/campaigns/routes.ts";
import { codeRoutes } from "../features/codes/routes.ts";
import { commissionRoutes } from "../features/commissions/routes.ts";
import { computationRoutes } from "../features/computations/routes.ts";
import { channelCostRoutes } from "../features/channel-costs/routes.ts";
import { connectorRoutes } from "../features/connectors/routes.ts";
import { contentReuseRoutes } from "../features/content-reuse/routes.ts";
import { creatorRoutes } from "../features/creators/routes.ts";
import { customerRoutes } from "../features/customers/routes.ts";
import { discoveryRoutes } from "../features/discovery/routes.ts";
import { domainRoutes } from "../features/domains/routes.ts";
import { brandLiftRoutes } from "../features/brand-lift/routes.ts";
import { experimentRoutes } from "../features/experiments/routes.ts";
import { importRoutes } from "../features/imports/routes.ts";
import { integrationRoutes } from "../features/integrations/routes.ts";
import { ledgerRoutes } from "../features/ledger/routes.ts";
import { linkRoutes } from "../features/links/routes.ts";
import { liveRoutes } from "../features/live/routes.ts";
import { matchingRoutes } from "../features/matching/routes.ts";
import { marketRoutes } from "../features/market/routes.ts";
import { memberRoutes } from "../features/members/routes.ts";
import { noticeRoutes } from "../features/notices/routes.ts";
import { orderRoutes } from "../features/orders/routes.ts";
import { postRoutes } from "../features/posts/routes.ts";
import { privacyRoutes } from "../features/privacy/routes.ts";
import { programRoutes } from "../features/programs/routes.ts";
import { sampleRoutes } from "../features/sample/routes.ts";
import { reportRoutes } from "../features/reports/routes.ts";
import { seriesRoutes } from "../features/series/routes.ts";
import { sharedReports } from "../features/reports/sheets/service.ts";
import { sharingRoutes } from "../features/sharing/routes.ts";
import { planningRoutes } from "../features/planning/routes.ts";
import { reviewRoutes } from "../features/reviews/routes.ts";
import { storeRoutes } from "../features/stores/routes.ts";
import { surveyRoutes } from "../features/surveys/routes.ts";
import { vettingRoutes } from "../features/vetting/routes.ts";
import { webhookRoutes } from "../features/webhooks/routes.ts";
import { workspaceRoutes } from "../features/workspaces/routes.ts";
import type { Route } from "../platform/http/route.ts";

/** Every route of every feature, in the order of the documentation. */
export const routes: readonly Route[] = [
  ...workspaceRoutes,
  ...storeRoutes,
  ...memberRoutes,
  ...keyRoutes,
  ...auditRoutes,
  ...creatorRoutes,
  ...privacyRoutes,
  ...advocateRoutes,
  ...programRoutes,
  ...campaignRoutes,
  ...postRoutes,
  ...channelCostRoutes,
  ...contentReuseRoutes,
  ...connectorRoutes,
  ...applicationRoutes,
  ...importRoutes,
  ...discoveryRoutes,
  ...domainRoutes,
  ...linkRoutes,
  ...codeRoutes,
  ...orderRoutes,
  ...integrationRoutes,
  ...attributionRoutes,
  ...surveyRoutes,
  ...seriesRoutes,
  ...experimentRoutes,
  ...brandLiftRoutes,
  ...commissionRoutes,
  ...computationRoutes,
  ...marketRoutes,
  ...customerRoutes,
  ...ledgerRoutes,
  ...reportRoutes,
  ...sharingRoutes(sharedReports),
  ...reviewRoutes,
  ...planningRoutes,
  ...matchingRoutes,
  ...bookingRoutes,
  ...liveRoutes,
  ...vettingRoutes,
  ...webhookRoutes,
  ...noticeRoutes,
  ...sampleRoutes,
];
