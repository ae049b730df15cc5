import { useNavigate } from "@tanstack/react-router";
import { daysLater } from "../../../kernel/civil.ts";
import { api, inForm } from "../../../web/api.ts";
import { CheckboxGroup } from "../../../web/kit/form/checkbox-group.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { CreatorChecklist } from "../../../web/pickers/creator-checklist.tsx";
import { usePaths } from "../../../web/session.ts";
import { lastDayOf, type Campaign } from "./campaign.ts";

interface CampaignDialogProps {
  /** The one to change; missing for a new one. */
  readonly campaign?: Campaign;
  readonly onClose: () => void;
}

interface Values {
  readonly name: string;
  readonly starts_on: string;
  /** The last day itself. */
  readonly ends_on: string;
  readonly program_ids: readonly string[];
  readonly creator_ids: readonly string[];
}

const valuesOf = (campaign: Campaign | undefined): Values => ({
  name: campaign?.name ?? "",
  starts_on: campaign?.starts_on ?? "",
  ends_on: campaign === undefined ? "" : lastDayOf(campaign),
  program_ids: (campaign?.programs ?? []).map((each) => each.program_id),
  creator_ids: (campaign?.creators ?? []).map((each) => each.creator_id),
});

function useCampaignForm({ campaign, onClose }: CampaignDialogProps) {
  const to = usePaths();
  const navigate = useNavigate();
  const create = api.useMutation("post", "/v1/campaigns", inForm);
  const update = api.useMutation("patch", "/v1/campaigns/{id}", inForm);
  return useForm({
    initial: valuesOf(campaign),
    submit: ({ name, starts_on, ends_on, program_ids, creator_ids }) => {
      if (starts_on === "") return missing("starts_on", "Choose the first day.");
      if (ends_on === "") return missing("ends_on", "Choose the last day.");
      const parts = { program_ids: [...program_ids], creator_ids: [...creator_ids] };
      const body = { name, starts_on, ends_on: daysLater(ends_on, 1), ...parts };
      return campaign === undefined ? create.mutateAsync({ body }) : update.mutateAsync({ params: { path: { id: campaign.id } }, body });
    },
    onDone: (saved) => {
      showDone(campaign === undefined ? `“${saved.name}” is planned.` : "Saved.");
      onClose();
      if (campaign === undefined) void navigate({ to: to.campaign(saved.id) });
    },
  });
}

/** Plans a campaign, or changes its days and who takes part. */
export function CampaignDialog({ campaign, onClose }: CampaignDialogProps) {
  const form = useCampaignForm({ ...(campaign === undefined ? {} : { campaign }), onClose });
  const programs = api.useQuery("get", "/v1/programs", { params: { query: { limit: 200 } } }, { throwOnError: false });
  const options = (programs.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const isNew = campaign === undefined;
  const isLocked = campaign !== undefined && campaign.launched_at !== null;
  return (
    <Dialog isOpen onClose={onClose} title={isNew ? "Plan campaign" : "Edit campaign"} {...(isNew ? { lead: "Its goal comes next." } : {})}>
      <Form form={form} submitLabel={isNew ? "Plan campaign" : "Save campaign"} onCancel={onClose}>
        <TextInput label="Name" autoComplete="off" {...form.field("name")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <DateInput label="First day" isDisabled={isLocked} {...form.field("starts_on")} />
          <DateInput
            label="Last day"
            isDisabled={isLocked}
            hint={isLocked ? "Fixed since the launch." : undefined}
            {...form.field("ends_on")}
          />
        </div>
        <CreatorChecklist {...form.field("creator_ids")} />
        {options.length > 0 && (
          <CheckboxGroup
            label="Programs"
            hint="None ticked: links and codes of every program count."
            options={options}
            {...form.field("program_ids")}
          />
        )}
      </Form>
    </Dialog>
  );
}
