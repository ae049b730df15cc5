import { api } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { LockButton } from "../../../web/lists/locked-plans.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { DosePlanCard, DosePowerCard, DoseStats } from "./dose-cards.tsx";
import { DoseChart } from "./dose-chart.tsx";
import type { DoseExperiment } from "./dose-words.ts";
import { AnalyseButton, AnalysisProgress, ExperimentHeader, Warnings } from "./experiment-parts.tsx";
import { KeepCard, keepActions } from "./keep-card.tsx";
import { verdictTones } from "./result-sections.tsx";

interface PartProps {
  readonly experiment: DoseExperiment;
}

function Lock({ experiment }: PartProps) {
  const lock = api.useMutation("post", "/v1/dose-experiments/{id}/lock");
  const send = (onSettled: () => void) =>
    lock.mutate({ params: { path: { id: experiment.id } } }, { onSuccess: () => showDone("The plan is locked."), onSettled });
  return (
    <LockButton name={experiment.name} onLock={send} isBusy={lock.isPending}>
      The audiences are kept as they are told now, and nothing can change the plan. It alone decides: {experiment.decision_rule}
    </LockButton>
  );
}

function Actions({ experiment }: PartProps) {
  const to = usePaths();
  const analyse = api.useMutation("post", "/v1/dose-experiments/{id}/analyses");
  if (!useIsAtLeast("analyst")) return null;
  if (experiment.state === "draft")
    return (
      <>
        <ButtonLink to={to.doseExperimentPlan(experiment.id)}>Change plan</ButtonLink>
        <Lock experiment={experiment} />
      </>
    );
  return (
    <AnalyseButton
      hasResult={experiment.result !== null}
      onAnalyse={() => analyse.mutate({ params: { path: { id: experiment.id } } })}
      isBusy={analyse.isPending}
    />
  );
}

function Result({ experiment }: PartProps) {
  if (experiment.result === null) return null;
  const { analysis } = experiment.result;
  return (
    <>
      <Notice tone={verdictTones[analysis.verdict.outcome]} title={analysis.verdict.headline}>
        {analysis.verdict.sentence} It holds where regions with more of the audience would have gone as the others, and where a person
        reached does the same in both: audiences are not dealt out by chance.
      </Notice>
      <DoseStats experiment={experiment} />
      <Card>
        <DoseChart analysis={analysis} seriesName={experiment.series_name} />
      </Card>
    </>
  );
}

function Keep({ experiment: { id, keeping, unit } }: PartProps) {
  const keep = api.useMutation("post", "/v1/dose-experiments/{id}/keep");
  const undo = api.useMutation("post", "/v1/dose-experiments/{id}/keep/undo");
  if (keeping === null) return null;
  return <KeepCard keeping={keeping} unit={unit} where="all regions that take part" {...keepActions(id, keep, undo)} />;
}

/** One experiment by audience: its plan, its power, and what came of it. */
export function DosePage() {
  const id = useParam("experiment");
  const { data: experiment } = api.useSuspenseQuery("get", "/v1/dose-experiments/{id}", { params: { path: { id } } });
  const { state, analysis_id: analysisId, result } = experiment;
  return (
    <>
      <ExperimentHeader experiment={experiment} actions={<Actions experiment={experiment} />} />
      <div className="flex flex-col gap-5">
        <Warnings sentences={[...experiment.warnings, ...(result?.analysis.flags ?? [])]} />
        <AnalysisProgress id={analysisId} />
        <Result experiment={experiment} />
        {state === "locked" && analysisId === null && (
          <Notice tone="neutral" title="Waiting for the end">
            When the last day is over, import the sales of every region up to it, then analyse. Looking earlier finds effects that are not
            there.
          </Notice>
        )}
        <Keep experiment={experiment} />
        <DosePlanCard experiment={experiment} />
        {(state === "draft" || experiment.power !== null) && <DosePowerCard experiment={experiment} />}
      </div>
    </>
  );
}
