import { Bell, BellOff, Bookmark, BookmarkX } from "lucide-react";
import { useState } from "react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
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
import { Unknown } from "../../../web/kit/value/money.tsx";
import { CreatorTabs } from "../../../web/lists/creator-tabs.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { draftOfCondition } from "./kept-filter.ts";
import { orders } from "./use-find.ts";

type Saved = ListRow<"/v1/creator-searches">;
type Find = ListRow<"/v1/creator-searches/{id}/finds">;

function SavedName({ search }: { readonly search: Saved }) {
  const to = usePaths();
  const filter = draftOfCondition(search.where);
  if (filter === undefined) return <>{search.name}</>;
  const { by, direction } = search.sort;
  const order = orders.find((each) => each.value.replace("_asc", "") === by && each.direction === direction)?.value;
  return (
    <TextLink to={to.findCreators()} search={{ q: search.text ?? undefined, order, everybody: "yes", ...filter }}>
      {search.name}
    </TextLink>
  );
}

function FindsDialog({ search, onClose }: { readonly search: Saved; readonly onClose: () => void }) {
  const to = usePaths();
  const finds = usePages("/v1/creator-searches/{id}/finds", { path: { id: search.id }, query: { limit: 50 } });
  const columns: Column<Find>[] = [
    { key: "name", head: "Creator", isName: true, cell: (find) => find.name },
    { key: "since", head: "Found since", cell: (find) => <DateTime at={find.found_at} /> },
    { key: "new", head: "", cell: (find) => find.is_new && <Badge tone="accent">New</Badge> },
  ];
  return (
    <Dialog isOpen isWide onClose={onClose} title={`Found by “${search.name}”`} lead="Since when each creator is found, the latest first.">
      <Table
        {...finds}
        caption="Creators found by this search"
        columns={columns}
        rowKey={(find) => find.creator_id}
        rowPath={(find) => to.creator(find.creator_id)}
        empty={
          <EmptyState title="Nobody yet" icon={Bookmark}>
            It looks again every five minutes.
          </EmptyState>
        }
      />
    </Dialog>
  );
}

const columns: Column<Saved>[] = [
  { key: "name", head: "Search", isName: true, cell: (search) => <SavedName search={search} /> },
  {
    key: "alert",
    head: "Alert",
    cell: ({ is_alerting }) => (is_alerting ? <Badge tone="good">On</Badge> : <Badge>Off</Badge>),
  },
  {
    key: "looked",
    head: "Last looked",
    cell: (search) =>
      search.is_alerting && search.looked_at !== null ? <DateTime at={search.looked_at} /> : <Unknown reason="no alert" />,
  },
  {
    key: "found",
    head: "Found",
    align: "end",
    cell: (search) => <Count value={search.found} />,
    explain: "Creators that the alert has found so far.",
  },
  {
    key: "new",
    head: "New",
    align: "end",
    cell: (search) => <Count value={search.found_since} />,
    explain: "Of them, those who were not found when the alert began.",
  },
];

function ArchiveDialog({ search, onClose }: { readonly search: Saved; readonly onClose: () => void }) {
  const archive = api.useMutation("post", "/v1/creator-searches/{id}/archive", {
    onSuccess: () => {
      showDone(`Search “${search.name}” archived.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Archive “${search.name}”?`}
      confirmLabel="Archive search"
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: search.id } } })}
    >
      Its alert ends, and nobody is told whom it finds any more.
    </ConfirmDialog>
  );
}

function Actions({ search, onShow, onArchive }: { readonly search: Saved; readonly onShow: () => void; readonly onArchive: () => void }) {
  const canWrite = useIsAtLeast("manager");
  const update = api.useMutation("patch", "/v1/creator-searches/{id}", {
    onSuccess: ({ name, is_alerting }) => showDone(is_alerting ? `You are told whom “${name}” finds.` : `The alert of “${name}” is off.`),
  });
  const flip = () => update.mutate({ params: { path: { id: search.id } }, body: { is_alerting: !search.is_alerting } });
  return (
    <>
      {search.found !== null && (
        <Button size="small" variant="quiet" onClick={onShow}>
          Show finds
        </Button>
      )}
      {canWrite && (
        <>
          <IconButton
            icon={search.is_alerting ? BellOff : Bell}
            label={search.is_alerting ? `End the alert of ${search.name}` : `Begin an alert for ${search.name}`}
            onClick={flip}
          />
          <IconButton icon={BookmarkX} label={`Archive ${search.name}`} onClick={onArchive} />
        </>
      )}
    </>
  );
}

/** The searches that are kept, and whom they found. */
export function SavedSearchesPage() {
  const to = usePaths();
  const searches = usePages("/v1/creator-searches");
  const [shown, show] = useState<Saved>();
  const [archiving, setArchiving] = useState<Saved>();
  return (
    <>
      <PageHeader
        title="Saved searches"
        guide="how-do-i-find-creators"
        lead="Searches that you keep. With an alert the bell tells you whom they find that they did not find before."
      />
      <CreatorTabs />
      <Table
        {...searches}
        caption="Saved searches"
        columns={columns}
        rowKey={(search) => search.id}
        rowActions={(search) => <Actions search={search} onShow={() => show(search)} onArchive={() => setArchiving(search)} />}
        empty={
          <EmptyState
            title="No searches saved yet"
            icon={Bookmark}
            action={
              <ButtonLink to={to.findCreators()} variant="primary">
                Find creators
              </ButtonLink>
            }
          >
            Search for creators, then save the search to be told of everybody new whom it finds.
          </EmptyState>
        }
      />
      {shown !== undefined && <FindsDialog search={shown} onClose={() => show(undefined)} />}
      {archiving !== undefined && <ArchiveDialog search={archiving} onClose={() => setArchiving(undefined)} />}
    </>
  );
}
