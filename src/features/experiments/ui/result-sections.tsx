import { Card } from "../../../web/kit/page/card.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { More } from "../../../web/kit/parts/more.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Badge, type Tone } from "../../../web/kit/value/badge.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { DayChart } from "./day-chart.tsx";
import { ResultStats } from "./result-stats.tsx";
import {
  endsText,
  estimateText,
  type Experiment,
  type GeoAnalysis,
  type GeoPlan,
  levelText,
  liftText,
  methodLabel,
  pText,
} from "./words.ts";

type Outcome = GeoAnalysis["methods"][number];

/** How each verdict looks. */
export const verdictTones: Record<GeoAnalysis["verdict"]["outcome"], Tone> = {
  shown: "good",
  opposite: "bad",
  "not-shown": "neutral",
  undecided: "warn",
  open: "warn",
};

function columnsOf(unit: string, decider: GeoPlan["method"]): Column<Outcome>[] {
  const of =
    (show: (found: Extract<Outcome, { kind: "estimated" }>) => React.ReactNode) =>
    (outcome: Outcome): React.ReactNode =>
      outcome.kind === "estimated" ? show(outcome) : <Unknown />;
  return [
    {
      key: "method",
      head: "Method",
      isName: true,
      cell: ({ method }) => (
        <span className="flex flex-wrap items-center gap-1.5">
          {methodLabel(method)} {method === decider && <Badge tone="accent">Decides</Badge>}
        </span>
      ),
    },
    { key: "effect", head: "Effect a region and day", align: "end", cell: of(({ effect }) => estimateText(effect, unit)) },
    { key: "total", head: "In all", align: "end", cell: of(({ total }) => estimateText(total, unit)) },
    { key: "lift", head: "Lift", align: "end", cell: of(({ lift }) => (lift === null ? <Unknown /> : liftText(lift))) },
    { key: "p", head: "p", align: "end", cell: of(({ p }) => (p === null ? <Unknown /> : pText(p))) },
    {
      key: "interval",
      head: "Interval of the effect",
      align: "end",
      cell: of(({ interval }) => (interval === null ? "None" : endsText(interval, unit))),
    },
    { key: "by", head: "Interval by", canWrap: true, cell: of(({ interval_by: by }) => (by === "" ? <Unknown /> : by)) },
  ];
}

function notesOf(outcome: Outcome): string[] {
  if (outcome.kind === "failed") return [`It gives no answer: ${outcome.reason}.`];
  return [
    ...(outcome.p_by === "" ? [] : [`p by ${outcome.p_by}.`]),
    ...(outcome.interval_note === "" ? [] : [outcome.interval_note]),
    ...outcome.flags,
  ];
}

function MethodNotes({ methods }: { readonly methods: readonly Outcome[] }) {
  return (
    <More label="What to know about each method">
      <ul className="flex flex-col gap-2">
        {methods.map((outcome) => (
          <li key={outcome.method}>
            <span className="font-medium">{methodLabel(outcome.method)}.</span> {notesOf(outcome).join(" ")}
          </li>
        ))}
      </ul>
    </More>
  );
}

/** Effects at times when nothing was done: how far from zero they are without a cause. */
function PlaceboCard({ analysis }: { readonly analysis: GeoAnalysis }) {
  const { placebo, unit } = analysis;
  if (placebo === null) return null;
  const sizes = placebo.starts.map(({ effect }) => Math.abs(effect)).toSorted((a, b) => a - b);
  const [middle, largest] = [sizes[Math.floor(sizes.length / 2)] ?? 0, sizes.at(-1) ?? 0];
  const share = (100 * placebo.p).toFixed(0);
  return (
    <Card
      title="When nothing was done"
      lead="The same question asked of earlier days: a method that finds effects there is not to be believed."
    >
      <p>
        Said to have begun on {placebo.starts.length} earlier days, the treatment shows effects of {estimateText(middle, unit)} in the
        middle and {estimateText(largest, unit)} at most, a region and day either way. The true one is as large or larger than all but{" "}
        {share} % of them (synthetic control, itself counted; neighbouring days share sales).
      </p>
    </Card>
  );
}

function Weights({ outcome }: { readonly outcome: Outcome | undefined }) {
  if (outcome?.kind !== "estimated" || outcome.weights.length === 0) return null;
  const shown = outcome.weights.filter(({ weight }) => Math.abs(weight) >= 0.005);
  return (
    <Card
      title="What the treated regions are compared with"
      lead={`The weights of ${methodLabel(outcome.method).toLowerCase()}; those below 0.5 % are not shown.`}
    >
      <p>{shown.map(({ region, weight }) => `${region} ${liftText(weight).replace("+", "")}`).join(", ")}</p>
    </Card>
  );
}

interface ResultProps {
  readonly result: NonNullable<Experiment["result"]>;
  readonly plan: GeoPlan;
  readonly seriesName: string;
}

/** What came of an experiment: the verdict first, then how it came about. */
export function ResultSections({ result, plan, seriesName }: ResultProps) {
  const { analysis } = result;
  const { verdict, methods, disagreements } = analysis;
  return (
    <>
      <Notice tone={verdictTones[verdict.outcome]} title={verdict.headline}>
        {verdict.sentence}
      </Notice>
      {disagreements.length > 0 && (
        <Notice tone="warn" title="The methods disagree">
          {disagreements.join(" ")} The locked rule still decides; say so when you pass the number on.
        </Notice>
      )}
      <ResultStats analysis={analysis} seriesName={seriesName} at={result.computed_at} />
      <Card>
        <DayChart analysis={analysis} plan={plan} seriesName={seriesName} />
      </Card>
      <Section
        title="Four methods, one question"
        lead={`Effects are of one treated region on one day. Intervals are of ${levelText(analysis.level)}.`}
      >
        <Table
          caption="Effect by method"
          columns={columnsOf(analysis.unit, plan.method)}
          rows={methods}
          rowKey={({ method }) => method}
          empty={null}
          isGrid
        />
        <div className="mt-3">
          <MethodNotes methods={methods} />
        </div>
      </Section>
      <PlaceboCard analysis={analysis} />
      <Weights outcome={methods[0]} />
    </>
  );
}
