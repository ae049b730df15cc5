export { askablePlatforms, bioOf } from "./bios/service.ts";
export { changeKey, connectPlatform, listConnections, removeConnection } from "./connecting/service.ts";
export { eraseSeen } from "./erasing/service.ts";
export { listFindings } from "./finding/service.ts";
export { cancelRun, continueRun, getRun, listRuns, runBudget, startRun } from "./running/service.ts";
