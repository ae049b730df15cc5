import { api } from "../../../web/api.ts";
import { localDay } from "../../../kernel/zone.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { LockButton } from "../../../web/lists/locked-plans.tsx";
import { AnalyseButton, AnalysisProgress, ExperimentHeader, Warnings } from "./experiment-parts.tsx";
import { GateCard } from "./sales-cards.tsx";
import { PowerCard } from "./power-card.tsx";
import { KeepCard, keepActions } from "./keep-card.tsx";
import { LooksCard } from "./looks-card.tsx";
import { PlanCard } from "./plan-card.tsx";
import { ResultSections } from "./result-sections.tsx";
import { type Experiment } from "./words.ts";

function Lock({ experiment }: { readonly experiment: Experiment }) {
  const lock = api.useMutation("post", "/v1/experiments/{id}/lock");
  const send = (onSettled: () => void) =>
    lock.mutate({ params: { path: { id: experiment.id } } }, { onSuccess: () => showDone("The plan is locked."), onSettled });
  return (
    <LockButton name={experiment.name} onLock={send} isBusy={lock.isPending}>
      From then on it cannot change, and it alone decides: {experiment.decision_rule}
    </LockButton>
  );
}

function Analyse({ experiment }: { readonly experiment: Experiment }) {
  const analyse = api.useMutation("post", "/v1/experiments/{id}/analyses");
  return (
    <AnalyseButton
      hasResult={experiment.result !== null}
      onAnalyse={() => analyse.mutate({ params: { path: { id: experiment.id }, query: {} } })}
      isBusy={analyse.isPending}
    />
  );
}

function Actions({ experiment }: { readonly experiment: Experiment }) {
  const to = usePaths();
  if (!useIsAtLeast("analyst")) return null;
  if (experiment.state !== "draft") return <Analyse experiment={experiment} />;
  return (
    <>
      <ButtonLink to={to.experimentPlan(experiment.id)}>Change plan</ButtonLink>
      <Lock experiment={experiment} />
    </>
  );
}

function Keep({ experiment: { id, keeping, unit } }: { readonly experiment: Experiment }) {
  const keep = api.useMutation("post", "/v1/experiments/{id}/keep");
  const undo = api.useMutation("post", "/v1/experiments/{id}/keep/undo");
  if (keeping === null) return null;
  return <KeepCard keeping={keeping} unit={unit} where="all treated regions" {...keepActions(id, keep, undo)} />;
}

/** One experiment: its plan, and what came of it. */
export function ExperimentPage() {
  const id = useParam("experiment");
  const { data: experiment } = api.useSuspenseQuery("get", "/v1/experiments/{id}", { params: { path: { id } } });
  const { state, analysis_id: analysisId, result } = experiment;
  const isOver = experiment.plan.to_on < localDay(Date.now(), useZone());
  return (
    <>
      <ExperimentHeader experiment={experiment} actions={<Actions experiment={experiment} />} />
      <div className="flex flex-col gap-5">
        <Warnings sentences={experiment.warnings} />
        <AnalysisProgress id={analysisId} />
        {result !== null && <ResultSections result={result} plan={experiment.plan} seriesName={experiment.series_name} />}
        {state === "locked" && analysisId === null && experiment.looks.length === 1 && (
          <Notice tone="neutral" title={isOver ? "The treatment is over" : "Waiting for the treatment to end"}>
            {isOver ? "Import" : "When it is over, import"} the sales of every region up to its last day, then analyse. Looking earlier
            finds effects that are not there.
          </Notice>
        )}
        <Keep experiment={experiment} />
        <LooksCard experiment={experiment} />
        <PlanCard experiment={experiment} />
        {(state === "draft" || experiment.power !== null) && <PowerCard experiment={experiment} />}
        {state === "draft" && <GateCard seriesId={experiment.series_id} fromOn={experiment.plan.from_on} />}
      </div>
    </>
  );
}
