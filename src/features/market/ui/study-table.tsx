import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import type { StudyResult } from "./dial-words.ts";
import { biasText, ordersText, surplusText, type Lens } from "./findings.ts";

const twoDigits = (value: number): string => value.toFixed(2).replace("-", "−");

const columns: Column<Lens>[] = [
  { key: "lens", head: "Way of counting", isName: true, cell: ({ name }) => name },
  {
    key: "off",
    head: "Off by creator",
    align: "end",
    isCorner: true,
    cell: ({ absolute_error: error }) => `${ordersText(error.mean)} orders`,
    explain:
      "How far the orders credited to a creator are from those the creator caused, whichever way: mean over creators, then over runs.",
  },
  {
    key: "surplus",
    head: "In total",
    align: "end",
    cell: ({ error_orders: error }) => `${surplusText(error.mean)} ± ${ordersText(error.standard_error)}`,
    explain: "Orders credited to all creators, less those they caused: mean over the runs, with the mean's standard error.",
  },
  {
    key: "bias",
    head: "As a share",
    align: "end",
    cell: ({ bias }) => (bias === null ? <Unknown reason="nothing was caused" /> : biasText(bias.mean)),
    explain: "The same, divided by the orders that creators caused in the run; mean over the runs in which they caused any.",
  },
  {
    key: "revenue",
    head: "In money",
    align: "end",
    cell: ({ error_revenue: error }) => <Money value={error.mean} sign="always" />,
    explain: "Revenue credited to all creators, less what they caused, net of refunds: mean over the runs.",
  },
  {
    key: "rank",
    head: "Order of creators",
    align: "end",
    cell: ({ rank_correlation: rank }) => (rank === null ? <Unknown reason="not defined" /> : twoDigits(rank.mean)),
    explain:
      "Spearman's rank correlation of credited and caused orders over creators: 1 puts the creators in their true order, 0 in any order; mean over the runs.",
  },
];

const sight = [
  {
    label: "Path models",
    value:
      "Clicks and visits within 30 days before an order. They miss who comes without a link or buys in a store, and count clicks by people who would have bought anyway.",
  },
  {
    label: "Markov and Shapley",
    value:
      "The same clicks and visits, and those of people who did not buy. They say which ways buyers pass through, not what brought them.",
  },
  { label: "Codes only", value: "The code on the order. They miss who uses none, and count codes that leaked." },
  {
    label: "Survey answers",
    value: "What people say, scaled up to those who say nothing. They miss who forgets, and count guesses.",
  },
];

/** What each lens can see, and so what it must miss. */
export function SightCard() {
  return (
    <Card title="Why they differ" lead="Each counts what it can see. No number of orders makes up for what it cannot.">
      <KeyValueList entries={sight} />
    </Card>
  );
}

/** Every lens with its errors, the most accurate first. */
export function StudyTable({ result }: { readonly result: StudyResult }) {
  return (
    <Section title="Every way of counting" lead="The most accurate first: the one whose orders by creator are closest to those caused.">
      <Table
        caption="Errors by way of counting"
        columns={columns}
        rows={result.lenses}
        rowKey={({ lens }) => lens}
        file={tableFile("/v1/market/studies/latest", { table: "lenses" })}
        empty={null}
        isGrid
      />
    </Section>
  );
}
