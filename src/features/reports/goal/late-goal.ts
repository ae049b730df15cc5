/** When a goal was fixed, as days in the workspace's zone. */
interface GoalDays {
  /** The day of the launch; undefined: it is not locked. */
  readonly lockedOn: string | undefined;
  readonly today: string;
  /** The campaign's first day. */
  readonly startsOn: string;
  /** The last day that counts. */
  readonly deadlineOn: string;
}

/**
 * What a goal that was not locked before its campaign began is worth, in words; undefined where it was locked in time.
 *
 * A goal that is locked on the first day is taken for one that was locked in time.
 *
 * @param days days as YYYY-MM-DD.
 * @example
 * import { lateGoalNote } from "./late-goal.ts";
 * const days = { today: "2026-05-10", startsOn: "2026-05-01", deadlineOn: "2026-05-03" };
 * lateGoalNote({ ...days, lockedOn: "2026-05-01" }); // => undefined
 * lateGoalNote({ ...days, lockedOn: "2026-05-04" }); // => "It was locked on 2026-05-04, after its deadline: what it counts was known, so it proves nothing."
 */
export function lateGoalNote({ lockedOn, today, startsOn, deadlineOn }: GoalDays): string | undefined {
  if ((lockedOn ?? today) <= startsOn) return undefined;
  if (lockedOn === undefined) return `It is not locked, and the campaign began on ${startsOn}: whoever sets it now can see what came.`;
  return lockedOn > deadlineOn
    ? `It was locked on ${lockedOn}, after its deadline: what it counts was known, so it proves nothing.`
    : `It was locked on ${lockedOn}, after the campaign had begun on ${startsOn}: a part of what it counts was known.`;
}
