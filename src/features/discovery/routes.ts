import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as asking from "./asking/service.ts";
import * as likenessContract from "./likeness/contract.ts";
import * as likeness from "./likeness/service.ts";
import * as listContract from "./lists/contract.ts";
import * as lists from "./lists/service.ts";
import * as savedContract from "./saved/contract.ts";
import * as saved from "./saved/service.ts";

export const discoveryRoutes: readonly Route[] = [
  route(contract.searchCreators, (ctx, { body }) => asking.searchCreators(ctx, body)),
  route(contract.listFoundCreators, (ctx, { query }) => asking.listFoundCreators(ctx, query)),
  route(listContract.createCreatorList, (ctx, { body }) => lists.createCreatorList(ctx, body)),
  route(listContract.listCreatorLists, (ctx, { query }) => lists.listCreatorLists(ctx, query)),
  route(listContract.getCreatorList, (ctx, { params }) => lists.getCreatorList(ctx, params.id)),
  route(listContract.updateCreatorList, (ctx, { params, body }) => lists.updateCreatorList(ctx, params.id, body)),
  route(listContract.archiveCreatorList, (ctx, { params }) => lists.archiveCreatorList(ctx, params.id)),
  route(listContract.scoreCreatorList, (ctx, { params }) => lists.scoreCreatorList(ctx, params.id)),
  route(listContract.addToCreatorList, (ctx, { params, body }) => lists.addToCreatorList(ctx, params.id, body.creator_ids)),
  route(listContract.takeFromCreatorList, (ctx, { params, body }) => lists.takeFromCreatorList(ctx, params.id, body.creator_ids)),
  route(likenessContract.compareCreators, (ctx, { body }) => likeness.compareCreators(ctx, body.creator_ids)),
  route(likenessContract.listLookalikes, (ctx, { body }) => likeness.listLookalikes(ctx, body)),
  route(likenessContract.mapCreators, (ctx, { body }) => likeness.mapCreators(ctx, body)),
  route(savedContract.saveSearch, (ctx, { body }) => saved.saveSearch(ctx, body)),
  route(savedContract.listSearches, (ctx, { query }) => saved.listSearches(ctx, query)),
  route(savedContract.updateSearch, (ctx, { params, body }) => saved.updateSearch(ctx, params.id, body)),
  route(savedContract.archiveSearch, (ctx, { params }) => saved.archiveSearch(ctx, params.id)),
  route(savedContract.listFinds, (ctx, { params, query }) => saved.listFinds(ctx, params.id, query)),
];
