import { attributionJobs } from "../features/attribution/jobs.ts";
import { auditJobs } from "../features/audit/jobs.ts";
import { creatorEffectsKind } from "../features/booking/service.ts";
import { commissionHandlers, commissionJobs, commissionsTogether } from "../features/commissions/jobs.ts";
import { computationJobs } from "../features/computations/jobs.ts";
import type { ComputationKind } from "../features/computations/service.ts";
import {
  analysisComputation,
  designComputation,
  designPowerComputation,
  doseComputation,
  dosePowerComputation,
  marketsComputation,
  powerComputation,
} from "../features/experiments/service.ts";
import { searchJobs } from "../features/discovery/saved/jobs.ts";
import { connectorJobs } from "../features/connectors/jobs.ts";
import { importJobs } from "../features/imports/jobs.ts";
import { marketFit, marketStudy } from "../features/market/service.ts";
import { seriesEffect } from "../features/series/service.ts";
import { orderHandlers } from "../features/orders/jobs.ts";
import { modelledCreditKind } from "../features/reports/models/service.ts";
import { budgetPlanKind } from "../features/planning/service.ts";
import { rollupJobs } from "../features/reports/rollups/jobs.ts";
import { customersWorthKind } from "../features/reports/worth/service.ts";
import { sampleHandlers, sampleJobs } from "../features/sample/jobs.ts";
import { sharedReports } from "../features/reports/sheets/service.ts";
import { sharingHandlers, sharingJobs } from "../features/sharing/jobs.ts";
import { vettingJobs } from "../features/vetting/jobs.ts";
import { creatorScores } from "../features/vetting/service.ts";
import { webhookHandlers, webhookJobs } from "../features/webhooks/jobs.ts";
import type { Job } from "../platform/jobs/jobs.ts";
import { inTurn, type OutboxHandlers } from "../platform/outbox/outbox.ts";
import { toldThings } from "./events/told-things.ts";

/** Every heavy calculation of every feature. */
export const computations: readonly ComputationKind[] = [
  analysisComputation,
  powerComputation,
  marketFit,
  marketStudy,
  customersWorthKind,
  seriesEffect,
  modelledCreditKind,
  marketsComputation,
  budgetPlanKind,
  creatorEffectsKind,
  designComputation,
  designPowerComputation,
  doseComputation,
  dosePowerComputation,
  creatorScores,
];

/** Every job of every feature. */
export const jobs: readonly Job[] = [
  ...attributionJobs,
  ...auditJobs,
  ...commissionJobs,
  ...computationJobs(computations),
  ...connectorJobs,
  ...importJobs,
  ...sampleJobs,
  ...searchJobs,
  ...sharingJobs(sharedReports),
  ...rollupJobs,
  ...vettingJobs,
  ...webhookJobs,
];

/** Who carries out which outbox topic: the outside hears of an order before it hears of what the order earned. */
export const outboxHandlers: OutboxHandlers = {
  each: inTurn(orderHandlers, commissionHandlers, sharingHandlers, sampleHandlers, webhookHandlers(toldThings)),
  together: commissionsTogether,
};
