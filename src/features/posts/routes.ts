import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as engagementContract from "./engagement/contract.ts";
import * as engagement from "./engagement/service.ts";
import * as mediaContract from "./media/contract.ts";
import * as media from "./media/service.ts";
import * as service from "./service.ts";
import * as snapshotContract from "./snapshots/contract.ts";
import * as snapshots from "./snapshots/service.ts";

export const postRoutes: readonly Route[] = [
  route(contract.createPost, (ctx, { body }) => service.createPost(ctx, body)),
  route(contract.listPosts, (ctx, { query }) => service.listPosts(ctx, query)),
  route(contract.getPost, (ctx, { params }) => service.getPost(ctx, params.id)),
  route(contract.updatePost, (ctx, { params, body }) => service.updatePost(ctx, params.id, body)),
  route(contract.archivePost, (ctx, { params }) => service.archivePost(ctx, params.id)),
  route(snapshotContract.addPostSnapshot, (ctx, { params, body }) => snapshots.addPostSnapshot(ctx, params.id, body)),
  route(snapshotContract.listPostSnapshots, (ctx, { params, query }) => snapshots.listPostSnapshots(ctx, params.id, query)),
  route(engagementContract.getPostEngagement, (ctx, { params }) => engagement.getPostEngagement(ctx, params.id)),
  route(engagementContract.listEngagement, (ctx, { query }) => engagement.listEngagement(ctx, query)),
  route(engagementContract.listTierLadders, (ctx) => engagement.listTierLadders(ctx)),
  route(engagementContract.setTierLadder, (ctx, { body }) => engagement.setTierLadder(ctx, body.ladder)),
  route(mediaContract.getPostMediaValue, (ctx, { params }) => media.getPostMediaValue(ctx, params.id)),
  route(mediaContract.getCampaignMediaValue, (ctx, { params }) => media.getCampaignMediaValue(ctx, params.id)),
  route(mediaContract.listMediaRates, (ctx) => media.listMediaRates(ctx)),
  route(mediaContract.setMediaRates, (ctx, { body }) => media.setMediaRates(ctx, body)),
];
