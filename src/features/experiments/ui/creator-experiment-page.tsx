import { api } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { AssignmentCard, CreatorPlanCard, CreatorPowerCard } from "./creator-cards.tsx";
import type { CreatorExperiment } from "./creator-words.ts";
import { LockButton } from "../../../web/lists/locked-plans.tsx";
import { AnalyseButton, AnalysisProgress, ExperimentHeader, Warnings } from "./experiment-parts.tsx";
import { RecordsButton } from "./records-dialog.tsx";
import { verdictTones } from "./result-sections.tsx";
import { WeekChart } from "./week-chart.tsx";
import { endsText, estimateText, liftText, pText } from "./words.ts";

interface PartProps {
  readonly experiment: CreatorExperiment;
}

function Lock({ experiment }: PartProps) {
  const lock = api.useMutation("post", "/v1/creator-experiments/{id}/lock");
  const send = (onSettled: () => void) =>
    lock.mutate(
      { params: { path: { id: experiment.id } } },
      { onSuccess: () => showDone("The plan is locked, and chance has dealt the creators out."), onSettled },
    );
  return (
    <LockButton name={experiment.name} onLock={send} isBusy={lock.isPending}>
      Chance then says who begins when, and nothing can change it. It alone decides: {experiment.decision_rule}
    </LockButton>
  );
}

function Actions({ experiment }: PartProps) {
  const to = usePaths();
  const analyse = api.useMutation("post", "/v1/creator-experiments/{id}/analyses");
  if (!useIsAtLeast("analyst")) return null;
  if (experiment.state === "draft")
    return (
      <>
        <ButtonLink to={to.creatorExperimentPlan(experiment.id)}>Change plan</ButtonLink>
        <Lock experiment={experiment} />
      </>
    );
  return (
    <>
      <RecordsButton />
      <AnalyseButton
        hasResult={experiment.result !== null}
        onAnalyse={() => analyse.mutate({ params: { path: { id: experiment.id } } })}
        isBusy={analyse.isPending}
      />
    </>
  );
}

function ResultStats({ experiment }: PartProps) {
  const { result, series_name: seriesName } = experiment;
  if (result === null) return null;
  const { analysis, computed_at: at } = result;
  const { unit } = analysis;
  const explained = (formula: string) => ({ formula, source: `Series ${seriesName}`, at });
  return (
    <Stats>
      <Stat
        label="Caused in all"
        value={estimateText(analysis.total, unit)}
        detail={`in ${analysis.compared} weeks of creators`}
        explanation={explained("Effect a creator and week, times the weeks of creators that were compared with somebody who waited.")}
      />
      <Stat
        label="Lift"
        value={analysis.lift === null ? <Unknown /> : liftText(analysis.lift)}
        explanation={explained("Caused in all, divided by what was expected without it.")}
      />
      <Stat
        label="Effect a creator and week"
        value={estimateText(analysis.effect, unit)}
        detail={`${endsText(analysis, unit)}, by ${analysis.interval_by}`}
        explanation={explained(
          "The change of those for whom it began, since before, less the change of those who waited; the mean over weeks of creators.",
        )}
      />
      <Stat
        label="p"
        value={pText(analysis.p)}
        detail={`by ${analysis.p_by}`}
        explanation={explained("The share of ways in which chance could have dealt the creators out that show an effect as far from zero.")}
      />
    </Stats>
  );
}

function Result({ experiment }: PartProps) {
  if (experiment.result === null) return null;
  const { analysis } = experiment.result;
  return (
    <>
      <Notice tone={verdictTones[analysis.verdict.outcome]} title={analysis.verdict.headline}>
        {analysis.verdict.sentence}
      </Notice>
      <ResultStats experiment={experiment} />
      <Card>
        <WeekChart analysis={analysis} seriesName={experiment.series_name} />
      </Card>
    </>
  );
}

/** One experiment on creators: its plan, what chance said, and what came of it. */
export function CreatorExperimentPage() {
  const id = useParam("experiment");
  const { data: experiment } = api.useSuspenseQuery("get", "/v1/creator-experiments/{id}", { params: { path: { id } } });
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
            Let each creator begin on their day, and nobody before. When it is over, import what each of them sold up to the last day or
            take it anew from your own records, then analyse. Looking earlier finds effects that are not there.
          </Notice>
        )}
        <AssignmentCard experiment={experiment} />
        <CreatorPlanCard experiment={experiment} />
        {(state === "draft" || experiment.power !== null) && <CreatorPowerCard experiment={experiment} />}
      </div>
    </>
  );
}
