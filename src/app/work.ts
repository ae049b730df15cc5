import { attributionJobs } from "../features/attribution/jobs.ts";
import { auditJobs } from "../features/audit/jobs.ts";
import { commissionHandlers, commissionJobs } from "../features/commissions/jobs.ts";
import { importJobs } from "../features/imports/jobs.ts";
import { orderHandlers } from "../features/orders/jobs.ts";
import { webhookJobs } from "../features/webhooks/jobs.ts";
import type { Job } from "../platform/jobs/jobs.ts";
import type { OutboxHandler } from "../platform/outbox/outbox.ts";

/** Every job of every feature. */
export const jobs: readonly Job[] = [...attributionJobs, ...auditJobs, ...commissionJobs, ...importJobs, ...webhookJobs];

/** Who carries out which outbox topic. */
export const outboxHandlers: Readonly<Record<string, OutboxHandler>> = { ...orderHandlers, ...commissionHandlers };
