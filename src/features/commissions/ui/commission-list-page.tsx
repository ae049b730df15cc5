import { Section } from "../../../web/kit/page/section.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { CommissionTable } from "../../../web/lists/commission-table.tsx";
import { CommissionFilters, useCommissionFilters } from "./commission-filters.tsx";
import { OwedSection } from "./owed-section.tsx";

const noneAtAll = {
  title: "No commissions yet",
  text: "A commission appears with the first paid order that a pay rule gives to a creator: its amount, its hold and the reason in words.",
};
const noneFits = { title: "No commission fits", text: "None has all of what you asked for. Choose another state, creator or program." };

/** What a brand owes: balances by creator, and every commission with its reason. */
export function CommissionListPage() {
  const filters = useCommissionFilters();
  return (
    <>
      <PageHeader title="Commissions" lead="What you owe to whom, from when on, and why." />
      <div className="flex flex-col gap-8">
        <OwedSection />
        <Section title="Every commission" lead="Newest first. A later decision replaces an earlier one; refunds take back their part.">
          <CommissionFilters filters={filters} />
          <CommissionTable query={filters.query} empty={filters.isNarrowed ? noneFits : noneAtAll} />
        </Section>
      </div>
    </>
  );
}
