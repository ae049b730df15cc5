import { useNavigate } from "@tanstack/react-router";
import { api, inForm } from "../../../web/api.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { ChangePlanFrame } from "../../../web/lists/locked-plans.tsx";
import { useParam } from "../../../web/params.ts";
import { usePaths } from "../../../web/session.ts";
import { bodyOf, draftOf, draftPointers, emptyDraft } from "./lift-draft.ts";
import { LiftForm } from "./lift-form.tsx";

/** Planning a survey: nothing is decided until the plan is locked. */
export function NewLiftPage() {
  const to = usePaths();
  const navigate = useNavigate();
  const create = api.useMutation("post", "/v1/brand-lifts", inForm);
  const form = useForm({
    initial: emptyDraft,
    pointers: draftPointers,
    submit: (draft) => create.mutateAsync({ body: bodyOf(draft) }),
    onDone: ({ id }) => void navigate({ to: to.brandLift(id) }),
  });
  return (
    <>
      <PageHeader
        title="Plan a survey"
        lead="A draft that you can change until you lock it. Lock it before the first answer is looked at."
        crumbs={[
          { label: "Experiments", to: to.experiments() },
          { label: "Brand lift", to: to.brandLifts() },
        ]}
      />
      <div className="max-w-4xl">
        <LiftForm form={form} />
      </div>
    </>
  );
}

/** Changing the draft of a survey's plan. */
export function ChangeLiftPage() {
  const to = usePaths();
  const navigate = useNavigate();
  const id = useParam("lift");
  const { data: survey } = api.useSuspenseQuery("get", "/v1/brand-lifts/{id}", { params: { path: { id } } });
  const change = api.useMutation("put", "/v1/brand-lifts/{id}/plan", inForm);
  const form = useForm({
    initial: draftOf(survey),
    pointers: draftPointers,
    submit: (draft) => change.mutateAsync({ params: { path: { id } }, body: bodyOf(draft) }),
    onDone: () => void navigate({ to: to.brandLift(id) }),
  });
  return (
    <ChangePlanFrame
      crumbs={[
        { label: "Brand lift", to: to.brandLifts() },
        { label: survey.name, to: to.brandLift(id) },
      ]}
    >
      <LiftForm form={form} />
    </ChangePlanFrame>
  );
}
