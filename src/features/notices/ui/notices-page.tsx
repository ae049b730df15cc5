import { BellOff, Check } from "lucide-react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";

type NoticeRow = ListRow<"/v1/notices">;

const columns: Column<NoticeRow>[] = [
  { key: "message", head: "What happened", cell: (notice) => notice.message, canWrap: true },
  { key: "state", head: "State", cell: (notice) => (notice.read_at === null ? <Badge tone="warn">New</Badge> : <Badge>Read</Badge>) },
  { key: "at", head: "When", align: "end", cell: (notice) => <DateTime at={notice.created_at} /> },
];

/** Everything the workspace should know, what was read included. */
export function NoticesPage() {
  const notices = usePages("/v1/notices");
  const read = api.useMutation("post", "/v1/notices/{id}/read");
  const readButton = (notice: NoticeRow) =>
    notice.read_at === null && (
      <IconButton icon={Check} label="Mark as read" onClick={() => read.mutate({ params: { path: { id: notice.id } } })} />
    );
  return (
    <>
      <PageHeader
        title="Notices"
        lead="What happened by itself and wants a look. New ones also stand above every screen until they are read."
      />
      <Table
        {...notices}
        caption="Notices"
        columns={columns}
        rowKey={(notice) => notice.id}
        rowActions={readButton}
        empty={
          <EmptyState title="Nothing to tell" icon={BellOff}>
            When an import fails or a webhook endpoint is switched off, it will be said here.
          </EmptyState>
        }
      />
    </>
  );
}
