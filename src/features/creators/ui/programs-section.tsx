import { BadgePercent, Plus } from "lucide-react";
import { useState } from "react";
import { api, inForm, usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { ProgramPicker } from "../../../web/pickers/program-picker.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import type { Creator } from "./platforms.tsx";

type Enrollment = ListRow<"/v1/enrollments">;

const columns: Column<Enrollment>[] = [
  { key: "program", head: "Program", isName: true, cell: (part) => part.program_name },
  { key: "from", head: "Earns from", cell: (part) => <DateTime at={part.started_at} isDayOnly /> },
  {
    key: "until",
    head: "Until",
    cell: (part) => (part.ended_at === null ? <Badge tone="good">Open</Badge> : <DateTime at={part.ended_at} isDayOnly />),
  },
];

function EnrollDialog({ creator, onClose }: { readonly creator: Creator; readonly onClose: () => void }) {
  const enroll = api.useMutation("post", "/v1/programs/{id}/enrollments", inForm);
  const form = useForm({
    initial: { program: undefined as string | undefined, started_at: undefined as string | undefined },
    submit: ({ program, started_at }) => {
      if (program === undefined) return missing("program", "Choose a program.");
      const body = { creator_ids: [creator.id], ...(started_at === undefined ? {} : { started_at }) };
      return enroll.mutateAsync({ params: { path: { id: program } }, body });
    },
    onDone: () => {
      showDone(`${creator.name} takes part.`);
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Add ${creator.name} to a program`} lead="From then on their links and codes in it earn.">
      <Form form={form} submitLabel="Add to program" onCancel={onClose}>
        <ProgramPicker label="Program" {...form.field("program")} />
        <InstantInput
          label="Earns from"
          isOptional
          hint="Empty: from now on. A time in the past lets earlier orders earn."
          {...form.field("started_at")}
        />
      </Form>
    </Dialog>
  );
}

/** In which programs a creator earns, now and earlier. */
export function ProgramsSection({ creator }: { readonly creator: Creator }) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const parts = usePages("/v1/enrollments", { query: { creator_id: creator.id } });
  const [isOpen, setOpen] = useState(false);
  const add = canWrite && (
    <Button size="small" icon={Plus} onClick={() => setOpen(true)}>
      Add to program
    </Button>
  );
  const none = (
    <EmptyState title="In no program yet" icon={BadgePercent} action={add}>
      A program says what is paid. Add {creator.name} to one, then give them a link or a code in it.
    </EmptyState>
  );
  return (
    <Section title="Programs" actions={parts.rows?.length === 0 ? undefined : add}>
      <Table
        {...parts}
        caption={`Programs of ${creator.name}`}
        columns={columns}
        rowKey={(part) => part.id}
        rowPath={(part) => to.program(part.program_id)}
        empty={none}
      />
      {isOpen && <EnrollDialog creator={creator} onClose={() => setOpen(false)} />}
    </Section>
  );
}
