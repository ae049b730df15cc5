import { publicRoute, route, type Route } from "../../platform/http/route.ts";
import { optOut } from "./consent/service.ts";
import * as contract from "./contract.ts";
import { reportPaper } from "./papers/service.ts";
import * as reading from "./readers/contract.ts";
import { inviteReader, removeReader } from "./readers/service.ts";
import * as scheduled from "./schedules/contract.ts";
import * as schedules from "./schedules/service.ts";
import * as service from "./service.ts";

/** The routes of sharing, for the reports that the application has. */
export const sharingRoutes = (reports: readonly service.SharedReport[]): readonly Route[] => [
  route(contract.listShares, (ctx, { query }) => service.listShares(ctx, reports, query)),
  route(contract.createShare, (ctx, { body }) => service.createShare(ctx, reports, body)),
  route(contract.revokeShare, (ctx, { params }) => service.revokeShare(ctx, reports, params.id)),
  route(contract.makePaper, (ctx, { body }) => reportPaper(ctx, reports, body)),
  publicRoute(contract.openShare, (ctx, { params }) => service.openShare(ctx, reports, params.token)),
  route(scheduled.listSchedules, (ctx, { query }) => schedules.listSchedules(ctx, reports, query)),
  route(scheduled.createSchedule, (ctx, { body }) => schedules.createSchedule(ctx, reports, body)),
  route(scheduled.stopSchedule, (ctx, { params }) => schedules.stopSchedule(ctx, params.id)),
  route(scheduled.sendNow, (ctx, { params }) => schedules.sendNow(ctx, params.id)),
  publicRoute(scheduled.optOut, (ctx, { body }) => optOut(ctx, body.token)),
  route(reading.inviteReader, (ctx, { params, body }) => inviteReader(ctx, params.id, body)),
  route(reading.removeReader, (ctx, { params }) => removeReader(ctx, params.id)),
];
