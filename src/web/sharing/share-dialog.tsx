import { useState } from "react";
import { api, inForm } from "../api.ts";
import { Form } from "../kit/form/form.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { RadioCards } from "../kit/input/radio-cards.tsx";
import { Select } from "../kit/input/select.tsx";
import { Dialog } from "../kit/overlay/dialog.tsx";
import { SecretDialog } from "../kit/overlay/secret-dialog.tsx";
import { calendarDayText, instantText } from "../kit/time/time-text.ts";
import { useZone } from "../kit/time/zone.ts";
import { daysLater } from "../pickers/period.ts";
import type { AskedReport } from "./asked-report.ts";
import { ShownFields } from "./shown-fields.tsx";

const spans = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
] as const;

const initial = { days: "these" as "these" | "last", shows_names: false, shows_money: false, span: "30" };

function daysOptions({ from, to }: AskedReport) {
  if (from === undefined || to === undefined) return undefined;
  return [
    { value: "these", label: "The days on screen", hint: `${calendarDayText(from)} to ${calendarDayText(daysLater(to, -1))}` },
    { value: "last", label: "Always the last 30 days", hint: "Counted back from the day on which it is opened." },
  ] as const;
}

/** Makes a link to the report on screen; the link is shown this once. */
export function ShareDialog({ asked, onClose }: { readonly asked: AskedReport; readonly onClose: () => void }) {
  const zone = useZone();
  const create = api.useMutation("post", "/v1/shares", inForm);
  const [made, setMade] = useState<{ url: string; expires_at: string }>();
  const form = useForm({
    initial,
    submit: ({ days, span, shows_names, shows_money }) => {
      const { from, to, ...rest } = asked;
      const period = days === "these" && from !== undefined && to !== undefined ? { from, to } : {};
      return create.mutateAsync({ body: { ...rest, ...period, shows_names, shows_money, expires_in_days: Number(span) } });
    },
    onDone: (answer) => setMade(answer),
  });
  if (made !== undefined)
    return (
      <SecretDialog title="The link is ready" label="Link to the report" secret={made.url} onClose={onClose}>
        Copy it now: it is not kept, so it cannot be shown again. It works until {instantText(made.expires_at, zone)}; under Settings,
        Shared reports you see how often it was opened and can take it back.
      </SecretDialog>
    );
  const options = daysOptions(asked);
  const days = form.field("days");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Share this report"
      lead="Whoever has the link sees this one report, with the figures of that moment, and nothing else of the workspace. No account is needed."
    >
      <Form form={form} submitLabel="Make link" onCancel={onClose}>
        {options !== undefined && <RadioCards label="Which days" options={options} {...days} />}
        <ShownFields names={form.field("shows_names")} money={form.field("shows_money")} />
        <Select label="Works for" options={spans} {...form.field("span")} />
      </Form>
    </Dialog>
  );
}
