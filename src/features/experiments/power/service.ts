import { canonicalJson } from "../../../kernel/canonical-json.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { computationKind, newestComputation, requestComputation, type Computation } from "../../computations/service.ts";
import { loadExperiment, planOf, type ExperimentRow } from "../plan/service.ts";
import { experimentProblems } from "../problems.ts";
import { loadCells } from "../sales/service.ts";
import type { ThreadTask } from "../thread/service.ts";
import type { GeoPowerOutcome } from "./geo-power.ts";

interface PowerInput {
  readonly experimentId: string;
}

async function loadStudy(ctx: WorkspaceContext, { experimentId }: PowerInput): Promise<ThreadTask> {
  const row = await loadExperiment(ctx, experimentId);
  const [plan, cells] = [planOf(row), await loadCells(ctx, row.series_id)];
  if (!cells.some(({ day }) => day < plan.from_on))
    throw new Problem(experimentProblems["sales-missing"], `There are no sales before ${plan.from_on}.`);
  return { task: "power", data: { cells, plan, unit: row.currency ?? "count" } };
}

/** The power study of a plan, in a thread. */
export const powerComputation = computationKind<PowerInput, ThreadTask, GeoPowerOutcome>({
  kind: "experiment-power",
  scopes: { read: "attribution:read", write: "attribution:write" },
  load: loadStudy,
  thread: { module: "../thread/jobs", from: import.meta.url },
});

/** A study holds for one plan: another plan of the same experiment has none yet. */
const subjectOf = (row: ExperimentRow): string =>
  `${row.id} ${sha256(canonicalJson(planOf(row)))
    .toString("hex")
    .slice(0, 32)}`;

/** The newest power study of an experiment's plan as it now is. */
export const newestStudy = (ctx: WorkspaceContext, row: ExperimentRow): Promise<Computation | undefined> =>
  newestComputation(ctx, { kind: powerComputation, subject: subjectOf(row) });

/** Asks how large an effect the plan would find. */
export async function requestStudy(ctx: WorkspaceContext, id: string): Promise<void> {
  const row = await loadExperiment(ctx, id);
  await requestComputation(ctx, { kind: powerComputation, subject: subjectOf(row), input: { experimentId: id } });
}
