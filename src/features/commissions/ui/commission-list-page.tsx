import { HandCoins } from "lucide-react";
import { api } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { CommissionTable } from "../../../web/lists/commission-table.tsx";
import { usePaths } from "../../../web/session.ts";
import { CommissionFilters, useCommissionFilters } from "./commission-filters.tsx";
import { OwedSection } from "./owed-section.tsx";

const noneFits = { title: "No commission fits", text: "None has all of what you asked for. Choose another state, creator or program." };

function NothingYet() {
  const to = usePaths();
  return (
    <EmptyState
      title="You owe nobody anything yet"
      icon={HandCoins}
      action={
        <>
          <ButtonLink to={to.programs()}>See programs</ButtonLink>
          <ButtonLink to={to.orders()}>See orders</ButtonLink>
        </>
      }
    >
      A commission appears with the first paid order that a program’s pay rule gives to a creator: its amount, its hold, and the reason in
      words.
    </EmptyState>
  );
}

/** What a brand owes: balances by creator, and every commission with its reason. */
export function CommissionListPage() {
  const filters = useCommissionFilters();
  const { data: balances, dataUpdatedAt } = api.useSuspenseQuery("get", "/v1/ledger/balances");
  return (
    <>
      <PageHeader title="Commissions" lead="What you owe to whom, from when on, and why." />
      {balances.data.length === 0 ? (
        <NothingYet />
      ) : (
        <div className="flex flex-col gap-8">
          <OwedSection balances={balances.data} at={new Date(dataUpdatedAt).toISOString()} />
          <Section title="Every commission" lead="Newest first. A later decision replaces an earlier one; refunds take back their part.">
            <CommissionFilters filters={filters} />
            <CommissionTable query={filters.query} {...(filters.isNarrowed ? { empty: noneFits } : {})} />
          </Section>
        </div>
      )}
    </>
  );
}
