import { HandCoins } from "lucide-react";
import type { components } from "../../../web/api.gen.d.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Money, MoneyList, type MoneyValue } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { CreatorName } from "../../../web/pickers/names.tsx";
import { usePaths, useWorkspace } from "../../../web/session.ts";

type Balance = components["schemas"]["CreatorBalance"];

const source = "The ledger of this workspace: every transfer, nothing estimated";
const isOpen = ({ pending, payable }: Balance): boolean => pending.amount !== "0" || payable.amount !== "0";

/** Sums by currency, the brand's own first. */
function totals(values: readonly MoneyValue[], home: string): MoneyValue[] {
  const sums = new Map<string, bigint>([[home, 0n]]);
  for (const { amount, currency } of values) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount));
  const shown = [...sums].map(([currency, amount]) => ({ amount: amount.toString(), currency }));
  return shown.filter(({ amount }, index) => amount !== "0" || (index === 0 && shown.every((each) => each.amount === "0")));
}

/** Who is owed most comes first, currency by currency. */
function byPayable(one: Balance, other: Balance): number {
  if (one.payable.currency !== other.payable.currency) return one.payable.currency < other.payable.currency ? -1 : 1;
  const difference = BigInt(other.payable.amount) - BigInt(one.payable.amount) || BigInt(other.pending.amount) - BigInt(one.pending.amount);
  return difference < 0n ? -1 : 1;
}

const columns: Column<Balance>[] = [
  { key: "creator", head: "Creator", isName: true, cell: (row) => <CreatorName id={row.creator_id} /> },
  {
    key: "pending",
    head: "On hold",
    align: "end",
    cell: (row) => <Money value={row.pending} />,
    explain: "Earned and not taken back; the hold is not over.",
  },
  {
    key: "payable",
    head: "Payable",
    align: "end",
    cell: (row) => <Money value={row.payable} />,
    explain: "Earned and not taken back; the hold is over. Below zero is a debt that the next earnings settle.",
  },
];

/** What each creator is owed at this moment. */
export function OwedSection({ balances, at }: { readonly balances: readonly Balance[]; readonly at: string }) {
  const to = usePaths();
  const { currency: home } = useWorkspace();
  const open = balances.filter(isOpen).toSorted(byPayable);
  const payable = totals(
    open.map((row) => row.payable),
    home,
  );
  const pending = totals(
    open.map((row) => row.pending),
    home,
  );
  return (
    <div className="flex flex-col gap-5">
      <Stats>
        <Stat
          label="Payable now"
          value={<MoneyList isHeadline values={payable} />}
          detail="past its hold"
          explanation={{ formula: "Sum over creators: earned − taken back, of which the hold is over", source, at }}
        />
        <Stat
          label="On hold"
          value={<MoneyList isHeadline values={pending} />}
          detail="payable when its hold ends"
          explanation={{ formula: "Sum over creators: earned − taken back, of which the hold is not over", source, at }}
        />
      </Stats>
      <Table
        caption="What each creator is owed"
        columns={columns}
        rows={open}
        rowKey={(row) => `${row.creator_id} ${row.payable.currency}`}
        rowPath={(row) => to.creator(row.creator_id)}
        file={tableFile("/v1/ledger/balances")}
        foot={{ creator: "All", pending: <MoneyList values={pending} />, payable: <MoneyList values={payable} /> }}
        empty={
          <EmptyState title="You owe nobody anything" icon={HandCoins}>
            Everything earned was taken back again. What creators earn next appears here the moment an order is decided.
          </EmptyState>
        }
      />
    </div>
  );
}
