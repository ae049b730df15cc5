import { api } from "../../../web/api.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { Badge, type Tone } from "../../../web/kit/value/badge.tsx";
import { decimalWords } from "../../../web/kit/value/locale.ts";
import { Explain } from "../../../web/kit/value/explain.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { withDays } from "../../../web/kit/time/time-text.ts";
import { useParam } from "../../../web/params.ts";

/** How a campaign stands towards its goal, as the API gives it. */
export type Standing = components["schemas"]["GoalStanding"];

const verdicts: { readonly [V in Standing["verdict"]]: { readonly label: string; readonly tone: Tone } } = {
  met: { label: "Goal met", tone: "good" },
  not_met: { label: "Goal not met", tone: "bad" },
  open: { label: "Not reached yet", tone: "neutral" },
  undecidable: { label: "Cannot be decided", tone: "warn" },
};

/** A verdict as a badge. */
export function VerdictBadge({ verdict }: { readonly verdict: Standing["verdict"] }) {
  const { label, tone } = verdicts[verdict];
  return <Badge tone={tone}>{label}</Badge>;
}

const shareOf = ({ value, target }: Standing): string =>
  value === null || Number(target) === 0 ? "" : `, ${Math.round((Number(value) / Number(target)) * 100)} % of the target`;

/** The value with what is not known of it, in words. */
export function reachedText(standing: Standing): string {
  const { value, low, high, level, unit } = standing;
  if (value === null || low === null || high === null) return "The value is not known.";
  const text = (number: string): string => decimalWords(number, 2);
  if (low === high) return `${text(value)} ${unit} counted${shareOf(standing)}.`;
  const sure = level === null ? "" : `, ${Math.round(Number(level) * 100)} % interval`;
  return `${text(value)} ${unit} (${text(low)} to ${text(high)}${sure})${shareOf(standing)}.`;
}

/** How far a campaign's goal is reached: the value now, met or not, and by which rule. Nothing where there is no goal. */
export function GoalStanding() {
  const id = useParam("campaign");
  const { data } = api.useSuspenseQuery("get", "/v1/campaigns/{id}/goal/standing", { params: { path: { id } } });
  const { standing } = data;
  if (standing === null) return null;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <VerdictBadge verdict={standing.verdict} />
        <span>{reachedText(standing)}</span>
        <Explain of="Goal">
          <Explanation formula={standing.definition} source={standing.source} at={standing.as_of} note={standing.rule} />
        </Explain>
      </p>
      {[standing.why, ...standing.notes].map((note) => (
        <p key={note} className="text-sm text-muted">
          {withDays(note ?? "")}
        </p>
      ))}
    </div>
  );
}
