import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as duplicates from "./duplicates/contract.ts";
import * as history from "./history/contract.ts";
import * as merging from "./merging/contract.ts";
import * as recognising from "./recognising/contract.ts";
import * as records from "./records/contract.ts";
import * as service from "./service.ts";

export const creatorRoutes: readonly Route[] = [
  route(contract.createCreator, (ctx, { body }) => service.createCreator(ctx, body)),
  route(contract.listCreators, (ctx, { query }) => service.listCreators(ctx, query)),
  route(contract.exportCreators, (ctx) => service.exportCreators(ctx)),
  route(recognising.recogniseAccount, (ctx, { query }) => service.recogniseAccount(ctx, query)),
  route(contract.getCreator, (ctx, { params }) => service.getCreator(ctx, params.id)),
  route(contract.updateCreator, (ctx, { params, body }) => service.updateCreator(ctx, params.id, body)),
  route(contract.archiveCreator, (ctx, { params }) => service.setCreatorArchived(ctx, params.id, true)),
  route(contract.restoreCreator, (ctx, { params }) => service.setCreatorArchived(ctx, params.id, false)),
  route(history.changeCreatorStatus, (ctx, { params, body }) => service.changeCreatorStatus(ctx, params.id, body)),
  route(history.listCreatorStatuses, (ctx, { params }) => service.listCreatorStatuses(ctx, params.id)),
  route(contract.addAccount, (ctx, { params, body }) => service.addAccount(ctx, params.id, body)),
  route(contract.updateAccount, (ctx, { params, body }) => service.updateAccount(ctx, params.id, params.account_id, body)),
  route(contract.archiveAccount, (ctx, { params }) => service.archiveAccount(ctx, params.id, params.account_id)),
  route(records.addSnapshot, (ctx, { params, body }) => service.addSnapshot(ctx, params.id, params.account_id, body)),
  route(records.listSnapshots, (ctx, { params, query }) => service.listSnapshots(ctx, params.id, params.account_id, query)),
  route(records.addProfile, (ctx, { params, body }) => service.addProfile(ctx, params.id, params.account_id, body)),
  route(records.listProfiles, (ctx, { params, query }) => service.listProfiles(ctx, params.id, params.account_id, query)),
  route(records.getFigures, (ctx, { params }) => service.figuresOf(ctx, params.id, params.account_id)),
  route(duplicates.listDuplicates, (ctx, { query }) => service.listDuplicates(ctx, query)),
  route(duplicates.answerDuplicate, (ctx, { body }) => service.answerDuplicate(ctx, body)),
  route(merging.mergeCreators, (ctx, { params, body }) => service.mergeCreators(ctx, params.id, body)),
  route(merging.undoCreatorMerge, (ctx, { params, body }) => service.undoCreatorMerge(ctx, params.id, body)),
  route(merging.listCreatorRecords, (ctx, { params }) => service.listCreatorRecords(ctx, params.id)),
  route(history.listTimeline, (ctx, { params, query }) => service.listTimeline(ctx, params.id, query)),
];
