import { ReceiptText } from "lucide-react";
import { usePages, type ListInit, type ListRow } from "../api.ts";
import { TextLink } from "../kit/action/text-link.tsx";
import { EmptyState } from "../kit/page/empty-state.tsx";
import type { Column } from "../kit/table/column.ts";
import { Table } from "../kit/table/table.tsx";
import { DateTime } from "../kit/time/date-time.tsx";
import { Money } from "../kit/value/money.tsx";
import { Status } from "../kit/value/status.tsx";
import { CreatorName, ProgramName } from "../pickers/names.tsx";
import { usePaths } from "../session.ts";

type Commission = ListRow<"/v1/commissions">;
type Query = NonNullable<ListInit<"/v1/commissions">["query"]>;

/** What is left of a commission, and what was taken back where something was. */
function Amount({ of }: { readonly of: Commission }) {
  const isWhole = of.reversed.amount === "0" || of.state === "replaced";
  return (
    <>
      <Money value={of.amount} />
      {!isWhole && (
        <div className="text-sm text-muted">
          <Money value={{ ...of.reversed, amount: `-${of.reversed.amount}`.replace("--", "") }} /> taken back
        </div>
      )}
    </>
  );
}

function StateCell({ of }: { readonly of: Commission }) {
  return (
    <>
      <Status value={of.state} />
      {of.state === "on_hold" && (
        <div className="text-sm text-muted">
          until <DateTime at={of.hold_until} isDayOnly />
        </div>
      )}
    </>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function useColumns(query: Query): Column<Commission>[] {
  const to = usePaths();
  const creator: Column<Commission> = {
    key: "creator",
    head: "Creator",
    isName: true,
    cell: (row) => (
      <TextLink to={to.creator(row.creator_id)}>
        <CreatorName id={row.creator_id} />
      </TextLink>
    ),
  };
  return [
    {
      key: "order",
      head: "Order",
      cell: (row) => (
        <>
          <TextLink to={to.order(row.conversion_id)}>{row.order_external_id}</TextLink>
          <div className="text-sm text-muted">
            <DateTime at={row.order_at} isDayOnly />
          </div>
        </>
      ),
    },
    ...(query.creator_id === undefined ? [creator] : []),
    {
      key: "reason",
      head: "Why it is paid",
      canWrap: true,
      cell: (row) => (
        <>
          {sentence(row.reason_text)}
          {query.program_id === undefined && (
            <div className="text-sm text-muted">
              <ProgramName id={row.program_id} />
            </div>
          )}
        </>
      ),
    },
    { key: "state", head: "State", cell: (row) => <StateCell of={row} /> },
    {
      key: "amount",
      head: "Commission",
      align: "end",
      isCorner: true,
      cell: (row) => <Amount of={row} />,
      explain: "What the pay rule gave when the order was decided. What refunds took back since stands below.",
    },
  ];
}

interface CommissionTableProps {
  /** Whose, of which program, in which state. */
  readonly query: Query;
  /** In place of the table while there is none. */
  readonly empty?: { readonly title: string; readonly text: string };
}

const none = {
  title: "No commissions yet",
  text: "A commission appears with the first paid order that a creator of this program is paid for.",
};

/** Commissions, newest first, each with the reason why it is paid. */
export function CommissionTable({ query, empty = none }: CommissionTableProps) {
  const commissions = usePages("/v1/commissions", { query });
  return (
    <Table
      {...commissions}
      caption="Commissions"
      columns={useColumns(query)}
      rowKey={(row) => row.id}
      empty={
        <EmptyState title={empty.title} icon={ReceiptText}>
          {empty.text}
        </EmptyState>
      }
    />
  );
}
