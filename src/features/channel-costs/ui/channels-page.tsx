import { ChartColumnBig } from "lucide-react";
import { Suspense } from "react";
import { api } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { AttributionTabs } from "../../../web/lists/attribution-tabs.tsx";
import { creditText } from "../../../web/lists/credit-text.ts";
import { EarlierCosts } from "../../../web/returns/earlier-costs.tsx";
import type { Days } from "../../../web/pickers/period.ts";
import { PeriodPicker, usePeriod } from "../../../web/pickers/period-picker.tsx";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { ChannelCostsSection } from "./channel-costs-section.tsx";
import { channelFinding, type ChannelRow, type Channels } from "./channels.ts";

const whyUnknown: Readonly<Record<ChannelRow["cost_note"], string>> = {
  commissions_and_entered: "not known",
  entered: "not known",
  none_entered: "no cost is entered",
  rate_missing: "a rate of exchange is missing",
};

function Cost({ row, value }: { readonly row: ChannelRow; readonly value: ChannelRow["cost"] }) {
  return value === null ? <Unknown reason={whyUnknown[row.cost_note]} /> : <Money value={value} />;
}

const perSpent = (row: ChannelRow) =>
  row.revenue_per_spent === null ? <Unknown reason={whyUnknown[row.cost_note]} /> : Number(row.revenue_per_spent).toFixed(2);

const columnsOf = ({ formulas, model }: Channels): Column<ChannelRow>[] => [
  { key: "channel", head: "Channel", isName: true, cell: (row) => row.name },
  {
    key: "orders",
    head: "Orders",
    align: "end",
    cell: (row) => <span title={`${row.orders} orders`}>{creditText(row.orders)}</span>,
    explain: `${formulas.orders} ${model.name}: ${model.explanation}`,
  },
  { key: "revenue", head: "Revenue", align: "end", isCorner: true, cell: (row) => <Money value={row.revenue} /> },
  {
    key: "new",
    head: "New customers",
    align: "end",
    cell: (row) => <Ratio value={row.new_share === null ? null : Number(row.new_share)} />,
    explain: formulas.new_share,
  },
  { key: "cost", head: "Cost", align: "end", cell: (row) => <Cost row={row} value={row.cost} />, explain: formulas.cost },
  {
    key: "each",
    head: "Per new customer",
    align: "end",
    cell: (row) => <Cost row={row} value={row.cost_per_new_customer} />,
    explain: formulas.cost_per_new_customer,
  },
  { key: "back", head: "Revenue per 1 spent", align: "end", cell: perSpent, explain: "revenue ÷ cost" },
];

function ModelChoice({ channels }: { readonly channels: Channels }) {
  const [chosen, choose] = useSearchText("model");
  const options = channels.models.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="flex">
      <Select label="Model" isLabelHidden options={options} value={chosen ?? channels.model.id} onChange={choose} />
    </div>
  );
}

function Notes({ channels }: { readonly channels: Channels }) {
  const { waiting_orders: waiting, other_currencies: others, rates } = channels;
  return (
    <div className="mt-3 flex flex-col gap-2">
      <EarlierCosts costs={channels.earlier_costs} />
      {waiting > 0 && <p>{waiting} more orders arrived a moment ago and have no credit yet.</p>}
      {others.length > 0 && (
        <p className="text-muted">
          Not in this table: {others.map((other) => `${other.orders} orders in ${other.currency}`).join(", ")}. The costs are those of all
          orders.
        </p>
      )}
      {rates.length > 0 && (
        <p className="text-muted">
          Converted with {rates.map((rate) => `1 ${rate.base} = ${rate.rate} ${rate.quote} of ${rate.on} (${rate.source})`).join(", ")}.
        </p>
      )}
    </div>
  );
}

function Report({ days }: { readonly days: Days }) {
  const to = usePaths();
  const [model] = useSearchText("model");
  const query = { ...days, ...(model === undefined ? {} : { model }) };
  const { data: channels } = api.useSuspenseQuery("get", "/v1/attribution/channels", { params: { query } });
  return (
    <Section
      title={channelFinding(channels)}
      lead={`Paid orders in ${channels.currency}, credit by ${channels.model.name.toLowerCase()}. No model proves what caused a sale.`}
      actions={<ModelChoice channels={channels} />}
    >
      <Table
        caption="Channels side by side"
        columns={columnsOf(channels)}
        rows={channels.orders === 0 ? [] : channels.rows}
        rowKey={(row) => row.channel}
        file={tableFile("/v1/attribution/channels", { query, table: "channels" })}
        empty={
          <EmptyState
            title="No orders to compare in these days"
            icon={ChartColumnBig}
            action={
              <ButtonLink to={to.newImport()} search={{ kind: "orders" }}>
                Import orders
              </ButtonLink>
            }
          >
            Channels share paid orders by the touches before them. Choose more days above, or bring in orders.
          </EmptyState>
        }
      />
      <Notes channels={channels} />
    </Section>
  );
}

/** Creators beside every other channel: orders, revenue, new customers and what they cost. */
export function ChannelsPage() {
  const period = usePeriod();
  return (
    <>
      <PageHeader
        title="Attribution"
        guide="are-creators-worth-it"
        lead={`${period.text}: creators beside your other channels.`}
        actions={<PeriodPicker period={period} />}
      />
      <AttributionTabs />
      <div className="flex flex-col gap-8">
        <Suspense fallback={<PageSkeleton />}>
          <Report days={period.asked} />
        </Suspense>
        <ChannelCostsSection />
      </div>
    </>
  );
}
