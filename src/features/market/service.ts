import type { WorkspaceContext } from "../../platform/context.ts";
import { computationKind, newestComputation, newestResult, requestComputation } from "../computations/service.ts";
import type { LatestStudy } from "./contract.ts";
import { presetNames, presets } from "./dials/presets.ts";
import { turningOf } from "./dials/turning.ts";
import type { StudyInput } from "./study/study.ts";

export { presets as marketPresets } from "./dials/presets.ts";
export { brandSearches, sentPosts } from "./sending/sent-posts.ts";
export { latestFit, marketFit, requestFit } from "./fit/service.ts";
export type { Dials } from "./dials/dials.ts";
export { castOf } from "./world/cast.ts";
export { marketWorld, type World } from "./world/world.ts";

/** How wrong each way of counting is for a business. It reads nothing of the workspace. */
export const marketStudy = computationKind<StudyInput, StudyInput, object>({
  kind: "market-study",
  scopes: { read: "attribution:read", write: "attribution:write" },
  load: (_ctx, input) => Promise.resolve(input),
  thread: { module: "./thread/jobs", from: import.meta.url },
});

/** A workspace has one study: the newest, beside the last one that was finished. */
const subject = "study";

export const listPresets = () =>
  Promise.resolve({ data: presetNames.map((name) => ({ name, currency: presets[name].currency, dials: turningOf(presets[name]) })) });

export async function requestStudy(ctx: WorkspaceContext, input: StudyInput): Promise<{ computation_id: string }> {
  return { computation_id: (await requestComputation(ctx, { kind: marketStudy, subject, input })).id };
}

/** The study that was asked for last, and the last one that was finished, which stays until a newer one is. */
export async function latestStudy(ctx: WorkspaceContext): Promise<LatestStudy> {
  const newest = await newestComputation(ctx, { kind: marketStudy, subject });
  const finished = newest?.state === "done" ? newest : await newestResult(ctx, { kind: marketStudy, subject });
  return {
    computation_id: newest?.id ?? null,
    state: newest?.state ?? null,
    result_of: finished === undefined ? null : { computation_id: finished.id, requested_at: finished.requested_at },
    result: (finished?.result ?? null) as LatestStudy["result"],
  };
}
