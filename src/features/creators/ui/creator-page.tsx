import { Archive, ArchiveRestore, Ellipsis } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api, usePages } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Menu, MenuItem } from "../../../web/kit/overlay/menu.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { Status } from "../../../web/kit/value/status.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths, useWorkspace } from "../../../web/session.ts";
import { AccountsSection } from "./accounts-section.tsx";
import { DetailsCard } from "./details-card.tsx";
import { FiguresSection } from "./figures-section.tsx";
import { LinksAndCodesSection } from "./links-and-codes-section.tsx";
import { ProgramsSection } from "./programs-section.tsx";
import { SamePersonSection } from "./same-person-section.tsx";
import { StatusCard } from "./status-card.tsx";
import { TimelineSection } from "./timeline-section.tsx";
import type { Creator } from "./platforms.tsx";

/** What goes on although a creator is archived: somebody who wants it to end must know that it does not by itself. */
function GoesOn({ creator }: { readonly creator: Creator }) {
  const { rows = [] } = usePages("/v1/enrollments", { query: { creator_id: creator.id, active: "true" } });
  if (rows.length === 0) return null;
  return (
    <p className="mt-2">
      {creator.name} goes on earning in {rows.map((part) => part.program_name).join(", ")}. To stop that, end their part on the program’s
      page first.
    </p>
  );
}

function ArchiveDialog({ creator, onClose }: { readonly creator: Creator; readonly onClose: () => void }) {
  const archive = api.useMutation("post", "/v1/creators/{id}/archive", {
    onSuccess: () => {
      showDone(`${creator.name} is archived.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Archive ${creator.name}?`}
      confirmLabel="Archive creator"
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: creator.id } } })}
    >
      <p>They leave the lists. Links, codes and everything earned stay as they are, and you can bring them back at any time.</p>
      <GoesOn creator={creator} />
    </ConfirmDialog>
  );
}

function Actions({ creator, onArchive }: { readonly creator: Creator; readonly onArchive: () => void }) {
  const restore = api.useMutation("post", "/v1/creators/{id}/restore", { onSuccess: () => showDone(`${creator.name} is back.`) });
  if (!useIsAtLeast("manager")) return null;
  return (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More about this creator" />}>
      {creator.archived_at === null ? (
        <MenuItem icon={Archive} onClick={onArchive}>
          Archive creator
        </MenuItem>
      ) : (
        <MenuItem icon={ArchiveRestore} onClick={() => restore.mutate({ params: { path: { id: creator.id } } })}>
          Bring back from the archive
        </MenuItem>
      )}
    </Menu>
  );
}

const source = "The ledger of this workspace: every transfer, nothing estimated";

/** What a creator is owed at this moment, in each currency they earn in. */
function Balances({ creatorId }: { readonly creatorId: string }) {
  const { currency } = useWorkspace();
  const { data, dataUpdatedAt } = api.useSuspenseQuery("get", "/v1/ledger/balances", { params: { query: { creator_id: creatorId } } });
  const nothing = { amount: "0", currency };
  const balances = data.data.length === 0 ? [{ pending: nothing, payable: nothing }] : data.data;
  const at = new Date(dataUpdatedAt).toISOString();
  return (
    <Stats>
      {balances.flatMap(({ pending, payable }) => [
        <Stat
          key={`${pending.currency} pending`}
          label="On hold"
          value={<Money value={pending} />}
          detail={data.data.length === 0 ? "nothing earned yet" : "payable when its hold ends"}
          explanation={{ formula: "Commissions earned − taken back, of which the hold has not ended", source, at }}
        />,
        <Stat
          key={`${pending.currency} payable`}
          label="Payable now"
          value={<Money value={payable} />}
          detail={payable.amount.startsWith("-") ? "a debt that is carried over" : "past its hold"}
          explanation={{
            formula: "Commissions past their hold − taken back − paid out",
            source,
            at,
            note: "Below zero: more was taken back than is open; the next earnings settle it.",
          }}
        />,
      ])}
    </Stats>
  );
}

/** One creator: what is known, where they publish, in which programs they earn, and what they are owed. */
export function CreatorPage({ results }: { readonly results?: ReactNode }) {
  const to = usePaths();
  const id = useParam("creator");
  const { data: creator } = api.useSuspenseQuery("get", "/v1/creators/{id}", { params: { path: { id } } });
  const [isArchiving, setArchiving] = useState(false);
  return (
    <>
      <PageHeader
        title={creator.name}
        crumbs={[{ label: "Creators", to: to.creators() }]}
        badge={creator.archived_at === null ? <Status value={creator.status} /> : <Badge>Archived</Badge>}
        actions={<Actions creator={creator} onArchive={() => setArchiving(true)} />}
      />
      <div className="flex flex-col gap-8">
        <Balances creatorId={creator.id} />
        <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="flex min-w-0 flex-col gap-8">
            {results}
            <AccountsSection creator={creator} />
            <SamePersonSection creator={creator} />
            <FiguresSection creator={creator} />
            <ProgramsSection creator={creator} />
            <LinksAndCodesSection creator={creator} />
            <TimelineSection creator={creator} />
          </div>
          <div className="flex min-w-0 flex-col gap-5">
            <StatusCard creator={creator} />
            <DetailsCard creator={creator} />
          </div>
        </div>
      </div>
      {isArchiving && <ArchiveDialog creator={creator} onClose={() => setArchiving(false)} />}
    </>
  );
}
