import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import type { ExplanationProps } from "../../../web/kit/value/explanation.tsx";
import { MoneyList } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { usePaths, useWorkspace } from "../../../web/session.ts";
import { amountIn, sizeOf, type Overview } from "./figures.ts";

type Figure = Overview["figures"]["orders"] | Overview["figures"]["revenue"];

const account = ({ formula, source, as_of: at }: Figure): ExplanationProps => ({ formula, source, at });

/** The part of the revenue that creators are credited with, in the brand's own currency. */
function CreditedShare({ figures }: Pick<Overview, "figures">) {
  const { currency } = useWorkspace();
  const all = amountIn(figures.revenue.value, currency);
  if (all === 0n) return <>no revenue in {currency}</>;
  return (
    <>
      <Ratio value={sizeOf(amountIn(figures.credited_revenue.value, currency)) / sizeOf(all)} digits={0} /> of the revenue
    </>
  );
}

const isZero = (figure: Overview["figures"]["refunded"]): boolean => figure.value.every((value) => value.amount === "0");

/** The eight figures at the top. */
export function OverviewStats({ overview }: { readonly overview: Overview }) {
  const to = usePaths();
  const { figures } = overview;
  const { orders, other_conversions: others } = figures;
  const refunds = isZero(figures.refunded) ? (
    "nothing refunded"
  ) : (
    <>
      after refunds of <MoneyList values={figures.refunded.value} />
    </>
  );
  const { new_customers: first } = figures;
  return (
    <Stats>
      <Stat
        label="Revenue"
        value={<MoneyList isHeadline values={figures.revenue.value} />}
        detail={refunds}
        explanation={account(figures.revenue)}
      />
      <Stat
        label="Orders"
        value={<Count value={orders.value} />}
        detail={others.value === 0 ? "paid, tests left out" : `and ${others.value} leads, sign-ups or bookings`}
        explanation={{ ...account(orders), rows: <TextLink to={to.orders()}>All orders</TextLink> }}
      />
      <Stat
        label="New customers"
        value={<Count value={first.value} />}
        detail={first.unknown === 0 ? `of ${orders.value} orders` : `not known for ${first.unknown} of ${orders.value} orders`}
        explanation={account(first)}
      />
      <Stat label="Clicks" value={<Count value={figures.clicks.value} />} detail="by people" explanation={account(figures.clicks)} />
      <Stat
        label="Credited to creators"
        value={<MoneyList isHeadline values={figures.credited_revenue.value} />}
        detail={<CreditedShare figures={figures} />}
        explanation={{
          ...account(figures.credited_revenue),
          version: overview.model.id,
          rows: <TextLink to={to.attribution()}>All models side by side</TextLink>,
        }}
      />
      <Stat
        label="Commission"
        value={<MoneyList isHeadline values={figures.commission.value} />}
        detail="on the orders of these days"
        explanation={{ ...account(figures.commission), rows: <TextLink to={to.commissions()}>All commissions</TextLink> }}
      />
      <Stat
        label="You owe now"
        value={<MoneyList isHeadline values={figures.owed_payable.value} />}
        detail={<TextLink to={to.commissions()}>To whom and why</TextLink>}
        explanation={account(figures.owed_payable)}
      />
      <Stat
        label="On hold"
        value={<MoneyList isHeadline values={figures.owed_pending.value} />}
        detail="owed when its hold ends"
        explanation={account(figures.owed_pending)}
      />
    </Stats>
  );
}
