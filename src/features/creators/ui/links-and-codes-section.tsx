import { Link2, TicketPercent } from "lucide-react";
import { usePages, type ListRow } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { CopyButton } from "../../../web/kit/action/copy-button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Status } from "../../../web/kit/value/status.tsx";
import { ProgramName } from "../../../web/pickers/names.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import type { Creator } from "./platforms.tsx";

type LinkRow = ListRow<"/v1/links">;
type CodeRow = ListRow<"/v1/codes">;

const isOver = (at: string | null): boolean => at !== null && Date.parse(at) <= Date.now();
const standing = (isOff: boolean, isEnded: boolean): string => (isOff ? "disabled" : isEnded ? "expired" : "active");

const linkColumns: Column<LinkRow>[] = [
  { key: "url", head: "Link", isName: true, cell: (link) => link.url.replace(/^https?:\/\//, "") },
  { key: "program", head: "Program", isName: true, cell: (link) => <ProgramName id={link.program_id} /> },
  { key: "status", head: "Status", cell: (link) => <Status value={standing(link.disabled_at !== null, isOver(link.expires_at))} /> },
];

const codeColumns: Column<CodeRow>[] = [
  { key: "code", head: "Code", cell: (code) => <span className="font-mono">{code.code}</span> },
  { key: "program", head: "Program", isName: true, cell: (code) => <ProgramName id={code.program_id} /> },
  { key: "status", head: "Status", cell: (code) => <Status value={standing(code.disabled_at !== null, isOver(code.valid_until))} /> },
];

/** How a creator's clicks and orders find their way to them. */
export function LinksAndCodesSection({ creator }: { readonly creator: Creator }) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const links = usePages("/v1/links", { query: { creator_id: creator.id } });
  const codes = usePages("/v1/codes", { query: { creator_id: creator.id } });
  const search = { creator: creator.id, new: "yes" };
  const actions = canWrite && (
    <>
      <ButtonLink to={to.links()} search={search} size="small" icon={Link2}>
        Create link
      </ButtonLink>
      <ButtonLink to={to.codes()} search={search} size="small" icon={TicketPercent}>
        Create code
      </ButtonLink>
    </>
  );
  const hasNone = links.rows?.length === 0 && codes.rows?.length === 0;
  return (
    <Section title="Links and codes" actions={hasNone ? undefined : actions}>
      {hasNone && (
        <EmptyState title="No link and no code yet" icon={Link2} action={actions}>
          A link counts visits and brings orders back to {creator.name}; a code works where nobody can click.
        </EmptyState>
      )}
      <div className="flex flex-col gap-3">
        {!hasNone && (
          <Table
            {...links}
            caption={`Links of ${creator.name}`}
            columns={linkColumns}
            rowKey={(link) => link.id}
            rowPath={(link) => to.link(link.id)}
            rowActions={(link) => <CopyButton text={link.url} what="link" />}
            empty={null}
          />
        )}
        {!hasNone && (
          <Table
            {...codes}
            caption={`Codes of ${creator.name}`}
            columns={codeColumns}
            rowKey={(code) => code.id}
            rowPath={(code) => to.code(code.id)}
            rowActions={(code) => <CopyButton text={code.code} what="code" />}
            empty={null}
          />
        )}
      </div>
    </Section>
  );
}
