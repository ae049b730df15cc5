import { daysLater } from "../../../kernel/civil.ts";
import { api } from "../../../web/api.ts";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { LockedPlanCard } from "../../../web/lists/locked-plans.tsx";
import { doseText, effectText, type DoseExperiment } from "./dose-words.ts";
import { Flags, PowerBars, PowerStudyCard } from "./experiment-parts.tsx";
import { endsOfLift } from "./whole-effect.ts";
import { endsText, estimateText, liftEndsText, liftText, pText } from "./words.ts";

interface CardProps {
  readonly experiment: DoseExperiment;
}

type Power = NonNullable<DoseExperiment["power"]>;

function powerFinding({ least_lift: least, least_total: total, days_treated: days, power, unit }: Power): string {
  if (least === null) return `In ${days} days no lift up to 50 % is found often enough: choose audiences that differ more, or more time`;
  const size = total === null ? "" : `, ${estimateText(total, unit)} in all`;
  return `In ${days} days a lift of ${liftText(least)} over all regions${size} is found in at least ${Math.round(100 * power)} % of cases`;
}

/** How large an effect a plan would find, before money is spent. */
export function DosePowerCard({ experiment }: CardProps) {
  const study = api.useMutation("post", "/v1/dose-experiments/{id}/power-studies");
  const { id, power, series_name: seriesName } = experiment;
  return (
    <PowerStudyCard
      experiment={experiment}
      onAsk={() => study.mutate({ params: { path: { id } } })}
      isBusy={study.isPending}
      how="The doses are dealt out to regions 200 times in their own history, lifts are added by the dose, and it is counted how often they are found."
    >
      {power !== null && (
        <div className="flex flex-col gap-3">
          <PowerBars
            title={powerFinding(power)}
            unit={`share of 200 trials in which the lift is found, at p of at most ${power.alpha}`}
            source={`series ${seriesName}, ${power.history_days} days before the first post, ${power.regions} regions`}
            cells={power.cells}
          />
          <p className="text-sm text-muted">
            Doses by usual sales differ between regions by {Math.round(100 * power.spread.variation)} % of their mean. Where nothing was
            added, an effect was found in {Math.round(100 * power.false_alarms)} % of trials.
          </p>
          <Flags sentences={power.flags} />
        </div>
      )}
    </PowerStudyCard>
  );
}

/** What was agreed before the numbers were known. */
export function DosePlanCard({ experiment }: CardProps) {
  const { plan, audiences, from_on: from, series_name: seriesName, unit, decision_rule: rule, lock } = experiment;
  const reach = plan.posts.reduce((sum, post) => sum + (post.reach ?? 0), 0);
  return (
    <LockedPlanCard
      lock={lock}
      entries={[
        { label: "What is published", value: plan.treatment },
        { label: "Posts", value: `${plan.posts.length} by ${audiences.map(({ name }) => name).join(", ")}` },
        { label: "Reach", value: reach === 0 ? "Not told: every post counts the same" : doseText(reach, "person") },
        { label: "Days", value: `${calendarDayText(from)} to ${calendarDayText(daysLater(plan.to_on, -1))}` },
        {
          label: "A post counts",
          value: plan.lasts_days === null ? "evenly on every day of the treatment" : `evenly on ${plan.lasts_days} days from its own on`,
        },
        ...(plan.left_out.length === 0 ? [] : [{ label: "Left out", value: plan.left_out.join(", ") }]),
        { label: "Creators may differ by", value: `${Math.round(100 * Number(plan.creator_spread))} %` },
        { label: "Sales", value: `${seriesName}, ${unit === "count" ? "counted" : `in ${unit}`}` },
        { label: "A day without a row", value: plan.missing === "zero" ? "Nothing was sold" : "Is not known, and asked for" },
        { label: "Decision rule", value: rule },
        ...(plan.gate_note === "" ? [] : [{ label: "Goes on because", value: plan.gate_note }]),
      ]}
    />
  );
}

/** The numbers that matter. */
export function DoseStats({ experiment }: CardProps) {
  const { result, series_name: seriesName } = experiment;
  if (result === null) return null;
  const { analysis, computed_at: at } = result;
  const explained = (formula: string) => ({ formula, source: `Series ${seriesName}`, at });
  const ends = { lower: analysis.total_lower, upper: analysis.total_upper };
  const of = analysis.dose_unit === "person" ? "1,000 people reached" : "a post";
  const { placebo, total, lift } = analysis;
  return (
    <Stats>
      <Stat
        label="Caused in all"
        value={estimateText(total, analysis.unit)}
        detail={`${endsText(ends, analysis.unit)}, by ${analysis.interval_by}`}
        explanation={explained(
          `Effect a unit of dose, times ${doseText(analysis.dose, analysis.dose_unit)} in the regions that take part. The effect is the slope of sales on dose, both by usual sales, less what each region and each day have in common, weighted by usual sales.`,
        )}
      />
      <Stat
        label="Lift"
        value={lift === null ? <Unknown /> : liftText(lift)}
        detail={lift === null ? "no interval" : liftEndsText(endsOfLift({ total, lift }, ends))}
        explanation={explained("Caused in all, divided by what was sold without it.")}
      />
      <Stat
        label={`Effect of ${of}`}
        value={effectText(analysis.effect, analysis)}
        detail={`p ${pText(analysis.p)}, and ${pText(analysis.permuted_p)} by dealing doses out anew`}
        explanation={explained(
          "Caused in all, divided by the dose. p is by Student's t; the other by the share of dealings of the doses to other regions that show as much.",
        )}
      />
      <Stat
        label="Before the first post"
        value={placebo === null ? <Unknown /> : `p ${pText(placebo.p)}`}
        detail={placebo === null ? "too few days" : `the same test on the last ${placebo.days} days before, where it must find nothing`}
        explanation={explained("The same estimate, with the doses moved back to days on which nothing was published yet.")}
      />
    </Stats>
  );
}
