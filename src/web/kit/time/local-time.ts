const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const two = "2-digit";
  // Swedish writes days and times as ISO 8601 does.
  const made = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: two, day: two, hour: two, minute: two });
  formats.set(zone, made);
  return made;
}

const wallClock = (atMs: number, zone: string): string => formatOf(zone).format(atMs).replace(" ", "T");

const minuteMs = 60_000;

function offsetMs(atMs: number, zone: string): number {
  const wholeMinuteMs = Math.floor(atMs / minuteMs) * minuteMs;
  return Date.parse(`${wallClock(wholeMinuteMs, zone)}Z`) - wholeMinuteMs;
}

/**
 * What the clocks of a zone show at an instant, as a browser's field for day and time takes it.
 * @example
 * import { localTimeOf } from "./local-time.ts";
 * localTimeOf("2026-05-01T22:30:00Z", "Europe/Berlin"); // => "2026-05-02T00:30"
 */
export function localTimeOf(at: string, zone: string): string {
  return wallClock(Date.parse(at), zone);
}

/**
 * The instant at which the clocks of a zone show a day and time. Of an hour that comes twice the later is taken; in an hour that is left
 * out, the instant after the gap.
 * @returns RFC 3339 in UTC; undefined where the text is no day and time
 * @example
 * import { instantOfLocal } from "./local-time.ts";
 * instantOfLocal("2026-05-02T00:30", "Europe/Berlin"); // => "2026-05-01T22:30:00.000Z"
 */
export function instantOfLocal(local: string, zone: string): string | undefined {
  const asUtcMs = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtcMs)) return undefined;
  const guessMs = asUtcMs - offsetMs(asUtcMs, zone);
  return new Date(asUtcMs - offsetMs(guessMs, zone)).toISOString();
}
