import type { ReactNode } from "react";
import { Count } from "../../../web/kit/value/count.tsx";
import { MoneyList } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { costsOfKindText } from "../../../web/lists/cost-kinds.ts";
import type { ProgramReport, Result } from "./figures.ts";
import { perSpentText, returnExplanation, ReturnValue, whyNoReturn } from "./return-figure.tsx";

interface ResultStatsProps {
  readonly result: Result;
  /** The report they stand in: its formulas, its source and its time. */
  readonly report: Pick<ProgramReport, "formulas" | "source" | "as_of" | "clicks_as_of">;
}

/** Which costs are in the sum; what was not entered is not known, and said so. */
function costDetail({ known_costs, entered_costs }: Result): string {
  if (known_costs === "commissions_only") return "Only commissions are known";
  const kinds = [...new Set(entered_costs.map((cost) => costsOfKindText(cost.kind)))];
  return `Commissions, ${kinds.join(", ")}`;
}

const hasAmount = (values: Result["refunded"]): boolean => values.some((value) => value.amount !== "0");

/** Revenue, orders, cost and the return on it, each with its account. */
export function ResultStats({ result, report }: ResultStatsProps) {
  const { formulas, source, as_of: at } = report;
  const words = (name: string) => ({ formula: formulas[name] ?? "", source, at });
  const perSpent = perSpentText(result.return);
  const refunds: ReactNode = hasAmount(result.refunded) ? (
    <>
      after refunds of <MoneyList values={result.refunded} />
    </>
  ) : (
    "nothing refunded"
  );
  return (
    <Stats>
      <Stat label="Revenue" value={<MoneyList isHeadline values={result.revenue} />} detail={refunds} explanation={words("revenue")} />
      <Stat
        label="Orders"
        value={<Count value={result.orders} />}
        detail={
          <>
            from <Count value={result.clicks} /> clicks
          </>
        }
        explanation={{
          ...words("orders"),
          note: `Clicks: ${formulas["clicks"] ?? ""} An order by code needs no click.`,
        }}
      />
      <Stat label="Cost" value={<MoneyList isHeadline values={result.cost} />} detail={costDetail(result)} explanation={words("cost")} />
      <Stat
        label="Return on cost"
        value={<ReturnValue of={result.return} />}
        detail={perSpent === undefined ? whyNoReturn(result.return) : `${perSpent} back for every 1 spent`}
        explanation={returnExplanation(result, { ...words("roi") })}
      />
    </Stats>
  );
}
