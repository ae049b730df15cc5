import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import type { Tone } from "../../../web/kit/value/badge.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { percentText, pointsNumber, pointsText, type BrandLift, type LiftAnalysis } from "./words.ts";

type Result = LiftAnalysis["results"][number] & { readonly question: string };

const tones: Record<LiftAnalysis["verdict"]["outcome"], Tone> = {
  shown: "good",
  opposite: "bad",
  "not-shown": "neutral",
  undecided: "warn",
};
const alarmTitles = {
  "sample-ratio": "The groups do not have the sizes that were planned",
  answering: "The groups do not answer alike",
} as const;

const signed = (share: number): string => `${share > 0 ? "+" : ""}${percentText(share)}`;

const columns: Column<Result>[] = [
  { key: "question", head: "Question", isName: true, cell: ({ question }) => question },
  {
    key: "difference",
    head: "Difference",
    align: "end",
    cell: ({ difference: { estimate, low, high } }) => (
      <>
        {pointsText(estimate)} <span className="text-muted">({`${pointsText(low)} to ${pointsText(high)}`})</span>
      </>
    ),
    explain: "Exposed less control, in points, with Newcombe’s interval.",
  },
  { key: "control", head: "Control", align: "end", cell: ({ control }) => percentText(control.estimate) },
  { key: "exposed", head: "Exposed", align: "end", cell: ({ exposed }) => percentText(exposed.estimate) },
  {
    key: "relative",
    head: "Relative lift",
    align: "end",
    cell: ({ relative }) => (relative === null ? <Unknown /> : signed(relative)),
    explain: "The difference by the control’s share. It looks large where few know the brand: read the points first.",
  },
  {
    key: "p",
    head: "p",
    align: "end",
    cell: ({ p }) => (p === null ? <Unknown /> : p < 0.001 ? "< 0.001" : p.toFixed(3)),
    explain: "By the z-test of two proportions, two-sided. Of several questions some come out small by chance: only the first decides.",
  },
];

/** What the dots stand for. */
export const liftSeries = [{ key: "difference", label: "Difference" }];

/** The questions as a chart takes them, each with its difference and the ends of its interval. */
export const liftRows = (results: readonly Pick<Result, "question" | "difference">[]) =>
  results.map(({ question, difference: { estimate, low, high } }) => ({
    key: question,
    label: question,
    dots: { difference: { value: estimate, text: pointsText(estimate), low, high } },
  }));

/** What a survey says: alarms first, then the verdict, points with intervals, and the relative lift after them. */
export function LiftResults({ survey, analysis }: { readonly survey: BrandLift; readonly analysis: LiftAnalysis }) {
  const rows = analysis.results.map((result, at) => ({ ...result, question: survey.plan.questions[at]?.text ?? "" }));
  const level = `${Number((100 * analysis.level).toFixed(1))} %`;
  const flags = rows.flatMap(({ question, flags: found }) => found.map((flag) => `${question}: ${flag}`));
  return (
    <>
      {analysis.alarms.map(({ kind, sentence }) => (
        <Notice key={kind} tone="bad" title={alarmTitles[kind]}>
          {sentence}
        </Notice>
      ))}
      <Notice tone={analysis.alarms.length > 0 ? "warn" : tones[analysis.verdict.outcome]} title={analysis.verdict.headline}>
        {analysis.verdict.sentence}
      </Notice>
      <Card>
        <div className="flex flex-col gap-4">
          <DotChart
            title={analysis.verdict.headline}
            unit="points of positive answers, exposed less control"
            interval={`${level} interval by Newcombe`}
            source={`counts of “${survey.name}”`}
            series={liftSeries}
            rows={liftRows(rows)}
            rowHead="Question"
            format={pointsNumber}
          />
          <Table caption="Results by question" columns={columns} rows={rows} rowKey={({ question }) => question} empty={null} isGrid />
          {flags.length > 0 && <p className="text-sm text-muted">{flags.join(" ")}</p>}
        </div>
      </Card>
    </>
  );
}
