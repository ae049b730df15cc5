import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { LockButton, LockedPlanCard } from "../../../web/lists/locked-plans.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { CountsDialog } from "./counts-dialog.tsx";
import { LiftResults } from "./lift-results.tsx";
import { assignments, percentText, pointsText, stateWords, type BrandLift } from "./words.ts";

function Lock({ survey }: { readonly survey: BrandLift }) {
  const lock = api.useMutation("post", "/v1/brand-lifts/{id}/lock");
  const send = (onSettled: () => void) =>
    lock.mutate({ params: { path: { id: survey.id } } }, { onSuccess: () => showDone("The plan is locked."), onSettled });
  return (
    <LockButton name={survey.name} onLock={send} isBusy={lock.isPending}>
      From then on it cannot change, and it alone decides: {survey.decision_rule}
    </LockButton>
  );
}

function Actions({ survey }: { readonly survey: BrandLift }) {
  const to = usePaths();
  const [isEntering, setEntering] = useState(false);
  if (!useIsAtLeast("analyst")) return null;
  if (survey.state === "draft")
    return (
      <>
        <ButtonLink to={to.brandLiftPlan(survey.id)}>Change plan</ButtonLink>
        <Lock survey={survey} />
      </>
    );
  return (
    <>
      <Button variant={survey.counts === null ? "primary" : "plain"} onClick={() => setEntering(true)}>
        {survey.counts === null ? "Enter counts" : "Enter counts again"}
      </Button>
      <ButtonLink to={to.newImport()} search={{ kind: "brand_lift_counts" }}>
        Import counts
      </ButtonLink>
      {isEntering && <CountsDialog survey={survey} onClose={() => setEntering(false)} />}
    </>
  );
}

function PlanCard({ survey }: { readonly survey: BrandLift }) {
  const { plan, lock } = survey;
  const assigned = assignments.find(({ value }) => value === plan.assignment)?.label ?? plan.assignment;
  return (
    <LockedPlanCard
      lock={lock}
      entries={[
        { label: "The exposed saw", value: plan.exposure },
        { label: "Into the groups", value: assigned },
        { label: "Control is found", value: plan.recruitment_control },
        { label: "Exposed is found", value: plan.recruitment_exposed },
        {
          label: "Asked",
          value: `${plan.planned_control.toLocaleString("en")} control, ${plan.planned_exposed.toLocaleString("en")} exposed`,
        },
        ...plan.questions.map(({ text, positive }, at) => ({
          label: at === 0 ? "Decides" : `Question ${at + 1}`,
          value: `${text} Counts: ${positive}`,
        })),
        { label: "Decision rule", value: survey.decision_rule },
      ]}
    />
  );
}

function PowerCard({ survey }: { readonly survey: BrandLift }) {
  const { power, plan } = survey;
  return (
    <Card
      title={power.is_enough ? "Enough people are asked" : "Too few people are asked"}
      lead={`From ${percentText(plan.base_rate)} without exposure, by Cohen’s h, found in 8 of 10 surveys. Everybody counts as answering: plan for those who do not.`}
    >
      <p>{power.sentence}</p>
      <ul className="mt-2 list-disc pl-5">
        {power.needed.map(({ points, per_group: answers }) => (
          <li key={points}>
            {pointsText(points).replace("+", "")}: {answers.toLocaleString("en")} answers in each group
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** One survey: what it says, and what was planned before. */
export function LiftPage() {
  const to = usePaths();
  const id = useParam("lift");
  const { data: survey } = api.useSuspenseQuery("get", "/v1/brand-lifts/{id}", { params: { path: { id } } });
  return (
    <>
      <PageHeader
        title={survey.name}
        lead={survey.plan.hypothesis}
        crumbs={[
          { label: "Experiments", to: to.experiments() },
          { label: "Brand lift", to: to.brandLifts() },
        ]}
        badge={<Badge tone={stateWords[survey.state].tone}>{stateWords[survey.state].label}</Badge>}
        actions={<Actions survey={survey} />}
      />
      <div className="flex flex-col gap-5">
        {survey.warnings.length > 0 && (
          <Notice tone="warn" title="How the groups are found">
            {survey.warnings.join(" ")}
          </Notice>
        )}
        {survey.analysis !== null && <LiftResults survey={survey} analysis={survey.analysis} />}
        <PowerCard survey={survey} />
        <PlanCard survey={survey} />
      </div>
    </>
  );
}
