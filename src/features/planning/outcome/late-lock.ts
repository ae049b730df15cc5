import { localDay } from "../../../kernel/zone.ts";

/** A lock as it is kept. */
interface KeptLock {
  /** JSON; `is_late` says whether the campaign had begun by the days that it had then. */
  readonly document: string;
  readonly locked_at: Date;
}

/**
 * Whether a forecast was locked when its campaign had begun, so that whoever locked it may have seen the first orders.
 *
 * The campaign's first day counts as it was then and as it is now: as long as a campaign is not launched its days may move, also to before
 * the lock.
 *
 * @param lock as it is kept.
 * @param where the campaign's first day now, undefined where there is no such campaign any more, and the zone of days.
 * @example
 * import { isLateLock } from "./late-lock.ts";
 * const lock = { document: '{"is_late":false}', locked_at: new Date("2026-05-10T10:00:00Z") };
 * isLateLock(lock, { firstDay: "2026-05-11", zone: "UTC" }); // => false
 * isLateLock(lock, { firstDay: "2026-05-10", zone: "UTC" }); // => true
 */
export function isLateLock(
  { document, locked_at: lockedAt }: KeptLock,
  { firstDay, zone }: { readonly firstDay: string | undefined; readonly zone: string },
): boolean {
  const { is_late: wasLate } = JSON.parse(document) as { is_late: boolean };
  return wasLate || (firstDay !== undefined && localDay(lockedAt.getTime(), zone) >= firstDay);
}
