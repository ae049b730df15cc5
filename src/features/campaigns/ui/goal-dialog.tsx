import { api, inForm } from "../../../web/api.ts";
import { CheckboxGroup } from "../../../web/kit/form/checkbox-group.tsx";
import { DecimalTextInput } from "../../../web/kit/form/decimal-text-input.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { lastDayOf, metricOptions, type Campaign, type Goal } from "./campaign.ts";

interface GoalDialogProps {
  readonly campaign: Campaign;
  readonly onClose: () => void;
}

interface Values {
  readonly metric: Goal["metric"];
  readonly definition: string;
  readonly target: string;
  readonly unit: string;
  readonly deadline_on: string;
  readonly stakeholder_ids: readonly string[];
}

const valuesOf = (campaign: Campaign): Values => {
  const { goal } = campaign;
  const isOwn = goal?.metric === "other";
  return {
    metric: goal?.metric ?? "attributed_revenue",
    definition: isOwn ? goal.definition : "",
    target: goal?.target ?? "",
    unit: isOwn ? goal.unit : "",
    deadline_on: goal?.deadline_on ?? lastDayOf(campaign),
    stakeholder_ids: (goal?.stakeholders ?? []).map((each) => each.member_id),
  };
};

function useGoalForm({ campaign, onClose }: GoalDialogProps) {
  const set = api.useMutation("put", "/v1/campaigns/{id}/goal", inForm);
  return useForm({
    initial: valuesOf(campaign),
    submit: ({ definition, unit, stakeholder_ids, target, ...rest }) => {
      if (target.trim() === "") return missing("target", "Write the number to reach.");
      if (stakeholder_ids.length === 0) return missing("stakeholder_ids", "Name at least one member who signs.");
      const own = rest.metric === "other" ? { definition, ...(unit === "" ? {} : { unit }) } : {};
      const body = { ...rest, ...own, target: target.trim(), stakeholder_ids: [...stakeholder_ids] };
      return set.mutateAsync({ params: { path: { id: campaign.id } }, body });
    },
    onDone: () => {
      showDone("The goal is set. Now everybody named signs it.");
      onClose();
    },
  });
}

/** Sets the one goal of a campaign. */
export function GoalDialog({ campaign, onClose }: GoalDialogProps) {
  const form = useGoalForm({ campaign, onClose });
  const members = api.useQuery("get", "/v1/members", {}, { throwOnError: false });
  const options = (members.data?.data ?? []).map(({ id, name, email }) => ({ value: id, label: name === "" ? email : name, hint: email }));
  const { metric, unit } = form.values;
  const metrics = api.useQuery("get", "/v1/goal-metrics", {}, { throwOnError: false });
  const counted = metrics.data?.data.find((each) => each.metric === metric);
  const countedIn = metric === "other" ? unit : (counted?.unit ?? campaign.currency);
  return (
    <Dialog isOpen onClose={onClose} title="Set the goal" lead="One goal. Once the campaign is launched, nobody changes it.">
      <Form form={form} submitLabel="Set goal" onCancel={onClose}>
        <Select label="Measured by" options={metricOptions} {...form.field("metric")} />
        {metric === "other" ? (
          <>
            <Textarea label="What exactly is counted?" hint="So that two people would count the same." {...form.field("definition")} />
            <TextInput label="Unit" isOptional hint="For example: sign-ups." autoComplete="off" {...form.field("unit")} />
          </>
        ) : (
          <p className="rounded-md bg-sunken px-3 py-2 text-sm text-muted">{counted?.definition}</p>
        )}
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <DecimalTextInput label="At least" hint={countedIn === "" ? undefined : `In ${countedIn}.`} {...form.field("target")} />
          <DateInput label="Deadline" hint="The last day that counts." {...form.field("deadline_on")} />
        </div>
        <CheckboxGroup label="Who signs?" hint="Each signs for themselves." options={options} {...form.field("stakeholder_ids")} />
      </Form>
    </Dialog>
  );
}
