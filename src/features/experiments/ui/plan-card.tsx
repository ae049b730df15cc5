import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { LockedText } from "./experiment-parts.tsx";
import { daysLater, type Experiment } from "./words.ts";

function entriesOf({ plan, series_name, unit, decision_rule, lock }: Experiment) {
  const days = `${calendarDayText(plan.from_on)} to ${calendarDayText(daysLater(plan.to_on, -1))}`;
  return [
    { label: "What is done", value: plan.treatment },
    { label: "Treated regions", value: plan.treated.join(", ") },
    ...(plan.left_out.length === 0 ? [] : [{ label: "Left out", value: plan.left_out.join(", ") }]),
    { label: "Treatment", value: days },
    { label: "Sales", value: `${series_name}, ${unit === "count" ? "counted" : `in ${unit}`}` },
    { label: "A day without a row", value: plan.missing === "zero" ? "Nothing was sold" : "Is not known, and asked for" },
    { label: "Decision rule", value: decision_rule },
    ...(plan.gate_note === "" ? [] : [{ label: "Goes on because", value: plan.gate_note }]),
    ...(lock === null ? [] : [{ label: "Locked", value: <DateTime at={lock.locked_at} /> }]),
  ];
}

/** What was agreed before the numbers were known; once locked, with its hash. */
export function PlanCard({ experiment }: { readonly experiment: Experiment }) {
  const { lock } = experiment;
  return (
    <Card title={lock === null ? "The plan, a draft" : "The plan, as it was locked"}>
      <KeyValueList entries={entriesOf(experiment)} />
      {lock !== null && <LockedText {...lock} />}
    </Card>
  );
}
