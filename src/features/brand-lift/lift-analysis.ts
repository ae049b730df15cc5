import { newcombeDifference, proportionTest, sampleRatio, wilsonInterval, type Proportion } from "@vouch/stats";
import type { LiftPlan } from "./lift-plan.ts";

/** How many answered a question, and how many of them positively. */
export interface AnswerCounts {
  readonly answered: number;
  readonly positive: number;
}

/** What a survey counted: of each group who was asked, and the answers to each question of the plan in its order. */
export interface LiftCounts {
  readonly asked: { readonly control: number; readonly exposed: number };
  readonly answers: readonly { readonly control: AnswerCounts; readonly exposed: AnswerCounts }[];
}

/** A share with its interval; in points where it is a difference. */
export interface Ended {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** What came of one question. Shares: 0.05 is five percent, or five points of a difference. */
export interface LiftResult {
  readonly control: Ended;
  readonly exposed: Ended;
  /** Exposed less control. */
  readonly difference: Ended;
  /** The difference by the control's share; null where nobody in it answered positively. */
  readonly relative: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly flags: string[];
}

/** Something that says that the groups are not what the plan made them. */
export interface LiftAlarm {
  readonly kind: "sample-ratio" | "answering";
  readonly p: number;
  readonly sentence: string;
}

/** What a survey says. */
export interface LiftAnalysis {
  /** Of the intervals: 1 less alpha. */
  readonly level: number;
  readonly verdict: {
    readonly outcome: "shown" | "opposite" | "not-shown" | "undecided";
    readonly headline: string;
    readonly sentence: string;
  };
  readonly results: LiftResult[];
  readonly alarms: LiftAlarm[];
}

/** Below it groups are not what was planned; strict, since every survey is looked at. */
const alarmP = 0.001;

const percent = (share: number): string => `${(100 * share).toFixed(1).replace("-", "−")} %`;
const points = (share: number): string => `${share > 0 ? "+" : ""}${(100 * share).toFixed(1).replace("-", "−")} points`;
const pText = (p: number): string => (p < 0.001 ? "below 0.001" : p.toFixed(3));

const proportionOf = ({ answered, positive }: AnswerCounts): Proportion => ({ successes: positive, trials: answered });

function resultOf(counts: LiftCounts["answers"][number], level: number): LiftResult {
  const [control, exposed] = [proportionOf(counts.control), proportionOf(counts.exposed)];
  const [share, other] = [wilsonInterval(control, level), wilsonInterval(exposed, level)];
  const difference = newcombeDifference(control, exposed, level);
  const tested = proportionTest(control, exposed);
  const flags =
    tested.kind === "no-variation"
      ? ["Everybody answered alike, so there is nothing to test."]
      : tested.isSmall
        ? ["So few answered that p is rough."]
        : [];
  return {
    control: share,
    exposed: other,
    difference,
    relative: share.estimate > 0 ? difference.estimate / share.estimate : null,
    z: tested.kind === "tested" ? tested.z : null,
    p: tested.kind === "tested" ? tested.p : null,
    flags,
  };
}

function ratioAlarm(counts: LiftCounts, plan: Pick<LiftPlan, "planned_control" | "planned_exposed">): LiftAlarm[] {
  const { control, exposed } = counts.asked;
  const found = sampleRatio([control, exposed], { planned: [plan.planned_control, plan.planned_exposed], threshold: alarmP });
  if (!found.isMismatch) return [];
  const [expected] = found.expected;
  return [
    {
      kind: "sample-ratio",
      p: found.p,
      sentence: `${control.toLocaleString("en")} people were asked in the control group and ${exposed.toLocaleString("en")} in the exposed one; as planned it would be about ${Math.round(expected ?? 0).toLocaleString("en")} and ${Math.round(found.expected[1] ?? 0).toLocaleString("en")} (p ${pText(found.p)}). Chance does not do that: who came into which group depended on something else, and no number below can be trusted until that is found.`,
    },
  ];
}

function answeringAlarm({ asked, answers: [first] }: LiftCounts): LiftAlarm[] {
  if (first === undefined) return [];
  const group = (name: "control" | "exposed"): Proportion => ({ successes: first[name].answered, trials: asked[name] });
  const tested = proportionTest(group("control"), group("exposed"));
  if (tested.kind !== "tested" || tested.p >= alarmP) return [];
  const share = ({ successes, trials }: Proportion): string => percent(successes / trials);
  return [
    {
      kind: "answering",
      p: tested.p,
      sentence: `${share(group("control"))} of the control group answered and ${share(group("exposed"))} of the exposed one (p ${pText(tested.p)}). Those who answer differ from those who do not, and here in another measure in each group.`,
    },
  ];
}

function verdictOf({ difference, relative, p }: LiftResult, plan: Pick<LiftPlan, "alpha" | "direction">): LiftAnalysis["verdict"] {
  const level = percent(1 - Number(plan.alpha)).replace(".0", "");
  const lift =
    relative === null
      ? "no relative lift, since nobody in the control group answered so"
      : `${relative > 0 ? "+" : ""}${percent(relative)} of the control's share`;
  const sentence = `In the exposed group the share of answers that count differs by ${points(difference.estimate)} from the control group's (${level} interval ${points(difference.low)} to ${points(difference.high)}), ${lift}; p ${p === null ? "not known" : pText(p)}, asked: at most ${plan.alpha}.`;
  if (p === null) return { outcome: "undecided", headline: "The rule cannot decide", sentence };
  if (p > Number(plan.alpha) * (1 + 1e-9))
    return { outcome: "not-shown", headline: `No lift is shown (${points(difference.estimate)} would be nothing unusual)`, sentence };
  const isWanted = plan.direction === "any" || difference.estimate > 0 === (plan.direction === "gain");
  return isWanted
    ? { outcome: "shown", headline: `Lift is shown: ${points(difference.estimate)}`, sentence }
    : { outcome: "opposite", headline: `A difference to the other side: ${points(difference.estimate)}`, sentence };
}

/**
 * What a survey of a control and an exposed group says: differences in points with their intervals (Newcombe's), p by the z-test of two
 * proportions, and the relative lift after them.
 *
 * @param counts of every question of the plan, in its order; each group answered each question at least once.
 * @param plan locked.
 * @returns one result a question, the verdict by the first, and what says that the groups are not what was planned.
 * @throws {RangeError} when counts do not fit together.
 * @example
 * import { liftAnalysis } from "./lift-analysis.ts";
 * const counts = { asked: { control: 500, exposed: 500 }, answers: [{ control: { answered: 400, positive: 80 }, exposed: { answered: 400, positive: 120 } }] };
 * liftAnalysis(counts, { alpha: "0.05", direction: "gain", planned_control: 1, planned_exposed: 1 }).verdict.headline; // => "Lift is shown: +10.0 points"
 */
export function liftAnalysis(
  counts: LiftCounts,
  plan: Pick<LiftPlan, "alpha" | "direction" | "planned_control" | "planned_exposed">,
): LiftAnalysis {
  const level = 1 - Number(plan.alpha);
  const results = counts.answers.map((each) => resultOf(each, level));
  const [first] = results;
  if (first === undefined) throw new RangeError("counts must have an answer for the question that decides");
  return { level, verdict: verdictOf(first, plan), results, alarms: [...ratioAlarm(counts, plan), ...answeringAlarm(counts)] };
}

/** A fault of counts: a pointer into them, and a sentence. */
interface CountFault {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * What is wrong with counts, all of it.
 *
 * @param counts as they were entered.
 * @param questions how many the plan has.
 */
export function countFaults({ asked, answers }: LiftCounts, questions: number): CountFault[] {
  const faults = answers.flatMap((each, at) =>
    (["control", "exposed"] as const).flatMap((group) => {
      const { answered, positive } = each[group];
      const pointer = `/answers/${at}/${group}`;
      return [
        ...(positive <= answered
          ? []
          : [{ pointer: `${pointer}/positive`, detail: `positive: ${positive} of ${answered} answers cannot be; at most all are` }]),
        ...(answered <= asked[group]
          ? []
          : [{ pointer: `${pointer}/answered`, detail: `answered: ${answered} answered of ${asked[group]} who were asked` }]),
      ];
    }),
  );
  return answers.length === questions
    ? faults
    : [{ pointer: "/answers", detail: `answers: the plan has ${questions} questions, found counts of ${answers.length}` }, ...faults];
}
