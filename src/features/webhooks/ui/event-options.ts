/** What an endpoint can be told, in words. */
export const eventOptions = [
  { value: "order.created.v1", label: "An order came" },
  { value: "order.updated.v1", label: "An order changed" },
  { value: "order.adjusted.v1", label: "An order was refunded, cancelled or disputed" },
  { value: "commission.earned.v1", label: "A commission was earned" },
  { value: "commission.reversed.v1", label: "A commission was taken back" },
  { value: "commission.matured.v1", label: "A commission is payable" },
  { value: "creator.created.v1", label: "A creator was added" },
] as const;

/** One of {@link eventOptions}. */
export type EventChoice = (typeof eventOptions)[number]["value"];
