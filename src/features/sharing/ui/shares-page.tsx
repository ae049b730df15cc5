import { Link2Off, Share2 } from "lucide-react";
import { useState } from "react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { daysLater } from "../../../web/pickers/period.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { reportNames } from "../../../web/sharing/asked-report.ts";
import { MailedReports } from "./mailed-reports.tsx";

type Share = ListRow<"/v1/shares">;

function daysText({ report, filters }: Share): string {
  if (report === "campaign") return "the campaign’s own";
  const { from, to } = filters;
  return from === undefined || to === undefined
    ? "always the last 30"
    : `${calendarDayText(from)} to ${calendarDayText(daysLater(to, -1))}`;
}

const shownText = (share: Share): string => [share.shows_names ? "names" : "no names", share.shows_money ? "money" : "no money"].join(", ");

const states = { open: <Badge tone="good">Open</Badge>, expired: <Badge>Over</Badge>, revoked: <Badge>Taken back</Badge> };

function Opened({ share }: { readonly share: Share }) {
  if (share.last_opened_at === null) return <span className="text-muted">never</span>;
  return (
    <span className="flex flex-col">
      <span>
        <Count value={share.opened} /> {share.opened === 1 ? "time" : "times"}
      </span>
      <span className="text-sm text-muted">
        last <DateTime at={share.last_opened_at} />
      </span>
    </span>
  );
}

const columns: Column<Share>[] = [
  {
    key: "report",
    head: "Report",
    isName: true,
    cell: (share) => (share.subject_id === null ? share.subject_name : `${reportNames[share.report]} ${share.subject_name}`),
  },
  { key: "days", head: "Days", canWrap: true, cell: daysText },
  { key: "shown", head: "Shows", cell: shownText },
  { key: "state", head: "State", cell: (share) => states[share.state] },
  { key: "until", head: "Works until", cell: (share) => <DateTime at={share.expires_at} isDayOnly /> },
  { key: "opened", head: "Opened", cell: (share) => <Opened share={share} /> },
];

function RevokeDialog({ of, onClose }: { readonly of: Share; readonly onClose: () => void }) {
  const revoke = api.useMutation("post", "/v1/shares/{id}/revoke", {
    onSuccess: () => showDone("The link is taken back."),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Take back the link to “${of.subject_name}”?`}
      confirmLabel="Take back"
      isDangerous
      isBusy={revoke.isPending}
      onConfirm={() => revoke.mutate({ params: { path: { id: of.id } } })}
    >
      From now on it shows nothing to anybody. This cannot be undone; you can share the report again by a new link.
    </ConfirmDialog>
  );
}

function Links() {
  const shares = usePages("/v1/shares");
  const canShare = useIsAtLeast("analyst");
  const [revoking, setRevoking] = useState<Share>();
  const takeBack = (share: Share) =>
    canShare &&
    share.state === "open" && (
      <IconButton icon={Link2Off} label={`Take back the link to ${share.subject_name}`} onClick={() => setRevoking(share)} />
    );
  return (
    <Section title="By a link" lead="People without an account see one report each, until the link is over or taken back.">
      <Table
        {...shares}
        caption="Links to shared reports"
        columns={columns}
        rowKey={(share) => share.id}
        rowActions={takeBack}
        empty={
          <EmptyState title="Nothing is shared" icon={Share2}>
            Press Share on the overview, on Attribution, or on a program, campaign or creator to make a link.
          </EmptyState>
        }
      />
      {revoking !== undefined && <RevokeDialog of={revoking} onClose={() => setRevoking(undefined)} />}
    </Section>
  );
}

/** Reports that leave the workspace: by links, and by e-mail. */
export function SharesPage() {
  return (
    <>
      <PageHeader title="Shared reports" lead="What is shown outside of Vouch, to whom, and a way to end it." />
      <div className="flex flex-col gap-8">
        <Links />
        <MailedReports />
      </div>
    </>
  );
}
