import { Explain } from "../../../web/kit/value/explain.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { grades, verdicts, type Part, type Result, pointsText } from "./words.ts";
import { withDays } from "../../../web/kit/time/time-text.ts";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { usePaths } from "../../../web/session.ts";

function Score({ result }: { readonly result: Result }) {
  const { score, low, high, least, most, known, grade, as_of: asOf, formula } = result;
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex items-start justify-between gap-2 text-sm text-muted">
        <p className="font-medium">Quality score</p>
        <Explain of="Quality score">
          <Explanation
            formula="50 + the sum of weight × (value − ½) over twelve parts; a part that is not known adds nothing"
            source={`${formula}; each part names its evidence`}
            at={`${asOf}T00:00:00Z`}
            note="The range is what the evidence leaves open. With what is missing it could be anywhere between the outer ends."
          />
        </Explain>
      </div>
      <p className="mt-1 text-3xl font-semibold tracking-tight">
        {score === null ? "No score" : score}
        {score !== null && <span className="ml-2 text-base font-normal text-muted">of 100</span>}
      </p>
      <p className="mt-1 text-sm text-muted">
        {score === null
          ? `${known} of 100 points are known; 40 are needed, audience or engagement among them.`
          : `Between ${low} and ${high} by the evidence; between ${least} and ${most} with what is missing.`}
      </p>
      <p className="mt-1 text-sm text-muted">
        {known} of 100 points known{grade !== null && `; mostly evidence of grade ${grade}: ${grades[grade]}`}.
      </p>
    </div>
  );
}

function Missing({ parts }: { readonly parts: readonly Part[] }) {
  const missing = parts.filter(({ value }) => value === null).toSorted((a, b) => b.could_move_tenths - a.could_move_tenths);
  if (missing.length === 0) return null;
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-3">
      <p className="text-sm font-medium text-muted">What is missing</p>
      <ul className="mt-1 flex flex-col gap-1">
        {missing.slice(0, 5).map(({ key, name, says, could_move_tenths: reach }) => (
          <li key={key} className="text-sm">
            <span className="font-medium">{name}</span> <span className="text-muted">±{reach / 10}</span>
            <span className="block text-muted">{says.replace(/^Not known: /, "")}</span>
          </li>
        ))}
      </ul>
      {missing.length > 5 && <p className="mt-1 text-sm text-muted">and {missing.length - 5} more below</p>}
    </div>
  );
}

/** A score with its ranges, and what would make it surer. */
export function ScoreSummary({ result }: { readonly result: Result }) {
  return (
    <div className="grid items-start gap-3 lg:grid-cols-[repeat(auto-fit,minmax(24rem,1fr))]">
      <Score result={result} />
      <Missing parts={result.parts} />
    </div>
  );
}

/** A verdict in a word. */
function Verdict({ of }: { readonly of: Part["verdict"] }) {
  return <Badge tone={verdicts[of].tone}>{verdicts[of].label}</Badge>;
}

type Evidence = Part["evidence"][number];

function EvidenceRow({ evidence }: { readonly evidence: Evidence }) {
  const to = usePaths();
  const { kind, id } = evidence;
  const text = withDays(evidence.text);
  if (kind === "post" && id !== null) return <TextLink to={to.post(id)}>{text}</TextLink>;
  if (kind === "finding")
    return (
      <a className="text-accent hover:underline" href="#findings">
        {text}
      </a>
    );
  if (kind === "follower_sample" || kind === "comment_sample")
    return (
      <a className="text-accent hover:underline" href="#samples">
        {text}
      </a>
    );
  return <span>{text}</span>;
}

function EvidenceList({ part }: { readonly part: Part }) {
  if (part.evidence.length === 0) return null;
  return (
    <details className="mt-1 text-sm">
      <summary className="w-fit rounded-xs text-accent hover:underline">
        Evidence <span className="sr-only">for {part.name}</span>({part.evidence.length})
      </summary>
      <ul className="mt-1 list-disc pl-5 break-words text-muted">
        {part.evidence.map((evidence, at) => (
          <li key={`${evidence.text}-${String(at)}`}>
            <EvidenceRow evidence={evidence} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function PartRow({ part }: { readonly part: Part }) {
  const { name, weight, verdict, tenths, could_move_tenths: reach, says, grade, value } = part;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{name}</span>
          <Verdict of={verdict} />
        </p>
        <p className="text-pretty text-muted">{withDays(says)}</p>
        <EvidenceList part={part} />
      </div>
      <div className="flex flex-wrap gap-x-3 text-sm text-muted sm:block sm:text-right">
        <p className="font-semibold text-ink tabular-nums">{value === null ? `±${reach / 10}` : pointsText(tenths)} points</p>
        <p>weight {weight}</p>
        {grade !== null && <p title={grades[grade]}>grade {grade}</p>}
      </div>
    </li>
  );
}

/** Every part with its verdict, what was found, and what shows it. */
export function PartList({ parts }: { readonly parts: readonly Part[] }) {
  return (
    <Card title="Every part" lead="What was found, what shows it, and what it adds" isFlush>
      <ul className="divide-y divide-line">
        {parts.map((part) => (
          <PartRow key={part.key} part={part} />
        ))}
      </ul>
    </Card>
  );
}
