import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { computationKind, newestComputation, requestComputation } from "../../computations/service.ts";
import { getSalesSeries, loadCells, loadSeries } from "../sales/service.ts";
import type { ThreadTask } from "../thread/service.ts";
import type { AskedMarkets, MarketRankingOutcome } from "./market-ranking.ts";

interface MarketsInput {
  readonly seriesId: string;
  readonly asked: AskedMarkets;
}

async function loadMarkets(ctx: WorkspaceContext, { seriesId, asked }: MarketsInput): Promise<ThreadTask> {
  const series = await loadSeries(ctx, seriesId);
  return { task: "markets", data: { cells: await loadCells(ctx, seriesId), unit: series.currency ?? "count", asked } };
}

/** Which regions to treat, in a thread. */
export const marketsComputation = computationKind<MarketsInput, ThreadTask, MarketRankingOutcome>({
  kind: "experiment-markets",
  scopes: { read: "attribution:read", write: "attribution:write" },
  load: loadMarkets,
  thread: { module: "../thread/jobs", from: import.meta.url },
});

/** The newest ranking of a series. */
export async function getLatestMarkets(ctx: WorkspaceContext, seriesId: string) {
  await loadSeries(ctx, seriesId);
  const newest = await newestComputation(ctx, { kind: marketsComputation, subject: seriesId });
  const outcome = newest?.result as MarketRankingOutcome | null | undefined;
  const ranking = outcome?.kind === "ranked" ? outcome.ranking : null;
  return {
    computation_id: newest?.id ?? null,
    ranking:
      ranking === null
        ? null
        : { ...ranking, asked: { ...ranking.asked, sizes: [...ranking.asked.sizes], left_out: [...ranking.asked.left_out] } },
    note: outcome?.kind === "refused" ? outcome.reason : "",
  };
}

async function refuseRegions(ctx: WorkspaceContext, seriesId: string, { left_out }: AskedMarkets): Promise<void> {
  const known = new Set((await getSalesSeries(ctx, seriesId)).region_list.map(({ region }) => region));
  const faults = left_out.flatMap((region, at) =>
    known.has(region)
      ? []
      : [{ pointer: `/left_out/${at}`, detail: `left_out: ${JSON.stringify(region)} is no region of ${formatId("ser", seriesId)}` }],
  );
  if (faults.length > 0) throw invalidInput(faults);
}

/** Asks which regions to treat. */
export async function selectMarkets(ctx: WorkspaceContext, seriesId: string, asked: AskedMarkets) {
  await refuseRegions(ctx, seriesId, asked);
  await requestComputation(ctx, { kind: marketsComputation, subject: seriesId, input: { seriesId, asked } });
  return getLatestMarkets(ctx, seriesId);
}
