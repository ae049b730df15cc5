import { job } from "../../platform/jobs/jobs.ts";
import { sealAuditChains } from "./service.ts";

export const auditJobs = [job({ name: "seal-audit-chains", cron: "* * * * *", run: async (ctx) => void (await sealAuditChains(ctx)) })];
