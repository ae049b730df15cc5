import { FileUp } from "lucide-react";
import type { ReactNode } from "react";
import { BarChart } from "../../../web/charts/bar-chart.tsx";
import { ComputationCard } from "../../../web/computations/computation-card.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { liftText, stateWords, type Experiment } from "./words.ts";

/** What to know before a result is believed. */
export function Warnings({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Notice tone="warn" title="Before you believe it">
      <ul className="list-disc pl-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );
}

interface HeaderProps {
  readonly experiment: { readonly name: string; readonly state: Experiment["state"]; readonly plan: { readonly hypothesis: string } };
  readonly actions: ReactNode;
}

/** The head of the page of one experiment, whatever its design. */
export function ExperimentHeader({ experiment: { name, state, plan }, actions }: HeaderProps) {
  const to = usePaths();
  return (
    <PageHeader
      title={name}
      lead={plan.hypothesis}
      crumbs={[{ label: "Experiments", to: to.experiments() }]}
      badge={<Badge tone={stateWords[state].tone}>{stateWords[state].label}</Badge>}
      actions={actions}
    />
  );
}

/** How far the newest analysis is; nothing where none was asked for. */
export function AnalysisProgress({ id }: { readonly id: string | null }) {
  if (id === null) return null;
  return (
    <ComputationCard key={id} id={id} label="Analysis">
      {() => null}
    </ComputationCard>
  );
}

interface AnalyseButtonProps {
  readonly hasResult: boolean;
  readonly onAnalyse: () => void;
  readonly isBusy: boolean;
}

/** Has the effect worked out, or once more. */
export function AnalyseButton({ hasResult, onAnalyse, isBusy }: AnalyseButtonProps) {
  return (
    <Button variant={hasResult ? "plain" : "primary"} onClick={onAnalyse} isBusy={isBusy}>
      {hasResult ? "Analyse again" : "Analyse"}
    </Button>
  );
}

/** What is asked for where there are no sales by region to work on. */
export function SalesNeeded({ children }: { readonly children: ReactNode }) {
  const to = usePaths();
  return (
    <EmptyState
      title="Sales by region are needed first"
      icon={FileUp}
      action={
        <ButtonLink to={to.newImport()} search={{ kind: "sales" }} variant="primary">
          Import sales by region
        </ButtonLink>
      }
    >
      {children}
    </EmptyState>
  );
}

interface PowerStudyCardProps {
  readonly experiment: { readonly state: string; readonly power: unknown; readonly power_id: string | null; readonly power_note: string };
  readonly onAsk: () => void;
  readonly isBusy: boolean;
  /** What a study does, in a sentence. */
  readonly how: string;
  /** The study, where there is one. */
  readonly children: ReactNode;
}

function studyOrWhyNot({ experiment, how, children }: Pick<PowerStudyCardProps, "experiment" | "how" | "children">): ReactNode {
  const { power, power_id: powerId, power_note: note } = experiment;
  if (power !== null) return children;
  if (note !== "")
    return (
      <Notice tone="warn" title="Power cannot be told">
        {note}
      </Notice>
    );
  if (powerId === null) return <p>{how}</p>;
  return (
    <ComputationCard key={powerId} id={powerId} label="Power study">
      {() => null}
    </ComputationCard>
  );
}

/** How large an effect a plan would find, before anything is spent or begins. */
export function PowerStudyCard({ experiment, onAsk, isBusy, how, children }: PowerStudyCardProps) {
  const canAsk = useIsAtLeast("analyst") && experiment.state === "draft";
  const ask = canAsk && (
    <Button size="small" onClick={onAsk} isBusy={isBusy}>
      {experiment.power === null ? "Study power" : "Study again"}
    </Button>
  );
  return (
    <Card title="Would it be found?" lead="The smallest effect that this plan finds in 8 of 10 cases." actions={ask}>
      {studyOrWhyNot({ experiment, how, children })}
    </Card>
  );
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

interface PowerBarsProps {
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  readonly cells: readonly { readonly lift: number; readonly power: number }[];
}

/** How often each lift is found. */
export function PowerBars({ title, unit, source, cells }: PowerBarsProps) {
  const groups = cells.map(({ lift, power: share }) => ({
    key: String(lift),
    label: liftText(lift),
    bars: { found: { value: share, text: percent(share) } },
  }));
  return (
    <BarChart title={title} unit={unit} source={source} series={[{ key: "found", label: "Found" }]} groups={groups} groupHead="Lift" />
  );
}

/** What to know of a study before it is believed, a sentence a line. */
export const Flags = ({ sentences }: { readonly sentences: readonly string[] }) =>
  sentences.map((sentence) => (
    <p key={sentence} className="text-sm text-muted">
      {sentence}
    </p>
  ));
