import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { accountText, adjustmentText, sourceText, stepText } from "./order-words.ts";
import type { Story } from "./story.ts";

type Line = Story["order"]["lines"][number];
type Adjustment = Story["adjustments"][number];
type LedgerLine = Story["ledger_lines"][number];
type Decision = Story["decisions"][number];

const lineColumns: Column<Line>[] = [
  { key: "item", head: "Item", canWrap: true, cell: (line) => (line.title === "" ? line.sku : line.title) },
  { key: "sku", head: "SKU", cell: (line) => line.sku },
  { key: "quantity", head: "Quantity", align: "end", cell: (line) => line.quantity },
  { key: "price", head: "List price", align: "end", cell: (line) => <Money value={line.list_price} /> },
  { key: "discount", head: "Discount", align: "end", cell: (line) => <Money value={line.discount} /> },
  {
    key: "charged",
    head: "Charged",
    align: "end",
    isCorner: true,
    cell: (line) => <Money value={line.charged} />,
    explain: "List price times quantity, less discounts.",
  },
];

/** What was bought; an order of which only the sum is known has one line without a name. */
export function LinesSection({ story }: { readonly story: Story }) {
  const { lines } = story.order;
  if (lines.every((line) => line.title === "" && line.sku === "")) return null;
  return (
    <Section title="Items">
      <Table caption="Items" columns={lineColumns} rows={lines} rowKey={(line) => `${line.position}`} empty={null} />
    </Section>
  );
}

const adjustmentColumns: Column<Adjustment>[] = [
  { key: "kind", head: "What", cell: (each) => adjustmentText(each.kind) },
  { key: "at", head: "When", cell: (each) => <DateTime at={each.occurred_at} /> },
  { key: "source", head: "Came by", cell: (each) => sourceText(each.source) },
  {
    key: "stated",
    head: "Stated",
    align: "end",
    cell: (each) => (each.stated === null ? "the whole order" : <Money value={each.stated} />),
  },
  {
    key: "amount",
    head: "Takes effect",
    align: "end",
    isCorner: true,
    cell: (each) => (each.amount === null ? "the whole order" : <Money value={each.amount} />),
    explain: "By how much it raises what was refunded. A refund that another channel reported already takes no effect a second time.",
  },
];

/** Refunds, cancellations and disputes. */
export function AdjustmentsSection({ story }: { readonly story: Story }) {
  if (story.adjustments.length === 0) return null;
  return (
    <Section title="Taken back" lead="Refunds, cancellations and disputes of this order.">
      <Table caption="Taken back" columns={adjustmentColumns} rows={story.adjustments} rowKey={(each) => each.id} empty={null} />
    </Section>
  );
}

const ledgerColumns: Column<LedgerLine>[] = [
  { key: "step", head: "Why", cell: (line) => stepText(line.step) },
  { key: "booked", head: "Booked on", cell: (line) => <Day on={line.booked_on} /> },
  { key: "from", head: "From", isName: true, cell: (line) => accountText(line.from) },
  { key: "to", head: "To", isName: true, cell: (line) => accountText(line.to) },
  { key: "amount", head: "Amount", align: "end", isCorner: true, cell: (line) => <Money value={line.amount} /> },
];

/** The transfers that this order gave rise to. */
export function LedgerSection({ story }: { readonly story: Story }) {
  if (story.ledger_lines.length === 0) return null;
  return (
    <Section
      title="Ledger"
      lead="Each line moves one amount from one account to another. Nothing is ever changed; what is taken back is a new line."
    >
      <Table
        caption="Ledger"
        columns={ledgerColumns}
        rows={story.ledger_lines}
        rowKey={(line) => line.id}
        file={tableFile("/v1/conversions/{id}/story", { path: { id: story.order.id }, table: "ledger_lines" })}
        empty={null}
      />
    </Section>
  );
}

const decisionColumns: Column<Decision>[] = [
  { key: "version", head: "No.", cell: (each) => each.version },
  { key: "at", head: "Decided", cell: (each) => <DateTime at={each.decided_at} /> },
  { key: "reason", head: "Reason", canWrap: true, cell: (each) => each.reason_text },
  {
    key: "state",
    head: "Evidence",
    cell: (each) => (each.is_provisional ? <Badge tone="warn">Provisional</Badge> : <Badge>All clicks in</Badge>),
  },
];

/** Earlier decisions, where there were several. */
export function DecisionsSection({ story }: { readonly story: Story }) {
  if (story.decisions.length < 2) return null;
  return (
    <Section title="Decisions" lead="The last one holds. An order is decided again when evidence arrives that was not known before.">
      <Table caption="Decisions" columns={decisionColumns} rows={story.decisions} rowKey={(each) => each.id} empty={null} />
    </Section>
  );
}
