import { generatorOf, growthAnomalies } from "@vouch/stats";
import { daysBetween } from "../../../kernel/civil.ts";
import type { ScoreInput } from "../score/score-input.ts";
import { measuredPart, type Evidence, type Part } from "../score/score-part.ts";

interface Seen {
  readonly on: string;
  readonly followers: number;
}

/** Followers that came faster than usual growth explains, and when. */
interface Jumps {
  readonly excess: number;
  readonly at: readonly { readonly on: string; readonly excess: number }[];
  readonly how: string;
}

const LEAST_DAYS = 30;
/** Spans of fewer known days are told by their pace. */
const LEAST_SPANS = 4;

/** Jumps of a count that is known nearly every day; undefined where too few days are known. */
function dailyJumps(seen: readonly Seen[]): Jumps | undefined {
  const [first, last] = [seen[0]!, seen.at(-1)!];
  const counts = Array.from<number | undefined>({ length: daysBetween(first.on, last.on) + 1 });
  for (const { on, followers } of seen) counts[daysBetween(first.on, on)] = Math.max(1, followers);
  const outcome = growthAnomalies(counts, generatorOf(1), { draws: 399 });
  if (outcome.kind === "too-few") return undefined;
  const spikes = outcome.kind === "tested" ? outcome.anomalies.filter(({ kind }) => kind === "spike") : [];
  const dayAt = new Map(seen.map(({ on }) => [daysBetween(first.on, on), on]));
  const at = spikes.map((spike) => ({ on: dayAt.get(spike.at)!, excess: Math.round(spike.excess) }));
  return { at, excess: at.reduce((sum, { excess }) => sum + excess, 0), how: `${counts.length} days, day by day` };
}

/** Spans whose pace is five times the middle one, where counts are known now and then; undefined where there are too few. */
function spanJumps(seen: readonly Seen[]): Jumps | undefined {
  const spans = seen.slice(1).map((one, at) => {
    const before = seen[at]!;
    const days = daysBetween(before.on, one.on);
    return {
      on: one.on,
      days,
      gain: one.followers - before.followers,
      pace: (one.followers - before.followers) / days / Math.max(1, before.followers),
    };
  });
  if (spans.length < LEAST_SPANS) return undefined;
  const paces = spans.map(({ pace }) => Math.abs(pace)).toSorted((a, b) => a - b);
  const usual = paces[Math.floor((paces.length - 1) / 2)]!;
  const limit = 5 * usual + 0.005;
  const at = spans.filter(({ pace }) => pace > limit).map(({ on, gain, pace }) => ({ on, excess: Math.round(gain * (1 - usual / pace)) }));
  return { at, excess: at.reduce((sum, { excess }) => sum + excess, 0), how: `${spans.length} spans between figures` };
}

/** How many times likes a follower fell while followers grew by a fifth or more: 1 where they kept up, or where that is not known. */
function keptUp(history: ScoreInput["history"]): number {
  const both = history.filter(({ followers, avg_likes }) => followers !== null && followers > 0 && avg_likes !== null && avg_likes > 0);
  const [first, last] = [both[0], both.at(-1)];
  if (first === undefined || last === undefined || last.followers! < 1.2 * first.followers!) return 1;
  return Math.min(1, last.avg_likes! / first.avg_likes! / (last.followers! / first.followers!));
}

function saidOf({ at, excess, how }: Jumps, share: number, kept: number): string {
  const many = excess.toLocaleString("en");
  const jumps =
    at.length === 0
      ? "No jump that usual growth does not explain"
      : `Some ${many} followers (${Math.round(share * 100)} %) came in ${at.length === 1 ? "a jump" : `${at.length} jumps`}, the last by ${at.at(-1)!.on}`;
  const likes = kept < 0.6 ? `; likes for each follower fell to ${Math.round(kept * 100)} % while followers grew` : "";
  return `${jumps}${likes} (${how}).`;
}

/**
 * Whether followers came as they usually do: jumps in the history of their number, and growth that brings no likes.
 *
 * Where the count is known of nearly each day a jump is what growth and its week do not explain (growthAnomalies, false alarms in 5 of 100
 * histories); else a span whose pace is five times the middle one and half a percent a day. Campaigns and press make jumps too: look at the day.
 *
 * @example
 * import { growthPart } from "./growth-part.ts";
 * growthPart({ history: [], account: { id: "acc_1" } }); // => { missing: "fewer than 30 days of follower counts are known" }
 */
export function growthPart({ history, account }: Pick<ScoreInput, "history"> & { readonly account: { readonly id: string } }): Part {
  const known = history.flatMap(({ on, followers }) => (followers === null ? [] : [{ on, followers }]));
  if (known.length < 2 || daysBetween(known[0]!.on, known.at(-1)!.on) < LEAST_DAYS)
    return { missing: "fewer than 30 days of follower counts are known" };
  const jumps = dailyJumps(known) ?? spanJumps(known);
  if (jumps === undefined) return { missing: `${known.length} follower counts are known, and five are needed` };
  const share = Math.max(0, jumps.excess) / Math.max(1, known.at(-1)!.followers);
  const kept = keptUp(history);
  // Growth that brings no likes counts as much as the same part of the audience having come in a jump.
  const at = Math.max(share, kept < 0.6 ? 0.1 * (1 - kept) : 0);
  const evidence = jumps.at.map(({ on, excess }): Evidence => ({
    kind: "account",
    id: account.id,
    text: `${on}: ${excess.toLocaleString("en")} more than usual`,
  }));
  return measuredPart(
    "growth",
    { at, low: at / 2, high: at * 1.5 + 0.01 },
    {
      says: saidOf(jumps, share, kept),
      grade: history.at(-1)!.grade,
      evidence:
        evidence.length > 0
          ? evidence
          : [{ kind: "account", id: account.id, text: `${known.length} counts from ${known[0]!.on} to ${known.at(-1)!.on}` }],
    },
  );
}
