import { DoorClosed, DoorOpen, Pencil } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { CopyButton } from "../../../web/kit/action/copy-button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { OutsideLink } from "../../../web/kit/action/text-link.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { PageDialog, type Page } from "./page-dialog.tsx";

const columns: Column<Page>[] = [
  { key: "title", head: "Page", isName: true, cell: (page) => <OutsideLink href={page.url}>{page.title}</OutsideLink> },
  { key: "program", head: "Program", isName: true, cell: (page) => page.program_name },
  {
    key: "state",
    head: "State",
    isCorner: true,
    cell: ({ is_open }) => <Badge tone={is_open ? "good" : "neutral"}>{is_open ? "Open" : "Closed"}</Badge>,
  },
  { key: "waiting", head: "To decide", align: "end", cell: ({ counts }) => <Count value={counts.new + counts.verified} /> },
  { key: "approved", head: "Approved", align: "end", cell: ({ counts }) => <Count value={counts.approved} /> },
];

/** The pages on which creators apply, with their addresses. */
export function PagesSection({ pages }: { readonly pages: readonly Page[] }) {
  const canWrite = useIsAtLeast("manager");
  const [changed, setChanged] = useState<Page>();
  const update = api.useMutation("patch", "/v1/application-pages/{id}", {
    onSuccess: ({ is_open }) => showDone(is_open ? "The page is open again." : "The page is closed: it takes no application."),
  });
  const flip = ({ id, is_open }: Page) => update.mutate({ params: { path: { id } }, body: { is_open: !is_open } });
  const actionsOf = (page: Page) => (
    <>
      <CopyButton text={page.url} what="address of the page" />
      {canWrite && <IconButton icon={Pencil} label="Change page" onClick={() => setChanged(page)} />}
      {canWrite && (
        <IconButton
          icon={page.is_open ? DoorClosed : DoorOpen}
          label={page.is_open ? "Close page" : "Open page again"}
          onClick={() => flip(page)}
        />
      )}
    </>
  );
  return (
    <Section title="Pages" lead="Put the address where creators find it. Nobody has to sign in there.">
      <Table caption="Application pages" columns={columns} rows={pages} rowKey={(page) => page.id} rowActions={actionsOf} empty={null} />
      {changed !== undefined && <PageDialog page={changed} onClose={() => setChanged(undefined)} />}
    </Section>
  );
}
