import { useState } from "react";
import { daysLater } from "../../../kernel/civil.ts";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { LockedPlanCard } from "../../../web/lists/locked-plans.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { dealingText, designLabel, deviationKinds, type CreatorExperiment } from "./creator-words.ts";
import { Flags, PowerBars, PowerStudyCard } from "./experiment-parts.tsx";
import { estimateText, liftText } from "./words.ts";

type Power = NonNullable<CreatorExperiment["power"]>;
type Begun = NonNullable<CreatorExperiment["assignment"]>["creators"][number];

interface CardProps {
  readonly experiment: CreatorExperiment;
}

function powerFinding({ least_lift: least, least_total: total, weeks_treated: weeks, power, unit }: Power): string {
  if (least === null) return `In ${weeks} weeks no lift that was tried is found often enough: take more creators, or more weeks`;
  const size = total === null ? "" : `, ${estimateText(total, unit)} in all`;
  return `In ${weeks} weeks a lift of ${liftText(least)}${size} is found in at least ${Math.round(100 * power)} % of cases`;
}

function Study({ power, seriesName }: { readonly power: Power; readonly seriesName: string }) {
  return (
    <div className="flex flex-col gap-3">
      <PowerBars
        title={powerFinding(power)}
        unit={`share of 200 trials in which the lift is found, at p of at most ${power.alpha}`}
        source={`series ${seriesName}, ${power.history_weeks} weeks before the start`}
        cells={power.cells}
      />
      <p className="text-sm text-muted">
        In each trial chance dealt the creators out anew in a stretch of their own history. Where nothing was added, an effect was found in{" "}
        {Math.round(100 * power.false_alarms)} % of trials.
      </p>
      <Flags sentences={power.flags} />
    </div>
  );
}

/** How large an effect a plan would find, before anything begins. */
export function CreatorPowerCard({ experiment }: CardProps) {
  const study = api.useMutation("post", "/v1/creator-experiments/{id}/power-studies");
  const { id, power, series_name: seriesName } = experiment;
  return (
    <PowerStudyCard
      experiment={experiment}
      onAsk={() => study.mutate({ params: { path: { id } } })}
      isBusy={study.isPending}
      how="Creators are dealt out 200 times in their own history, lifts are added, and it is counted how often they are found."
    >
      {power !== null && <Study power={power} seriesName={seriesName} />}
    </PowerStudyCard>
  );
}

function planEntries({ plan, series_name, unit, decision_rule, to_on }: CreatorExperiment) {
  return [
    { label: "What begins", value: plan.treatment },
    { label: "Design", value: `${designLabel(plan.design)}: ${dealingText(plan)}` },
    { label: "Creators", value: plan.creators.join(", ") },
    { label: "Days", value: `${calendarDayText(plan.from_on)} to ${calendarDayText(daysLater(to_on, -1))}` },
    { label: "Compared with", value: `${plan.history_weeks} weeks before` },
    { label: "Sales", value: `${series_name}, ${unit === "count" ? "counted" : `in ${unit}`}` },
    { label: "A day without a row", value: plan.missing === "zero" ? "Nothing was sold" : "Is not known, and asked for" },
    { label: "Decision rule", value: decision_rule },
  ];
}

/** What was agreed before the numbers were known. */
export const CreatorPlanCard = ({ experiment }: CardProps) => <LockedPlanCard lock={experiment.lock} entries={planEntries(experiment)} />;

const begunColumns = (design: CreatorExperiment["design"]): Column<Begun>[] => [
  { key: "creator", head: "Creator", isName: true, cell: ({ creator }) => creator },
  { key: "group", head: design === "staggered_creators" ? "Wave" : "Pair", align: "end", cell: ({ group }) => group },
  {
    key: "from",
    head: "Begins",
    align: "end",
    isCorner: true,
    cell: ({ from_on: from }) => (from === null ? <span className="text-muted">Waits until the end</span> : calendarDayText(from)),
  },
];

/** What a person records that went otherwise. */
function DeviationDialog({ experiment, isOpen, onClose }: CardProps & { readonly isOpen: boolean; readonly onClose: () => void }) {
  const record = api.useMutation("post", "/v1/creator-experiments/{id}/deviations", inForm);
  const creators = experiment.assignment?.creators.map(({ creator }) => ({ value: creator, label: creator })) ?? [];
  const form = useForm({
    initial: { creator: creators[0]?.value ?? "", kind: "began_early" as CreatorExperiment["deviations"][number]["kind"], note: "" },
    submit: (body) => record.mutateAsync({ params: { path: { id: experiment.id } }, body }),
    onDone: onClose,
  });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="What went otherwise?">
      <Form form={form} submitLabel="Record">
        <Select label="Creator" options={creators} {...form.field("creator")} />
        <Select label="What happened" options={deviationKinds} {...form.field("kind")} />
        <TextInput label="Note" isOptional maxLength={500} {...form.field("note")} />
      </Form>
    </Dialog>
  );
}

/** What chance said of each creator, and what went otherwise. */
export function AssignmentCard({ experiment }: CardProps) {
  const [isOpen, setOpen] = useState(false);
  const canRecord = useIsAtLeast("analyst");
  const { assignment, design } = experiment;
  if (assignment === null) return null;
  return (
    <Card
      title="Who begins when"
      lead={`Dealt out by chance from seed ${assignment.seed}, which is the plan's own hash: anybody can deal out again.`}
      actions={
        canRecord && (
          <Button size="small" onClick={() => setOpen(true)}>
            Something went otherwise
          </Button>
        )
      }
    >
      <Table
        caption="Who begins when"
        columns={begunColumns(design)}
        rows={assignment.creators}
        rowKey={({ creator }) => creator}
        empty={null}
        isGrid
      />
      {assignment.left.length > 0 && (
        <p className="mt-3 text-muted">Takes no part, since nobody is left to pair with: {assignment.left.join(", ")}.</p>
      )}
      <DeviationDialog experiment={experiment} isOpen={isOpen} onClose={() => setOpen(false)} />
    </Card>
  );
}
