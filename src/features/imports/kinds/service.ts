import type { ImportKind } from "../../../platform/imports/import-kind.ts";
import { liftImport } from "../../brand-lift/service.ts";
import { costImport } from "../../campaigns/service.ts";
import { codeImport } from "../../codes/service.ts";
import { creatorImport } from "../../creators/service.ts";
import { audienceImport, salesImport } from "../../experiments/service.ts";
import { linkImport } from "../../links/service.ts";
import { priceBook } from "../../matching/service.ts";
import { orderImport } from "../../orders/service.ts";
import { postImport } from "../../posts/service.ts";
import { seriesImport } from "../../series/service.ts";
import { answerImport } from "../../surveys/service.ts";
import type { Scope } from "../../../platform/schema/endpoint.ts";
import type { ImportKindName } from "../import-state.ts";

/** Who reads which kind of file. */
export const importKinds: { readonly [K in ImportKindName]: ImportKind } = {
  creators: creatorImport(priceBook),
  orders: orderImport,
  sales: salesImport,
  posts: postImport,
  daily_series: seriesImport,
  costs: costImport,
  audiences: audienceImport,
  brand_lift_counts: liftImport,
  links: linkImport,
  codes: codeImport,
  survey_answers: answerImport,
};

/** What whoever brings a file of a kind in must be allowed besides. */
export const importScopes: { readonly [K in ImportKindName]: Scope } = {
  creators: "creators:write",
  orders: "orders:write",
  sales: "attribution:write",
  posts: "creators:write",
  daily_series: "attribution:write",
  costs: "programs:write",
  audiences: "attribution:write",
  brand_lift_counts: "attribution:write",
  links: "links:write",
  codes: "links:write",
  survey_answers: "attribution:write",
};
