import { Globe, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { consentOptions, DomainDialog, type Domain } from "./domain-dialog.tsx";

const consentWords = (domain: Domain): string =>
  consentOptions.find((option) => option.value === domain.consent_mode)?.label ?? domain.consent_mode;

const columns: Column<Domain>[] = [
  { key: "host", head: "Domain", isName: true, cell: (domain) => domain.host },
  { key: "consent", head: "Asks for consent", cell: consentWords },
  {
    key: "param",
    head: "Click parameter",
    cell: (domain) => <code className="font-mono text-sm">{domain.click_param}</code>,
    explain: "The name under which a link passes the click’s id on to your shop.",
  },
  {
    key: "fallback",
    head: "Unknown links lead to",
    cell: (domain) => domain.fallback_url ?? <span className="text-muted">A plain page</span>,
    canWrap: true,
  },
];

/** How a domain comes to lead here. */
function PointingCard() {
  return (
    <Card title="Point a domain here">
      <ol className="flex list-decimal flex-col gap-1.5 pl-5">
        <li>
          Where the domain is registered, add a record for it: <code className="font-mono text-sm">CNAME</code> to the name of the machine
          that runs Vouch, or <code className="font-mono text-sm">A</code> and <code className="font-mono text-sm">AAAA</code> to its
          addresses.
        </li>
        <li>Let the proxy in front take a certificate for the domain, and pass it on to the port of the short links.</li>
        <li>Open the domain in a browser: it leads to the address for unknown links. Then create the first link.</li>
      </ol>
    </Card>
  );
}

/** The short domains of the workspace. */
export function DomainsPage() {
  const { data } = api.useSuspenseQuery("get", "/v1/domains");
  const isAdmin = useIsAtLeast("admin");
  const [open, setOpen] = useState<Domain | "new">();
  const editButton = (domain: Domain) => <IconButton icon={Pencil} label={`Edit ${domain.host}`} onClick={() => setOpen(domain)} />;
  const add = (
    <Button variant="primary" icon={Plus} onClick={() => setOpen("new")}>
      Add domain
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Short domains"
        lead="Your own domains for short links. A change reaches every link within a second."
        actions={data.data.length > 0 && isAdmin && add}
      />
      <div className="flex flex-col gap-5">
        <Table
          rows={data.data}
          file={tableFile("/v1/domains")}
          caption="Short domains"
          columns={columns}
          rowKey={(domain) => domain.id}
          {...(isAdmin ? { rowActions: editButton } : {})}
          empty={
            <EmptyState title="No short domain yet" icon={Globe} action={isAdmin && add}>
              Links need a domain of your own, such as go.brand.com: people trust it, and no block list of a shared shortener touches it.
            </EmptyState>
          }
        />
        <PointingCard />
      </div>
      {open !== undefined && <DomainDialog domain={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
