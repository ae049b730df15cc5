import { ListPlus, ListX, Pencil, Scale } from "lucide-react";
import { useState } from "react";
import { api, inForm, usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Checkbox } from "../../../web/kit/input/checkbox.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { CreatorTabs } from "../../../web/lists/creator-tabs.tsx";
import { ScoringDialog } from "../../../web/lists/scoring-dialog.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { draftText } from "./kept-filter.ts";

type CreatorList = ListRow<"/v1/creator-lists">;

/** Makes a list, or changes one. */
function ListDialog({ list, onClose }: { readonly list?: CreatorList; readonly onClose: () => void }) {
  const create = api.useMutation("post", "/v1/creator-lists", inForm);
  const update = api.useMutation("patch", "/v1/creator-lists/{id}", inForm);
  const form = useForm({
    initial: { name: list?.name ?? "", is_excluding: list?.is_excluding ?? false },
    submit: (body) => (list === undefined ? create.mutateAsync({ body }) : update.mutateAsync({ params: { path: { id: list.id } }, body })),
    onDone: ({ name }) => {
      showDone(`List “${name}” ${list === undefined ? "made" : "changed"}.`);
      onClose();
    },
  });
  const title = list === undefined ? "New list" : `Change “${list.name}”`;
  return (
    <Dialog isOpen onClose={onClose} title={title} lead="Creators are put on it, and taken off it, where you find them.">
      <Form form={form} submitLabel={list === undefined ? "Make list" : "Change list"} onCancel={onClose}>
        <TextInput label="Name" maxLength={120} {...form.field("name")} />
        <Checkbox
          label="Leave these creators out of searches"
          hint="For whom nobody wants to find: competitors’ faces, people who said no. A search says so, and can show them all the same."
          {...form.field("is_excluding")}
        />
      </Form>
    </Dialog>
  );
}

function ArchiveDialog({ list, onClose }: { readonly list: CreatorList; readonly onClose: () => void }) {
  const archive = api.useMutation("post", "/v1/creator-lists/{id}/archive", {
    onSuccess: () => {
      showDone(`List “${list.name}” archived.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Archive “${list.name}”?`}
      confirmLabel="Archive list"
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: list.id } } })}
    >
      Nobody is found by it, or left out by it, any more. The creators stay.
    </ConfirmDialog>
  );
}

function ListName({ list }: { readonly list: CreatorList }) {
  const to = usePaths();
  const filter = draftText({ join: "and", rules: [{ field: "list", op: "is", values: [list.id] }] });
  return (
    <TextLink to={to.findCreators()} search={{ filter, everybody: "yes" }}>
      {list.name}
    </TextLink>
  );
}

const columns: Column<CreatorList>[] = [
  { key: "name", head: "List", isName: true, cell: (list) => <ListName list={list} /> },
  {
    key: "kind",
    head: "Kind",
    cell: ({ is_excluding }) => (is_excluding ? <Badge tone="warn">Left out of searches</Badge> : <Badge>List</Badge>),
  },
  { key: "creators", head: "Creators", align: "end", cell: (list) => <Count value={list.creators} />, isCorner: true },
  { key: "since", head: "Made", align: "end", cell: (list) => <DateTime at={list.created_at} isDayOnly /> },
];

function AlikeLink({ list }: { readonly list: CreatorList }) {
  const to = usePaths();
  return list.creators === 0 ? null : (
    <TextLink to={to.lookalikes()} search={{ list: list.id }}>
      Find alike
    </TextLink>
  );
}

/** Has everybody on a list scored. */
function ScoreButton({ list }: { readonly list: CreatorList }) {
  const score = api.useMutation("post", "/v1/creator-lists/{id}/scorecards");
  if (list.creators === 0) return null;
  return (
    <>
      <IconButton
        icon={Scale}
        label={`Score everybody on ${list.name}`}
        onClick={() => score.mutate({ params: { path: { id: list.id } } })}
      />
      {score.data !== undefined && (
        <ScoringDialog computationId={score.data.computation_id} whom={`everybody on “${list.name}”`} onClose={score.reset} />
      )}
    </>
  );
}

/** The lists of creators. */
export function CreatorListsPage() {
  const canWrite = useIsAtLeast("manager");
  const lists = usePages("/v1/creator-lists");
  const [isMaking, setMaking] = useState(false);
  const [changing, setChanging] = useState<CreatorList>();
  const [archiving, setArchiving] = useState<CreatorList>();
  const make = canWrite && (
    <Button variant="primary" icon={ListPlus} onClick={() => setMaking(true)}>
      Make list
    </Button>
  );
  const actions = (list: CreatorList) => (
    <>
      <AlikeLink list={list} />
      {canWrite && <ScoreButton list={list} />}
      {canWrite && <IconButton icon={Pencil} label={`Change ${list.name}`} onClick={() => setChanging(list)} />}
      {canWrite && <IconButton icon={ListX} label={`Archive ${list.name}`} onClick={() => setArchiving(list)} />}
    </>
  );
  return (
    <>
      <PageHeader
        title="Lists of creators"
        guide="how-do-i-find-creators"
        lead="Creators kept together: for a campaign, for later, or so that nobody finds them."
        actions={make}
      />
      <CreatorTabs />
      <Table
        {...lists}
        caption="Lists of creators"
        columns={columns}
        rowKey={(list) => list.id}
        rowActions={actions}
        empty={
          <EmptyState title="No lists yet" icon={ListPlus} action={make}>
            Choose creators where you find them and add them to a list; a list can be searched by, and others like it be found.
          </EmptyState>
        }
      />
      {isMaking && <ListDialog onClose={() => setMaking(false)} />}
      {changing !== undefined && <ListDialog list={changing} onClose={() => setChanging(undefined)} />}
      {archiving !== undefined && <ArchiveDialog list={archiving} onClose={() => setArchiving(undefined)} />}
    </>
  );
}
