import { useNavigate } from "@tanstack/react-router";
import { Plus, Target } from "lucide-react";
import { useState } from "react";
import { usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { MatchingTabs } from "./matching-tabs.tsx";
import { ProfileDialog } from "./profile-dialog.tsx";
import { profileSentence } from "./profile-sentence.ts";
import type { Buyer } from "./words.ts";

const columns: Column<Buyer>[] = [
  { key: "name", head: "Buyer", isName: true, cell: ({ name }) => name },
  { key: "who", head: "Who they are", canWrap: true, cell: ({ profile }) => profileSentence(profile) },
  {
    key: "default",
    head: "",
    isCorner: true,
    cell: ({ is_default: isDefault }) => (isDefault ? <Badge tone="accent">Default</Badge> : null),
  },
  { key: "written", head: "Written", align: "end", cell: ({ written_at: at }) => <DateTime at={at} isDayOnly /> },
];

/** Whom the brand wants to reach. */
export function BuyersPage() {
  const to = usePaths();
  const navigate = useNavigate();
  const canWrite = useIsAtLeast("manager");
  const buyers = usePages("/v1/buyer-profiles");
  const [isWriting, setWriting] = useState(false);
  const write = canWrite && (
    <Button variant="primary" icon={Plus} onClick={() => setWriting(true)}>
      Write a profile
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Buyers"
        guide="whom-does-my-buyer-listen-to"
        lead="Whom you want to reach. Every creator is held against it, in the open."
        actions={buyers.rows?.length !== 0 && write}
      />
      <MatchingTabs />
      <Table
        {...buyers}
        caption="Buyer profiles"
        columns={columns}
        rowKey={({ id }) => id}
        rowPath={({ id }) => to.buyer(id)}
        empty={
          <EmptyState title="No buyer profile yet" icon={Target} action={write}>
            Write down once whom you want to reach: age, countries, interests, what they pay. You get a fit for every creator, with the
            reasons, and the platforms that the rules speak for.
          </EmptyState>
        }
      />
      {isWriting && <ProfileDialog onClose={() => setWriting(false)} onSaved={({ id }) => void navigate({ to: to.buyer(id) })} />}
    </>
  );
}
