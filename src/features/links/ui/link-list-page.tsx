import { FileUp, Globe, Link2, Pencil, Plus, QrCode as QrIcon } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api, usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { CopyButton } from "../../../web/kit/action/copy-button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { LinkTabs } from "../../../web/kit/parts/link-tabs.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { SearchBox } from "../../../web/kit/table/search-box.tsx";
import { Table } from "../../../web/kit/table/table.tsx";
import { CreatorPicker } from "../../../web/pickers/creator-picker.tsx";
import { CreatorName, ProgramName } from "../../../web/pickers/names.tsx";
import { ProgramFilter } from "../../../web/pickers/program-filter.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { useClearSearch, useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { EditLinkDialog, NewLinkDialog } from "./link-dialog.tsx";
import { Clicks, LinkStatus, shortText, type Link, type LinkWithClicks } from "./link-words.tsx";
import { QrDialog } from "./qr-code.tsx";

const columns: Column<LinkWithClicks>[] = [
  { key: "url", head: "Link", isName: true, cell: shortText },
  { key: "creator", head: "Creator", isName: true, cell: (link) => <CreatorName id={link.creator_id} /> },
  { key: "program", head: "Program", isName: true, cell: (link) => <ProgramName id={link.program_id} /> },
  {
    key: "destination",
    head: "Leads to",
    cell: (link) => (
      <span className="block max-w-60 truncate" title={link.destination}>
        {link.destination.replace(/^https?:\/\//, "")}
      </span>
    ),
  },
  {
    key: "clicks",
    head: "Clicks, 30 days",
    align: "end",
    cell: ({ clicks }) => <Clicks value={clicks.human} isCapped={clicks.is_capped} />,
    explain: "Clicks that can lead to an order. Bots, previews, prefetches, HEAD requests and hosting networks are left out.",
  },
  { key: "status", head: "Status", cell: (link) => <LinkStatus link={link} /> },
];

function useLinkFilters() {
  const [search, setSearch] = useSearchText("q");
  const [creator, setCreator] = useSearchText("creator");
  const [program, setProgram] = useSearchText("program");
  const clear = useClearSearch(["q", "creator", "program"]);
  const query = {
    ...(search === undefined ? {} : { search }),
    ...(creator === undefined ? {} : { creator_id: creator }),
    ...(program === undefined ? {} : { program_id: program }),
  };
  const isNarrowed = Object.keys(query).length > 0;
  return { search, setSearch, creator, setCreator, program, setProgram, clear, query, isNarrowed };
}

function Filters({ filters }: { readonly filters: ReturnType<typeof useLinkFilters> }) {
  return (
    <div className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <div className="min-w-0 flex-1 basis-56 max-sm:col-span-2 sm:max-w-80">
        <SearchBox label="Search by link or destination" value={filters.search} onSearch={filters.setSearch} />
      </div>
      <CreatorPicker label="Creator" isLabelHidden placeholder="All creators" value={filters.creator} onChange={filters.setCreator} />
      <ProgramFilter value={filters.program} onChange={filters.setProgram} />
    </div>
  );
}

type Open = { readonly what: "edit" | "qr"; readonly link: Link } | undefined;

function useEmptyState(filters: ReturnType<typeof useLinkFilters>, hasDomain: boolean, create: ReactNode) {
  const to = usePaths();
  const domains = (
    <ButtonLink to={to.domains()} variant="primary" icon={Plus}>
      Add short domain
    </ButtonLink>
  );
  if (filters.isNarrowed)
    return (
      <EmptyState title="No link fits" icon={Link2} action={<Button onClick={filters.clear}>Clear filters</Button>}>
        No link has all of what you asked for.
      </EmptyState>
    );
  return hasDomain ? (
    <EmptyState title="No links yet" icon={Link2} action={create}>
      A link is a creator’s own address at your short domain. Every visit through it is counted, and its orders find their way back.
    </EmptyState>
  ) : (
    <EmptyState title="First your short domain" icon={Globe} action={domains}>
      Links live at a short address of your own, such as go.brand.com. Add it, point its DNS here, then create links.
    </EmptyState>
  );
}

function RowDialog({ open, onClose }: { readonly open: Open; readonly onClose: () => void }) {
  if (open === undefined) return null;
  return open.what === "qr" ? <QrDialog link={open.link} onClose={onClose} /> : <EditLinkDialog link={open.link} onClose={onClose} />;
}

/** Every link of the workspace. */
export function LinkListPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const filters = useLinkFilters();
  const links = usePages("/v1/links", { query: filters.query });
  const { data: domains } = api.useSuspenseQuery("get", "/v1/domains");
  const [wanted, want] = useSearchText("new");
  const [open, setOpen] = useState<Open>();
  const hasDomain = domains.data.length > 0;
  const isEmpty = links.rows?.length === 0 && !filters.isNarrowed;
  const create = canWrite && hasDomain && (
    <Button variant="primary" icon={Plus} onClick={() => want("yes")}>
      Create link
    </Button>
  );
  const none = useEmptyState(filters, hasDomain, create);
  const actionsOf = (link: Link) => (
    <>
      <CopyButton text={link.url} what="link" />
      <IconButton icon={QrIcon} label="QR code" onClick={() => setOpen({ what: "qr", link })} />
      {canWrite && <IconButton icon={Pencil} label="Edit link" onClick={() => setOpen({ what: "edit", link })} />}
    </>
  );
  return (
    <>
      <PageHeader
        title="Links"
        lead="Where clicks come in, and whose they are."
        actions={
          !isEmpty && (
            <>
              {canWrite && (
                <ButtonLink to={to.newImport()} search={{ kind: "links" }} icon={FileUp}>
                  Import links
                </ButtonLink>
              )}
              {create}
            </>
          )
        }
      />
      <LinkTabs
        label="Links and codes"
        tabs={[
          { label: "Links", to: to.links() },
          { label: "Codes", to: to.codes() },
        ]}
      />
      {!isEmpty && <Filters filters={filters} />}
      <Table
        {...links}
        caption="Links"
        columns={columns}
        rowKey={(link) => link.id}
        rowPath={(link) => to.link(link.id)}
        rowActions={actionsOf}
        empty={none}
      />
      {wanted !== undefined && hasDomain && canWrite && (
        <NewLinkDialog domains={domains.data} creatorId={filters.creator} onClose={() => want(undefined)} />
      )}
      <RowDialog open={open} onClose={() => setOpen(undefined)} />
    </>
  );
}
