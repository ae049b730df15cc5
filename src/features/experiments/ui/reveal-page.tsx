import { useState } from "react";
import { daysLater } from "../../../kernel/civil.ts";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { CodeBlock } from "../../../web/kit/page/code-block.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import type { CodeReveal } from "./creator-words.ts";
import { AnalyseButton, ExperimentHeader, Warnings } from "./experiment-parts.tsx";
import { LockButton, LockedPlanCard } from "../../../web/lists/locked-plans.tsx";
import { verdictTones } from "./result-sections.tsx";
import { endsInPoints, pointsText, rateText, RevealChart } from "./reveal-chart.tsx";
import { CountDialog, RevealPlanDialog } from "./reveal-dialogs.tsx";
import { estimateText, liftText } from "./words.ts";

interface PartProps {
  readonly reveal: CodeReveal;
}

function Lock({ reveal }: PartProps) {
  const lock = api.useMutation("post", "/v1/code-reveals/{id}/lock");
  const send = (onSettled: () => void) =>
    lock.mutate({ params: { path: { id: reveal.id } } }, { onSuccess: () => showDone("The plan is locked."), onSettled });
  return (
    <LockButton name={reveal.name} onLock={send} isBusy={lock.isPending}>
      You then get the seed by which your shop decides who sees the code. It alone decides: {reveal.decision_rule}
    </LockButton>
  );
}

function Actions({ reveal }: PartProps) {
  const [isOpen, setOpen] = useState(false);
  const analyse = api.useMutation("post", "/v1/code-reveals/{id}/analyses");
  if (!useIsAtLeast("analyst")) return null;
  if (reveal.state === "draft")
    return (
      <>
        <Button onClick={() => setOpen(true)}>Change plan</Button>
        <Lock reveal={reveal} />
        <RevealPlanDialog reveal={reveal} isOpen={isOpen} onClose={() => setOpen(false)} />
      </>
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>Count a day</Button>
      <AnalyseButton
        hasResult={reveal.result !== null}
        onAnalyse={() => analyse.mutate({ params: { path: { id: reveal.id } } })}
        isBusy={analyse.isPending}
      />
      <CountDialog reveal={reveal} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

function Result({ reveal }: PartProps) {
  if (reveal.result === null) return null;
  const { analysis, computed_at: at } = reveal.result;
  const explained = (formula: string) => ({ formula, source: "Counts by day, as they were given", at });
  const whole = (orders: number): string => estimateText(Math.round(orders), "count");
  return (
    <>
      <Notice tone={verdictTones[analysis.verdict.outcome]} title={analysis.verdict.headline}>
        {analysis.verdict.sentence}
      </Notice>
      <Stats>
        <Stat
          label="Caused in all"
          value={whole(analysis.caused)}
          unit="orders"
          detail={`${whole(analysis.caused_lower)} to ${whole(analysis.caused_upper)}`}
          explanation={explained("The difference of the two rates, times the visitors who saw the code.")}
        />
        <Stat
          label="Lift"
          value={analysis.lift === null ? <Unknown /> : liftText(analysis.lift)}
          explanation={explained("The difference of the two rates, divided by the rate of those who did not see the code.")}
        />
        <Stat
          label="Difference"
          value={pointsText(analysis.difference)}
          unit="points"
          detail={`${endsInPoints(analysis)}, by Newcombe's method`}
          explanation={explained("Share of visitors who ordered: of those who saw the code, less of the others.")}
        />
        <Stat
          label="Are the halves fair?"
          value={analysis.sample_ratio.is_alarm ? "No" : "Yes"}
          detail={analysis.sample_ratio.sentence}
          explanation={explained("Pearson's chi-square of the two counts of visitors against one half each; an alarm below p 0.001.")}
        />
      </Stats>
      <Card>
        <RevealChart analysis={analysis} />
      </Card>
    </>
  );
}

type Need = NonNullable<CodeReveal["power"]>["cells"][number];

const needColumns: Column<Need>[] = [
  { key: "lift", head: "Lift", cell: ({ lift }) => liftText(lift) },
  {
    key: "visitors",
    head: "Visitors needed",
    align: "end",
    cell: ({ visitors }) => (visitors === null ? <Unknown /> : visitors.toLocaleString("en")),
  },
  {
    key: "days",
    head: "Days needed",
    align: "end",
    isCorner: true,
    cell: ({ days }) => (days === null ? <Unknown /> : days.toLocaleString("en")),
  },
];

function PowerCard({ reveal: { power, power_note: note } }: PartProps) {
  const least = power?.least_lift ?? null;
  return (
    <Card
      title="Would it be found?"
      lead={
        power === null
          ? note
          : `In ${power.days} days ${least === null ? "no lift up to 100 %" : `a lift of ${liftText(least)}`} is found in at least ${Math.round(100 * power.power)} % of cases, where ${rateText(power.rate)} of ${Math.round(power.visitors_a_day).toLocaleString("en")} visitors a day order (${power.source}).`
      }
    >
      {power !== null && (
        <Table
          caption="Visitors that each lift needs"
          columns={needColumns}
          rows={power.cells}
          rowKey={({ lift }) => String(lift)}
          empty={null}
          isGrid
        />
      )}
    </Card>
  );
}

function PlanCard({ reveal: { plan, lock, script, decision_rule: rule } }: PartProps) {
  return (
    <LockedPlanCard
      lock={lock}
      entries={[
        { label: "Half see", value: plan.treatment },
        { label: "Days", value: `${calendarDayText(plan.from_on)} to ${calendarDayText(daysLater(plan.to_on, -1))}` },
        { label: "Decision rule", value: rule },
      ]}
    >
      {script !== null && (
        <div className="mt-4 flex flex-col gap-2">
          <p>
            Your shop asks this for each visitor, with any text that stays the same for a person, and shows the code to those for whom it
            says yes.
          </p>
          <CodeBlock code={script} label="Who sees the code" />
        </div>
      )}
    </LockedPlanCard>
  );
}

type Count = CodeReveal["counts"][number];

const countColumns: Column<Count>[] = [
  { key: "day", head: "Day", cell: ({ counted_on: day }) => calendarDayText(day) },
  { key: "half", head: "Half", isCorner: true, cell: ({ is_shown: isShown }) => (isShown ? "Saw the code" : "Did not see it") },
  { key: "visitors", head: "Visitors", align: "end", cell: ({ visitors }) => visitors.toLocaleString("en") },
  { key: "orders", head: "Of them ordered", align: "end", cell: ({ orders }) => orders.toLocaleString("en") },
];

/** One experiment in which half of the visitors see a code. */
export function RevealPage() {
  const id = useParam("experiment");
  const { data: reveal } = api.useSuspenseQuery("get", "/v1/code-reveals/{id}", { params: { path: { id } } });
  const { counts, result } = reveal;
  return (
    <>
      <ExperimentHeader experiment={reveal} actions={<Actions reveal={reveal} />} />
      <div className="flex flex-col gap-5">
        <Warnings sentences={result?.analysis.flags ?? []} />
        <Result reveal={reveal} />
        <PlanCard reveal={reveal} />
        {counts.length > 0 && (
          <Card title="What was counted">
            <Table
              caption="Counts by day and half"
              columns={countColumns}
              rows={counts}
              rowKey={({ counted_on: day, is_shown: isShown }) => `${day} ${isShown}`}
              empty={null}
              isGrid
            />
          </Card>
        )}
        <PowerCard reveal={reveal} />
      </div>
    </>
  );
}
