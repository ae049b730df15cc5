import type { components } from "../../../web/api.gen.d.ts";

/** One of the six kinds of cost. */
export type CampaignCostKind = components["schemas"]["CampaignCost"]["kind"];

/** The six kinds of cost as screens call them. */
export const costKindOptions: readonly { readonly value: CampaignCostKind; readonly label: string }[] = [
  { value: "fee", label: "Fee" },
  { value: "product", label: "Product given" },
  { value: "shipping", label: "Shipping" },
  { value: "staff_time", label: "Staff time" },
  { value: "tools", label: "Share of tools" },
  { value: "amplification", label: "Paid amplification" },
];

/** A kind of cost in words. */
export const costKindText = (kind: CampaignCostKind): string => costKindOptions.find((each) => each.value === kind)?.label ?? kind;
