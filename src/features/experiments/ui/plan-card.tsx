import { daysLater } from "../../../kernel/civil.ts";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { LockedPlanCard } from "../../../web/lists/locked-plans.tsx";
import type { Experiment } from "./words.ts";

function entriesOf({ plan, series_name, unit, decision_rule }: Experiment) {
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
  ];
}

/** What was agreed before the numbers were known. */
export const PlanCard = ({ experiment }: { readonly experiment: Experiment }) => (
  <LockedPlanCard lock={experiment.lock} entries={entriesOf(experiment)} />
);
