import { useDeferredValue } from "react";
import { localDay } from "../../kernel/zone.ts";
import { DateInput } from "../kit/input/date-input.tsx";
import { Select } from "../kit/input/select.tsx";
import { calendarDayText } from "../kit/time/time-text.ts";
import { useZone } from "../kit/time/zone.ts";
import { useSearchText } from "../search.ts";
import { chosenDays, daysLater, periodChoices, type Days, type PeriodChoice } from "./period.ts";

const usual: PeriodChoice = "30d";

/** The days that reports on screen are about; they live in the address. */
export function usePeriod() {
  const zone = useZone();
  const [text, choose] = useSearchText("period");
  const [fromText, chooseFrom] = useSearchText("from");
  const [toText, chooseTo] = useSearchText("to");
  const choice = periodChoices.find((each) => each.value === text)?.value ?? usual;
  const today = localDay(Date.now(), zone);
  const days: Days = choice === "days" ? spanOf(fromText ?? daysLater(today, -29), toText ?? today) : chosenDays(choice, today);
  const [from = days.from, to = days.to] = useDeferredValue(`${days.from} ${days.to}`).split(" ");
  return {
    choice,
    days,
    /** What reports are asked for: the days before stay on screen until the new ones are here. */
    asked: { from, to },
    text: periodText(days),
    choose: (next: PeriodChoice) => choose(next === usual ? undefined : next),
    chooseFrom,
    chooseTo,
  };
}

/** Of two days in the wrong order the later one ends the span all the same. */
function spanOf(one: string, other: string): Days {
  const [first, last] = one <= other ? [one, other] : [other, one];
  return { from: first, to: daysLater(last, 1) };
}

/** The days in words: "22 Oct 2026 to 20 Nov 2026". */
function periodText({ from, to }: Days): string {
  const last = daysLater(to, -1);
  return from === last ? calendarDayText(from) : `${calendarDayText(from)} to ${calendarDayText(last)}`;
}

/** Which days: a usual span, or any two. */
export function PeriodPicker({ period }: { readonly period: ReturnType<typeof usePeriod> }) {
  const { choice, days } = period;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select label="Period" isLabelHidden options={periodChoices} value={choice} onChange={period.choose} />
      {choice === "days" && (
        <>
          <DateInput label="First day" isLabelHidden value={days.from} onChange={period.chooseFrom} />
          <DateInput label="Last day" isLabelHidden value={daysLater(days.to, -1)} onChange={period.chooseTo} />
        </>
      )}
    </div>
  );
}
