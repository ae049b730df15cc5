/** How far back reports look for touches, in days; pay rules have windows of their own, which may be longer. */
export const lookbackDays = 90;

const dayMs = 24 * 60 * 60 * 1000;

/**
 * When a click or visit must have been for an order's evidence to hold it, before any rule is asked.
 *
 * Ends a day after the order, because an order whose time is known to the day only may have come after a touch of the same day; which of
 * them count is decided by `foundTouches`. Clicks that an order names are found whenever they were.
 *
 * @param atMs the order's time, milliseconds since 1970
 * @param days how far back, in days of 24 hours; reports' own reach when it is missing
 * @returns a half-open range of milliseconds since 1970
 * @example
 * import { touchWindow } from "./touch-window.ts";
 * touchWindow(Date.UTC(2026, 3, 1)).beforeMs === Date.UTC(2026, 3, 2) // => true
 */
export const touchWindow = (atMs: number, days = lookbackDays): { fromMs: number; beforeMs: number } => ({
  fromMs: atMs - days * dayMs,
  beforeMs: atMs + dayMs,
});
