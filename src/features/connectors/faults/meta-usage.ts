/** How much of what an app of Meta's may ask is used, as Meta's headers say it. */
export interface MetaUsage {
  /** The largest share that they name, of calls or of computing time; 1: all of it. */
  readonly share: number;
  /** How long Meta says that nothing will be answered; undefined: it does not say. */
  readonly waitMs: number | undefined;
}

/** From this share on nothing more is asked for a while, before Meta refuses. */
export const restShare = 0.95;
/** How long, where Meta does not say. */
export const restMs = 15 * 60_000;

function parsed(header: string | null): unknown {
  try {
    return header === null ? undefined : JSON.parse(header);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const finite = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0);

/**
 * What the headers `X-App-Usage` and `X-Business-Use-Case-Usage` of an answer say; the fuller of the two holds.
 *
 * @param appUsage the first, with percentages; null: missing.
 * @param businessUsage the second, with percentages and minutes by business; null: missing.
 * @returns undefined where neither can be read.
 * @see https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 * @example
 * import { metaUsage } from "./meta-usage.ts";
 * metaUsage('{"call_count":28,"total_time":25,"total_cputime":25}', null); // => { share: 0.28, waitMs: undefined }
 */
export function metaUsage(appUsage: string | null, businessUsage: string | null): MetaUsage | undefined {
  const app = parsed(appUsage);
  const business = parsed(businessUsage);
  const uses = [...(isRecord(app) ? [app] : []), ...(isRecord(business) ? Object.values(business).flat().filter(isRecord) : [])];
  if (uses.length === 0) return undefined;
  const percent = uses.flatMap((use) => [finite(use["call_count"]), finite(use["total_time"]), finite(use["total_cputime"])]);
  const minutes = Math.max(...uses.map((use) => finite(use["estimated_time_to_regain_access"])));
  return { share: Math.max(...percent) / 100, waitMs: minutes === 0 ? undefined : Math.min(minutes, 1_440) * 60_000 };
}
