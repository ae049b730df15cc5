import { Download, FileUp, Heart, Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import { usePages, type ListRow } from "../../../web/api.ts";
import { useDownload } from "../../../web/client/download.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Status } from "../../../web/kit/value/status.tsx";
import { AccountHandle } from "../../../web/pickers/names.tsx";
import { CreatorTabs } from "../../../web/lists/creator-tabs.tsx";
import { CountryName } from "../../../web/pickers/country-picker.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { CreatorFilters, useCreatorFilters } from "./creator-filters.tsx";
import { NewCreatorDialog } from "./new-creator-dialog.tsx";
import { Followers } from "./platforms.tsx";

type Creator = ListRow<"/v1/creators">;

const shownAccounts = 2;

function Accounts({ creator }: { readonly creator: Creator }) {
  const more = creator.accounts.length - shownAccounts;
  if (creator.accounts.length === 0) return <span className="text-muted">none yet</span>;
  return (
    <ul className="flex flex-col gap-0.5">
      {creator.accounts.slice(0, shownAccounts).map((account) => (
        <li key={account.id}>
          <AccountHandle account={account} />
        </li>
      ))}
      {more > 0 && <li className="text-sm text-muted">and {more} more</li>}
    </ul>
  );
}

function FollowerLines({ creator }: { readonly creator: Creator }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {creator.accounts.slice(0, shownAccounts).map((account) => (
        <li key={account.id}>
          <Followers of={account.followers} />
        </li>
      ))}
    </ul>
  );
}

const columns: Column<Creator>[] = [
  { key: "name", head: "Creator", isName: true, cell: (creator) => creator.name },
  {
    key: "status",
    head: "Status",
    cell: (creator) => (creator.archived_at === null ? <Status value={creator.status} /> : <Badge>Archived</Badge>),
  },
  { key: "accounts", head: "Accounts", cell: (creator) => <Accounts creator={creator} /> },
  {
    key: "followers",
    head: "Followers",
    align: "end",
    cell: (creator) => <FollowerLines creator={creator} />,
    explain: "The newest number written down for each account, from an import, an API or by hand. Pointing at it shows its day and source.",
  },
  { key: "country", head: "Country", cell: (creator) => <CountryName code={creator.country} /> },
  { key: "since", head: "Added", align: "end", cell: (creator) => <DateTime at={creator.created_at} isDayOnly /> },
];

/** Every creator as a file that can be imported again. */
function ExportButton() {
  const download = useDownload();
  return (
    <Button
      icon={Download}
      isBusy={download.isPending}
      onClick={() => download.mutate({ from: "/v1/creators/export.csv", fileName: "creators.csv" })}
    >
      Export
    </Button>
  );
}

/** Every creator of the workspace. */
export function CreatorListPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const filters = useCreatorFilters();
  const creators = usePages("/v1/creators", { query: filters.query });
  const [isAdding, setAdding] = useState(false);
  const add = canWrite && (
    <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
      Add creator
    </Button>
  );
  const bring = canWrite && (
    <ButtonLink to={to.newImport()} icon={FileUp}>
      Import
    </ButtonLink>
  );
  const isEmpty = creators.rows?.length === 0 && !filters.isNarrowed;
  const none = filters.isNarrowed ? (
    <EmptyState title="No creator fits" icon={UsersRound} action={<Button onClick={filters.clear}>Clear filters</Button>}>
      Nobody here has all of what you asked for.
    </EmptyState>
  ) : (
    <EmptyState
      title="No creators yet"
      icon={UsersRound}
      action={
        <>
          {add}
          {bring}
        </>
      }
    >
      Import the list you already keep, or add the first by hand. Programs, links and codes come after that.
    </EmptyState>
  );
  return (
    <>
      <PageHeader
        title="Creators"
        guide="bring-creators-in"
        lead="Whom you work with, where they publish, and how they stand with you."
        actions={
          !isEmpty && (
            <>
              <ButtonLink to={to.advocates()} icon={Heart}>
                Customers who create
              </ButtonLink>
              <ExportButton />
              {bring}
              {add}
            </>
          )
        }
      />
      {!isEmpty && <CreatorTabs />}
      {!isEmpty && <CreatorFilters filters={filters} />}
      <Table
        {...creators}
        caption="Creators"
        columns={columns}
        rowKey={(creator) => creator.id}
        rowPath={(creator) => to.creator(creator.id)}
        empty={none}
      />
      {isAdding && <NewCreatorDialog onClose={() => setAdding(false)} />}
    </>
  );
}
