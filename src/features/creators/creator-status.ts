/** What a creator may be: only an active one earns. */
export const creatorStatuses = ["active", "paused", "banned"] as const;
/** One of {@link creatorStatuses}. */
export type CreatorStatus = (typeof creatorStatuses)[number];

/** One change of status, from its instant on. */
export interface StatusChange {
  readonly status: CreatorStatus;
  readonly effectiveAt: Date;
  readonly reason: string;
}

/**
 * The status of a creator at an instant, from the history of changes.
 *
 * A change holds from its instant on, that instant included, until the next. Before the first change, and without any, a creator is
 * active: nobody is banned by a lack of records.
 *
 * @param history changes in the order in which they take effect, those of one instant in the order in which they were recorded.
 * @param at the instant asked about.
 * @example
 * import { statusAt } from "./creator-status.ts";
 * const banned = { status: "banned", effectiveAt: new Date("2026-05-01T00:00:00Z"), reason: "" } as const;
 * statusAt([banned], new Date("2026-05-01T00:00:00Z")); // => "banned"
 * statusAt([banned], new Date("2026-04-30T23:59:59.999Z")); // => "active"
 */
export function statusAt(history: readonly StatusChange[], at: Date): CreatorStatus {
  return history.findLast((change) => change.effectiveAt <= at)?.status ?? "active";
}
