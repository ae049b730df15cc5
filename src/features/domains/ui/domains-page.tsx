import { Globe, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { consentOptions, DomainDialog, type Domain } from "./domain-dialog.tsx";

const consentWords = (domain: Domain): string =>
  consentOptions.find((option) => option.value === domain.consent_mode)?.label ?? domain.consent_mode;

const columns = (edit: ((domain: Domain) => void) | undefined): Column<Domain>[] => [
  { key: "host", head: "Domain", cell: (domain) => domain.host },
  { key: "consent", head: "Asks for consent", cell: consentWords },
  {
    key: "param",
    head: "Click parameter",
    cell: (domain) => <code>{domain.click_param}</code>,
    explain: "The name under which a link passes the click's id on to your shop.",
  },
  { key: "fallback", head: "Unknown links lead to", cell: (domain) => domain.fallback_url ?? "A plain page" },
  ...(edit === undefined
    ? []
    : [
        {
          key: "edit",
          head: "",
          align: "end" as const,
          cell: (domain: Domain) => (
            <Button size="small" onClick={() => edit(domain)}>
              Edit
            </Button>
          ),
        },
      ]),
];

/** The short domains of the workspace. */
export function DomainsPage() {
  const { data } = api.useSuspenseQuery("get", "/v1/domains");
  const isAdmin = useIsAtLeast("admin");
  const [open, setOpen] = useState<Domain | "new">();
  const add = (
    <Button variant="primary" icon={Plus} onClick={() => setOpen("new")}>
      Add domain
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Short domains"
        lead="Your own domains for short links. Point each one's DNS at the machine where the edge runs, and let your proxy pass it on."
        actions={isAdmin && add}
      />
      <Table
        rows={data.data}
        caption="Short domains"
        columns={columns(isAdmin ? setOpen : undefined)}
        rowKey={(domain) => domain.id}
        empty={
          <EmptyState title="No short domain yet" icon={Globe} action={isAdmin && add}>
            Links need a domain of your own, such as go.brand.example. Nobody else can use it, and no block list of a shared shortener
            touches it.
          </EmptyState>
        }
      />
      {open !== undefined && <DomainDialog domain={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
