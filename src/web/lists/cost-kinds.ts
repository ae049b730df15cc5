import type { CostKind } from "../../kernel/costs/cost-kind.ts";

/** The six kinds of cost as screens call them: one cost of a kind, and all of them together. */
export const costKindOptions: readonly { readonly value: CostKind; readonly label: string; readonly all: string }[] = [
  { value: "fee", label: "Fee", all: "Fees" },
  { value: "product", label: "Product given", all: "Products given" },
  { value: "shipping", label: "Shipping", all: "Shipping" },
  { value: "staff_time", label: "Staff time", all: "Staff time" },
  { value: "tools", label: "Share of tools", all: "Share of tools" },
  { value: "amplification", label: "Paid amplification", all: "Paid amplification" },
];

const wordsOf = (kind: CostKind) => costKindOptions.find((each) => each.value === kind)!;

/** A kind of cost in words. */
export const costKindText = (kind: CostKind): string => wordsOf(kind).label;

/** All costs of a kind in words, within a sentence. */
export const costsOfKindText = (kind: CostKind): string => wordsOf(kind).all.toLowerCase();
