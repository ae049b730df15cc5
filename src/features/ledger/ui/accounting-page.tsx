import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { ClosedMonths } from "./closed-months.tsx";
import { ExchangeRates } from "./exchange-rates.tsx";

/** What bookkeeping needs besides the figures: rates of exchange, and months that nothing is booked into any more. */
export function AccountingPage() {
  return (
    <>
      <PageHeader title="Accounting" lead="Rates for orders in other currencies, and months that are closed." />
      <div className="flex flex-col gap-8">
        <ExchangeRates />
        <ClosedMonths />
      </div>
    </>
  );
}
