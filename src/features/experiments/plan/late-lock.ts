/**
 * What it means that a plan was locked after its treatment had begun; nothing where it was locked before.
 *
 * @param from the first day of treatment.
 * @param locked the day of the lock; undefined: not locked yet.
 * @example
 * import { lateLock } from "./late-lock.ts";
 * lateLock("2026-05-01", "2026-04-30"); // => []
 */
export const lateLock = (from: string, locked: string | undefined): string[] =>
  locked !== undefined && locked >= from
    ? [`Treatment began on ${from}, before its plan was locked on ${locked}: whoever locked it may have seen the first sales.`]
    : [];
