/** What can be told to the outside, by name and version; a version's payload only ever gains fields. */
export const eventTypes = [
  "order.created.v1",
  "order.updated.v1",
  "order.adjusted.v1",
  "commission.earned.v1",
  "commission.reversed.v1",
  "commission.matured.v1",
  "creator.created.v1",
  "webhook.test.v1",
] as const;

/** One of `eventTypes`. */
export type EventType = (typeof eventTypes)[number];
