import { daysLater } from "../../../kernel/civil.ts";
import { formatId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { computationKind, newestComputation, requestComputation } from "../../computations/service.ts";
import { loadPost } from "../../posts/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { seriesProblems } from "../problems.ts";
import { loadDays, loadSeries, postsOfSeries, type PostedOn } from "../finding/service.ts";
import { studiedDays, type SeriesEffect, type StudiedDays } from "./effect.ts";

/** A post and the days from its own on. */
export interface AskedEffect {
  readonly post_id: string;
  readonly days: number;
}

interface EffectInput {
  readonly seriesId: string;
  readonly postId: string;
  readonly days: number;
}

/** What the thread is given. */
export interface EffectTask {
  readonly studied: StudiedDays;
  readonly seed: number;
}

const subjectOf = ({ seriesId, postId, days }: EffectInput): string => `${seriesId} ${postId} ${days}`;

async function windowOf(ctx: WorkspaceContext, { seriesId, postId, days }: EffectInput) {
  const series = await loadSeries(ctx, seriesId);
  const post = await loadPost(ctx, postId);
  const fromOn = localDay(post.posted_at.getTime(), (await loadWorkspace(ctx)).zone);
  const studied = studiedDays({ days: await loadDays(ctx, seriesId), fromOn, length: days });
  return { series, fromOn, studied };
}

async function loadTask(ctx: WorkspaceContext, input: EffectInput): Promise<EffectTask> {
  const { studied } = await windowOf(ctx, input);
  if (studied.kind === "refused") throw new Problem(seriesProblems["series-too-short"], studied.reason);
  return { studied, seed: sha256(subjectOf(input)).readUInt32BE(0) };
}

/** What a post did to a series, in a thread. */
export const seriesEffect = computationKind<EffectInput, EffectTask, SeriesEffect>({
  kind: "series-effect",
  scopes: { read: "attribution:read", write: "attribution:write" },
  load: loadTask,
  thread: { module: "../thread/jobs", from: import.meta.url },
});

function shown({ knownBefore, knownAfter, flags, days, ...rest }: SeriesEffect) {
  return { ...rest, flags: [...flags], known_before: knownBefore, known_after: knownAfter, days: days.map((day) => ({ ...day })) };
}

const shownPost = ({ postId, name, postedOn }: PostedOn) => ({ post_id: formatId("pos", postId), name, posted_on: postedOn });

/** What is known of a post's effect, and which other posts fall into its days. */
export async function getSeriesEffect(ctx: WorkspaceContext, seriesId: string, { post_id: postId, days }: AskedEffect) {
  const input = { seriesId, postId, days };
  const { series, fromOn, studied } = await windowOf(ctx, input);
  const others = (await postsOfSeries(ctx, series)).filter((post) => post.postId !== postId);
  const between = (from: string, until: string) => others.filter(({ postedOn }) => postedOn >= from && postedOn < until).map(shownPost);
  const newest = await newestComputation(ctx, { kind: seriesEffect, subject: subjectOf(input) });
  const result = newest?.result ?? null;
  return {
    from_on: fromOn,
    days,
    problem: studied.kind === "refused" ? studied.reason : null,
    together: between(fromOn, daysLater(fromOn, days)),
    still_working: between(daysLater(fromOn, -days), fromOn),
    computation_id: newest?.id ?? null,
    effect: result === null ? null : shown(result as unknown as SeriesEffect),
  };
}

/** Has a post's effect worked out. @throws Problem series-too-short */
export async function requestSeriesEffect(ctx: WorkspaceContext, seriesId: string, { post_id: postId, days }: AskedEffect) {
  const input = { seriesId, postId, days };
  await loadTask(ctx, input);
  await requestComputation(ctx, { kind: seriesEffect, subject: subjectOf(input), input });
  return getSeriesEffect(ctx, seriesId, { post_id: postId, days });
}
