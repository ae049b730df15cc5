/** When a plan was locked, and what day it is. */
export interface LockDays {
  /** The day of the lock; undefined: not locked yet. */
  readonly locked: string | undefined;
  readonly today: string;
}

/**
 * What it means that a plan was locked after its treatment had begun, or would be if it were locked today; nothing where it was or can be
 * locked before.
 *
 * @param from the first day of treatment.
 * @param days all of them in the zone of the workspace.
 * @example
 * import { lateLock } from "./late-lock.ts";
 * lateLock("2026-05-01", { locked: "2026-04-30", today: "2026-06-01" }); // => []
 * lateLock("2026-05-01", { locked: undefined, today: "2026-05-01" }).length; // => 1
 */
export function lateLock(from: string, { locked, today }: LockDays): string[] {
  if ((locked ?? today) < from) return [];
  if (locked !== undefined)
    return [`Treatment began on ${from}, before its plan was locked on ${locked}: whoever locked it may have seen the first sales.`];
  return [
    `Treatment begins on ${from}, which is not ahead of today, ${today}: a plan that is locked now is marked for good, since whoever locks it may have seen the first sales.`,
  ];
}
