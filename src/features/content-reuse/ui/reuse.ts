import type { paths } from "../../../web/api.gen.d.ts";
import type { ListRow } from "../../../web/api.ts";

/** A use of content as the API gives it. */
export type Reuse = ListRow<"/v1/campaigns/{id}/content-reuses">;
export type ReuseValue = paths["/v1/campaigns/{id}/content-reuse-value"]["get"]["responses"][200]["content"]["application/json"];

/** Where content was used, in words. */
export const placeOptions: readonly { readonly value: Reuse["used_in"]; readonly label: string }[] = [
  { value: "paid_ads", label: "Paid ads" },
  { value: "email", label: "E-mail" },
  { value: "product_page", label: "Product page" },
  { value: "website", label: "Elsewhere on the website" },
  { value: "in_store", label: "In store" },
  { value: "other", label: "Somewhere else" },
];

/** On what ground its worth is told, in words. */
export const basisOptions: readonly { readonly value: Reuse["basis"]; readonly label: string }[] = [
  { value: "replacement_cost", label: "What making it would have cost" },
  { value: "licence_fee", label: "What a licence would have cost" },
  { value: "measured", label: "A split test" },
];

/** A place in words. */
export const placeText = (place: Reuse["used_in"]): string => placeOptions.find(({ value }) => value === place)!.label;
/** A ground in words. */
export const basisText = (basis: Reuse["basis"]): string => basisOptions.find(({ value }) => value === basis)!.label;
