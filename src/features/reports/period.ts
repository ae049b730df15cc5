import { addCalendarDays, localDay, startOfDay } from "../../kernel/zone.ts";

/** The longest span of days that one report covers. */
export const longestDays = 400;

/** Days of a report in the brand's zone: half-open, so that one report ends where the next begins. */
export interface ReportPeriod {
  /** First day, YYYY-MM-DD. */
  readonly fromOn: string;
  /** The day after the last one. */
  readonly toOn: string;
  readonly zone: string;
  /** The first instant of each day, and last the one at which the period ends; milliseconds since 1970. */
  readonly startsMs: readonly number[];
}

/** What a client asked for, and what the defaults depend on. */
export interface AskedPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** IANA name. */
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

const dayAfter = (day: string, days: number, zone: string): string => localDay(addCalendarDays(startOfDay(day, zone), days, zone), zone);

/**
 * The days of a report, each with its first instant by the clocks of the zone: a day may have 23 or 25 hours.
 *
 * @param asked first day and the day after the last; without an end it ends with today, without a beginning it has 30 days.
 * @returns the period, or a sentence that says why there is none: it is empty, or longer than {@link longestDays}.
 * @example
 * import { reportPeriod } from "./period.ts";
 * const period = reportPeriod({ from: "2026-03-29", to: "2026-03-30", zone: "Europe/Berlin", nowMs: 0 });
 * period.kind === "period" && period.startsMs.map((at) => new Date(at).toISOString().slice(0, 16)); // => ["2026-03-28T23:00", "2026-03-29T22:00"]
 */
export function reportPeriod(
  asked: AskedPeriod,
): ({ readonly kind: "period" } & ReportPeriod) | { readonly kind: "refused"; readonly reason: string } {
  const { zone, nowMs } = asked;
  const toOn = asked.to ?? dayAfter(localDay(nowMs, zone), 1, zone);
  const fromOn = asked.from ?? dayAfter(toOn, -30, zone);
  if (fromOn >= toOn) return { kind: "refused", reason: `to must be after from: the day ${toOn} itself is not included` };
  const startsMs = [startOfDay(fromOn, zone)];
  for (let day = fromOn; day < toOn && startsMs.length <= longestDays;) {
    day = dayAfter(day, 1, zone);
    startsMs.push(startOfDay(day, zone));
  }
  if (startsMs.at(-1) !== startOfDay(toOn, zone)) return { kind: "refused", reason: `a report covers at most ${longestDays} days` };
  return { kind: "period", fromOn, toOn, zone, startsMs };
}

/**
 * The days of a period, in order.
 *
 * @param period from {@link reportPeriod}
 * @returns YYYY-MM-DD, one fewer than there are instants
 */
export const daysOf = (period: ReportPeriod): string[] => period.startsMs.slice(0, -1).map((atMs) => localDay(atMs, period.zone));
