import { job } from "../../platform/jobs/jobs.ts";
import { deliver, deliverJob } from "./service.ts";

export const webhookJobs = [job({ name: deliverJob, run: (ctx, delivery: Parameters<typeof deliver>[1]) => deliver(ctx, delivery) })];
