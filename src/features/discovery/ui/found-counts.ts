/** How many are found, as the search tells it. */
export interface FoundCounts {
  /** Null: not counted yet. */
  readonly total: number | null;
  /** In about how many seconds they are; null: they are counted. */
  readonly counts_in_seconds: number | null;
}

const [soonestMs, latestMs] = [1_000, 10_000];

/**
 * When counts are asked for again.
 *
 * @param seconds in about how many they can be had; null: they are there.
 * @returns milliseconds from now; false: not again.
 */
export function askAgainMs(seconds: number | null): number | false {
  return seconds === null ? false : Math.min(latestMs, Math.max(soonestMs, seconds * 500));
}

/**
 * What is said of counts that are not there yet.
 *
 * @param seconds in about how many they can be had.
 */
export const countsComingText = (seconds: number): string => {
  const when = seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return `Counts come when the index is ready, in about ${when}. Who is found is shown already.`;
};
