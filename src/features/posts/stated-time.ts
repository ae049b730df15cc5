import type { PlacedFault } from "../../kernel/cells/mapping-faults.ts";
import { parseDay } from "../../kernel/civil.ts";
import { endOfUnit, type StatedTime } from "../../kernel/time.ts";
import { startOfDay } from "../../kernel/zone.ts";

/** A time as an instant or as a day; missing: not said. */
export interface SaidTime {
  readonly at?: string | undefined;
  readonly on?: string | undefined;
}

/**
 * The time that an instant or a day states.
 *
 * @param said one of the two, or neither.
 * @param zone whose day it is, an IANA name.
 * @returns undefined where neither is said; of both the instant.
 * @example
 * import { statedTime } from "./stated-time.ts";
 * statedTime({ on: "2026-05-01" }, "Europe/Berlin"); // => { atMs: 1777586400000, precision: "day" }
 */
export function statedTime({ at, on }: SaidTime, zone: string): StatedTime | undefined {
  if (at !== undefined) return { atMs: Date.parse(at), precision: "ms" };
  return on === undefined || parseDay(on) === undefined ? undefined : { atMs: startOfDay(on, zone), precision: "day" };
}

/**
 * What is wrong with when a post went up and was looked at.
 *
 * @param name how the fields begin: `posted` or `observed`.
 * @param stated the time; a day counts to its end.
 * @param bounds what it must not lie after and before, in milliseconds since 1970, with words for them.
 * @returns nothing where all is well.
 * @example
 * import { timeFaults } from "./stated-time.ts";
 * const atMs = Date.parse("2026-05-02T00:00:00Z");
 * timeFaults("posted", { atMs, precision: "ms" }, { nowMs: atMs - 1, zone: "UTC" }).length; // => 1
 */
export function timeFaults(
  name: "posted" | "observed",
  stated: StatedTime,
  bounds: { readonly nowMs: number; readonly postedAtMs?: number; readonly zone: string },
): PlacedFault[] {
  const field = stated.precision === "day" ? `${name}_on` : `${name}_at`;
  const text = new Date(stated.atMs).toISOString();
  const fault = (detail: string): PlacedFault[] => [{ pointer: `/${field}`, detail: `${field}: ${detail}` }];
  if (stated.atMs > bounds.nowMs) return fault(`must not lie in the future, found ${text}`);
  const { postedAtMs } = bounds;
  const lastMs = stated.precision === "ms" ? stated.atMs : endOfUnit(stated.atMs, stated.precision, bounds.zone) - 1;
  if (postedAtMs === undefined || lastMs >= postedAtMs) return [];
  return fault(`must not lie before the post, which went up at ${new Date(postedAtMs).toISOString()}; found ${text}`);
}
