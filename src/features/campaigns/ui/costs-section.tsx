import { Ban, FileUp, Plus, Wallet } from "lucide-react";
import { useState } from "react";
import { api, inForm, usePages, type ListRow } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Money, MoneySums, moneyText } from "../../../web/kit/value/money.tsx";
import { Percent } from "../../../web/kit/value/percent.tsx";
import { costKindText } from "../../../web/lists/cost-kinds.ts";
import { VoidDialog } from "../../../web/lists/void-dialog.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { costsLead, type Campaign } from "./campaign.ts";
import { EnterCostDialog } from "./enter-cost-dialog.tsx";

type Cost = ListRow<"/v1/campaigns/{id}/costs">;

/** Where an amount comes from: how many times what one costs, a share of a bill, a gifted order, a file, or a person. */
function Basis({ cost }: { readonly cost: Cost }) {
  const to = usePaths();
  if (cost.order_id !== null) return <TextLink to={to.order(cost.order_id)}>a gifted order</TextLink>;
  if (cost.basis === null) return cost.import_id === null ? <span className="text-muted">entered</span> : <Imported id={cost.import_id} />;
  const { quantity, unit, each } = cost.basis;
  return (
    <span className="text-muted">
      {unit === "share" ? <Percent rate={quantity} /> : `${quantity} ${unit}`} {unit === "share" ? "of" : "×"} <Money value={each} />
    </span>
  );
}

function Imported({ id }: { readonly id: string }) {
  const to = usePaths();
  return <TextLink to={to.import(id)}>a file</TextLink>;
}

const noteOf = ({ note, vat_note: vat, reference }: Cost): string =>
  [reference, note, vat].filter((text) => text !== null && text !== "").join("; ");

const columns: Column<Cost>[] = [
  { key: "kind", head: "Kind", cell: (cost) => costKindText(cost.kind) },
  { key: "amount", head: "Amount", align: "end", isCorner: true, cell: (cost) => <Money value={cost.amount} /> },
  { key: "basis", head: "From", cell: (cost) => <Basis cost={cost} /> },
  { key: "on", head: "Day", cell: (cost) => <Day on={cost.incurred_on} /> },
  {
    key: "creator",
    head: "For",
    isName: true,
    cell: (cost) => cost.creator_name ?? <span className="text-muted">the campaign as a whole</span>,
  },
  { key: "note", head: "Note", isName: true, cell: noteOf, canWrap: true },
];

function VoidCostDialog({ cost, onClose }: { readonly cost: Cost; readonly onClose: () => void }) {
  const voiding = api.useMutation("post", "/v1/campaigns/{id}/costs/{cost_id}/void", inForm);
  const path = { id: cost.campaign_id, cost_id: cost.id };
  return (
    <VoidDialog
      title={`Void ${moneyText(cost.amount)} for ${costKindText(cost.kind).toLowerCase()}?`}
      what="The cost"
      submitLabel="Void cost"
      onVoid={(reason) => voiding.mutateAsync({ params: { path }, body: { reason } })}
      onClose={onClose}
    />
  );
}

/** What a campaign cost besides commissions, each line with where it comes from. */
export function CampaignCostsSection({ campaign }: { readonly campaign: Campaign }) {
  const canWrite = useIsAtLeast("manager");
  const costs = usePages("/v1/campaigns/{id}/costs", { path: { id: campaign.id }, query: { limit: 100 } });
  const [isEntering, setEntering] = useState(false);
  const [voiding, setVoiding] = useState<Cost>();
  const to = usePaths();
  const enter = canWrite && (
    <span className="flex flex-wrap gap-2">
      <ButtonLink to={to.newImport()} search={{ kind: "costs" }} icon={FileUp}>
        Import costs
      </ButtonLink>
      <Button icon={Plus} onClick={() => setEntering(true)}>
        Enter cost
      </Button>
    </span>
  );
  const voidButton = (cost: Cost) => (
    <IconButton
      icon={Ban}
      label={`Void ${costKindText(cost.kind).toLowerCase()} of ${moneyText(cost.amount)}`}
      onClick={() => setVoiding(cost)}
    />
  );
  const none = (
    <EmptyState title="No costs entered here" icon={Wallet} action={enter}>
      Fees, products, shipping, working hours, a share of tools, paid amplification. As long as a kind has no entry, it counts as not known.
    </EmptyState>
  );
  return (
    <Section title="Costs" lead={costsLead(campaign)} actions={costs.rows?.length === 0 ? undefined : enter}>
      <Table
        {...costs}
        caption={`Costs of ${campaign.name}`}
        columns={columns}
        rowKey={(cost) => cost.id}
        {...(canWrite ? { rowActions: voidButton } : {})}
        {...(costs.rows === undefined || costs.hasMore
          ? {}
          : { foot: { kind: "Sum", amount: <MoneySums values={costs.rows.map((cost) => cost.amount)} /> } })}
        empty={none}
      />
      {isEntering && <EnterCostDialog campaign={campaign} onClose={() => setEntering(false)} />}
      {voiding !== undefined && <VoidCostDialog cost={voiding} onClose={() => setVoiding(undefined)} />}
    </Section>
  );
}
