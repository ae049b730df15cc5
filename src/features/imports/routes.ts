import { route, type Route } from "../../platform/http/route.ts";
import * as contract from "./contract.ts";
import * as service from "./service.ts";

export const importRoutes: readonly Route[] = [
  route(contract.uploadImport, (ctx, { query, body }) => service.uploadImport(ctx, query, body)),
  route(contract.listImports, (ctx, { query }) => service.listImports(ctx, query)),
  route(contract.getImport, (ctx, { params }) => service.getImport(ctx, params.id)),
  route(contract.previewImport, (ctx, { params }) => service.previewImport(ctx, params.id)),
  route(contract.setImportMapping, (ctx, { params, body }) => service.setImportMapping(ctx, params.id, body)),
  route(contract.checkImport, (ctx, { params }) => service.checkImport(ctx, params.id)),
  route(contract.runImport, (ctx, { params, body }) => service.runImport(ctx, params.id, body)),
  route(contract.listImportRefusals, (ctx, { params, query }) => service.listImportRefusals(ctx, params.id, query)),
  route(contract.listPresets, (ctx, { query }) => service.listPresets(ctx, query.kind)),
  route(contract.savePreset, (ctx, { body }) => service.savePreset(ctx, body)),
  route(contract.deletePreset, (ctx, { params }) => service.deletePreset(ctx, params.id)),
];
