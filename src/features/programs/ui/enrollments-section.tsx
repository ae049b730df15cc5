import { Plus, UserRoundX, UsersRound } from "lucide-react";
import { useState } from "react";
import { api, inForm, usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { CreatorChecklist } from "../../../web/pickers/creator-checklist.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import type { Program } from "./program-dialog.tsx";

type Enrollment = ListRow<"/v1/enrollments">;

const isOver = (part: Enrollment): boolean => part.ended_at !== null && Date.parse(part.ended_at) <= Date.now();
const isToCome = (part: Enrollment): boolean => Date.parse(part.started_at) > Date.now();

const columns: Column<Enrollment>[] = [
  { key: "creator", head: "Creator", isName: true, cell: (part) => part.creator_name },
  {
    key: "state",
    head: "State",
    cell: (part) =>
      isOver(part) ? <Badge>Ended</Badge> : isToCome(part) ? <Badge tone="accent">To come</Badge> : <Badge tone="good">Takes part</Badge>,
  },
  { key: "from", head: "Earns from", cell: (part) => <DateTime at={part.started_at} /> },
  {
    key: "until",
    head: "Until",
    cell: (part) => (part.ended_at === null ? <span className="text-muted">open</span> : <DateTime at={part.ended_at} />),
  },
];

interface DialogProps {
  readonly program: Program;
  readonly onClose: () => void;
}

function AddCreatorsDialog({ program, onClose }: DialogProps) {
  const enroll = api.useMutation("post", "/v1/programs/{id}/enrollments", inForm);
  const form = useForm({
    initial: { creator_ids: [] as readonly string[], started_at: undefined as string | undefined },
    submit: ({ creator_ids, started_at }) => {
      if (creator_ids.length === 0) return missing("creator_ids", "Choose at least one creator.");
      const body = { creator_ids: [...creator_ids], ...(started_at === undefined ? {} : { started_at }) };
      return enroll.mutateAsync({ params: { path: { id: program.id } }, body });
    },
    onDone: ({ data }) => {
      showDone(data.length === 1 ? `${data[0]?.creator_name ?? "The creator"} takes part.` : `${data.length} creators take part.`);
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Add creators to “${program.name}”`} lead="Creators who take part already are not changed.">
      <Form form={form} submitLabel="Add creators" onCancel={onClose}>
        <CreatorChecklist {...form.field("creator_ids")} />
        <InstantInput
          label="Earn from"
          isOptional
          hint="Empty: from now on. A time in the past lets earlier orders earn."
          {...form.field("started_at")}
        />
      </Form>
    </Dialog>
  );
}

function EndDialog({ part, onClose }: { readonly part: Enrollment; readonly onClose: () => void }) {
  const end = api.useMutation("post", "/v1/programs/{id}/enrollments/{enrollment_id}/end", {
    onSuccess: () => {
      showDone(`${part.creator_name} no longer takes part.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`End ${part.creator_name}’s part?`}
      confirmLabel="End part"
      isDangerous
      isBusy={end.isPending}
      onConfirm={() => end.mutate({ params: { path: { id: part.program_id, enrollment_id: part.id } }, body: {} })}
    >
      From now on their links and codes earn nothing new in this program; whether earlier clicks still pay is said by the pay rule. What was
      earned stays earned.
    </ConfirmDialog>
  );
}

/** Who takes part in a program. */
export function EnrollmentsSection({ program }: { readonly program: Program }) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager") && program.archived_at === null;
  const parts = usePages("/v1/enrollments", { query: { program_id: program.id } });
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Enrollment>();
  const add = canWrite && (
    <Button icon={Plus} onClick={() => setAdding(true)}>
      Add creators
    </Button>
  );
  const endButton = (part: Enrollment) =>
    !isOver(part) && <IconButton icon={UserRoundX} label={`End ${part.creator_name}’s part`} onClick={() => setEnding(part)} />;
  const none = (
    <EmptyState title="Nobody takes part yet" icon={UsersRound} action={add}>
      Only orders of creators who take part earn. Add them, then give each a link or a code.
    </EmptyState>
  );
  return (
    <Section title="Creators" actions={parts.rows?.length === 0 ? undefined : add}>
      <Table
        {...parts}
        caption={`Creators of ${program.name}`}
        columns={columns}
        rowKey={(part) => part.id}
        rowPath={(part) => to.creator(part.creator_id)}
        {...(canWrite ? { rowActions: endButton } : {})}
        empty={none}
      />
      {isAdding && <AddCreatorsDialog program={program} onClose={() => setAdding(false)} />}
      {ending !== undefined && <EndDialog part={ending} onClose={() => setEnding(undefined)} />}
    </Section>
  );
}
