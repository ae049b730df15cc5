import { WEEKDAYS } from "../../kernel/civil.ts";
import { api, inForm } from "../api.ts";
import { CheckboxGroup } from "../kit/form/checkbox-group.tsx";
import { Form } from "../kit/form/form.tsx";
import { missing } from "../kit/form/missing.ts";
import { TextListInput } from "../kit/form/text-list-input.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { Select } from "../kit/input/select.tsx";
import { Dialog } from "../kit/overlay/dialog.tsx";
import { showDone } from "../kit/overlay/toast-store.ts";
import { useZone } from "../kit/time/zone.ts";
import type { AskedReport } from "./asked-report.ts";
import { ShownFields } from "./shown-fields.tsx";

const rhythms = [
  { value: "day", label: "Every day, of the day before" },
  { value: "week", label: "Every week, of the seven days before" },
  { value: "month", label: "Every month, of the month before" },
] as const;

/** The days of a week and of a month as the API counts them. */
const daysOf = {
  day: [],
  week: WEEKDAYS.map((label, index) => ({ value: `${index + 1}`, label: `On ${label}` })),
  month: Array.from({ length: 28 }, (_, index) => ({ value: `${index + 1}`, label: `On day ${index + 1}` })),
};
const hours = Array.from({ length: 24 }, (_, hour) => ({ value: `${hour}`, label: `${`${hour}`.padStart(2, "0")}:00` }));

const initial = {
  every: "week" as "day" | "week" | "month",
  on_day: "1",
  at_hour: "8",
  member_ids: [] as readonly string[],
  outside: [] as readonly string[],
  shows_names: false,
  shows_money: false,
};

/** Has the report on screen mailed to members, and to people outside who say that they want it, as a PDF. */
export function MailDialog({ asked, onClose }: { readonly asked: AskedReport; readonly onClose: () => void }) {
  const zone = useZone();
  const { data: members } = api.useSuspenseQuery("get", "/v1/members");
  const create = api.useMutation("post", "/v1/report-schedules", inForm);
  const form = useForm({
    initial,
    submit: ({ every, on_day, at_hour, member_ids, outside, shows_names, shows_money }) => {
      const { from: _from, to: _to, ...report } = asked;
      const body = { ...report, every, on_day: every === "day" ? 1 : Number(on_day), at_hour: Number(at_hour) };
      const asked_outside = outside.map((email) => ({ email, shows_names, shows_money }));
      return member_ids.length + outside.length === 0
        ? missing("member_ids", "Choose at least one reader, or name somebody outside.")
        : create.mutateAsync({
            body: { ...body, shows_names: true, shows_money: true, member_ids: [...member_ids], outside: asked_outside },
          });
    },
    onDone: ({ outside_readers: asked }) => {
      showDone(
        asked.length === 0
          ? "The report will be mailed. Settings, Shared reports lists it."
          : "The report will be mailed; people outside are asked first. Settings, Shared reports says how they answered.",
      );
      onClose();
    },
  });
  const every = form.field("every");
  const days = daysOf[every.value];
  const outside = form.field("outside");
  return (
    <Dialog isOpen onClose={onClose} title="Send this report by e-mail" lead="As a PDF. Each reader can end it by a link in the mail.">
      <Form form={form} submitLabel="Send regularly" onCancel={onClose}>
        <Select label="How often" options={rhythms} {...every} />
        {days.length > 0 && <Select label="Day" options={days} {...form.field("on_day")} />}
        <Select label="Hour" hint={`By the clock of ${zone}.`} options={hours} {...form.field("at_hour")} />
        <CheckboxGroup
          label="Members"
          options={members.data.map(({ id, name, email }) => ({ value: id, label: name === "" ? email : `${name} (${email})` }))}
          {...form.field("member_ids")}
        />
        <TextListInput
          label="People outside"
          isOptional
          rows={2}
          placeholder="client@example.com"
          hint="One e-mail address a line. Each is asked first and gets nothing before they say yes."
          {...outside}
        />
        {outside.value.length > 0 && <ShownFields names={form.field("shows_names")} money={form.field("shows_money")} />}
      </Form>
    </Dialog>
  );
}
