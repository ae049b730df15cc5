/** A number of followers of a day (YYYY-MM-DD). */
interface OnDay {
  readonly on: string;
}

/**
 * The number of followers that stands for a day: the newest known by then, else the first one known after it.
 *
 * @param known the newest first, of one day the best first.
 * @example
 * import { followersAt } from "./followers-at.ts";
 * const known = [{ on: "2026-05-20" }, { on: "2026-05-10" }, { on: "2026-05-01" }];
 * [followersAt(known, "2026-05-15"), followersAt(known, "2026-04-15")]; // => [{ on: "2026-05-10" }, { on: "2026-05-01" }]
 */
export function followersAt<T extends OnDay>(known: readonly T[], day: string): T | undefined {
  const before = known.find(({ on }) => on <= day);
  if (before !== undefined) return before;
  const first = known.at(-1);
  return first === undefined ? undefined : known.find(({ on }) => on === first.on);
}
