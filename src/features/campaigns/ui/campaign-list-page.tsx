import { Megaphone, Plus, Repeat } from "lucide-react";
import { useState } from "react";
import { usePages } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { ShelfPicker, useShelf } from "../../../web/pickers/shelf-picker.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { CampaignDialog } from "./campaign-dialog.tsx";
import { goalText, lastDayOf, states, type Campaign } from "./campaign.ts";

const columns: Column<Campaign>[] = [
  { key: "name", head: "Campaign", isName: true, cell: (campaign) => campaign.name },
  {
    key: "state",
    head: "State",
    cell: ({ state }) => <Badge tone={states[state].tone}>{states[state].label}</Badge>,
    isCorner: true,
  },
  {
    key: "goal",
    head: "Goal",
    cell: ({ goal }) => (goal === null ? <Badge tone="warn">No goal</Badge> : goalText(goal)),
    canWrap: true,
  },
  {
    key: "days",
    head: "Days",
    cell: (campaign) => (
      <>
        <Day on={campaign.starts_on} /> to <Day on={lastDayOf(campaign)} />
      </>
    ),
  },
  { key: "creators", head: "Creators", align: "end", cell: (campaign) => <Count value={campaign.creators.length} /> },
];

/** Every campaign of the workspace. */
export function CampaignListPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const shelf = useShelf();
  const campaigns = usePages("/v1/campaigns", { query: { archived: shelf.archived } });
  const [isPlanning, setPlanning] = useState(false);
  const isEmpty = campaigns.rows?.length === 0 && shelf.archived === "false";
  const plan = canWrite && (
    <Button variant="primary" icon={Plus} onClick={() => setPlanning(true)}>
      Plan campaign
    </Button>
  );
  const actions = (
    <span className="flex flex-wrap gap-2">
      <ButtonLink to={to.bookAgain()} icon={Repeat}>
        Who do I book again?
      </ButtonLink>
      {plan}
    </span>
  );
  const none =
    shelf.archived === "true" ? (
      <EmptyState title="No campaign was archived" icon={Megaphone}>
        Campaigns that are archived stay here with their goal and their costs.
      </EmptyState>
    ) : (
      <EmptyState title="No campaigns yet" icon={Megaphone} action={plan}>
        A campaign has one goal, some creators, a first and a last day, and a cost. Plan one, have its goal signed, and see what it brought.
      </EmptyState>
    );
  return (
    <>
      <PageHeader
        title="Campaigns"
        guide="what-did-it-cost-and-bring"
        lead="One goal each, what it cost in full, and what came back."
        actions={!isEmpty && actions}
      />
      {!isEmpty && <ShelfPicker shelf={shelf} inUse="In use" putAway="Archived" />}
      <Table
        {...campaigns}
        caption="Campaigns"
        columns={columns}
        rowKey={(campaign) => campaign.id}
        rowPath={(campaign) => to.campaign(campaign.id)}
        empty={none}
      />
      {isPlanning && <CampaignDialog onClose={() => setPlanning(false)} />}
    </>
  );
}
