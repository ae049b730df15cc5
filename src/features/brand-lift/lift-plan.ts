/** How people come into the two groups. */
export const assignments = ["random", "matched", "natural"] as const;
/** One of {@link assignments}. */
export type Assignment = (typeof assignments)[number];

/** What the difference must be like for the hypothesis to hold. */
export const liftDirections = ["gain", "loss", "any"] as const;

/** A question and which of its answers count. */
export interface LiftQuestion {
  readonly text: string;
  /** Such as "names the brand". */
  readonly positive: string;
}

/** The plan of a survey of people who saw something and people who did not. The first question decides. */
export interface LiftPlan {
  readonly hypothesis: string;
  /** What the exposed group saw. */
  readonly exposure: string;
  readonly assignment: Assignment;
  /** How each group is found. */
  readonly recruitment_control: string;
  readonly recruitment_exposed: string;
  /** How many people of each group are asked. */
  readonly planned_control: number;
  readonly planned_exposed: number;
  readonly questions: readonly LiftQuestion[];
  /** The share of positive answers that is expected without exposure, in (0, 1). */
  readonly base_rate: number;
  /** The smallest difference that matters, in shares: 0.05 is five points. */
  readonly least_points: number;
  readonly direction: (typeof liftDirections)[number];
  /** A difference is shown when p is at most this: a decimal text such as "0.05". */
  readonly alpha: string;
}

const wanted = { gain: "above zero", loss: "below zero", any: "above or below zero" } as const;

/**
 * The decision rule of a survey in a sentence.
 *
 * @example
 * import { liftRule } from "./lift-plan.ts";
 * liftRule({ alpha: "0.05", direction: "gain" }); // => "Lift is shown when the first question's difference is above zero with p of at most 0.05 by the z-test of two proportions. Nothing else decides."
 */
export const liftRule = ({ alpha, direction }: Pick<LiftPlan, "alpha" | "direction">): string =>
  `Lift is shown when the first question's difference is ${wanted[direction]} with p of at most ${alpha} by the z-test of two proportions. Nothing else decides.`;

const normal = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, " ");

/**
 * What the way in which groups are found does to the result, in sentences; empty where chance assigns and both are found alike.
 *
 * @example
 * import { recruitmentWarnings } from "./lift-plan.ts";
 * recruitmentWarnings({ assignment: "random", recruitment_control: "Panel", recruitment_exposed: "panel" }); // => []
 */
export function recruitmentWarnings(plan: Pick<LiftPlan, "assignment" | "recruitment_control" | "recruitment_exposed">): string[] {
  const kinds: { readonly [A in Assignment]: readonly string[] } = {
    random: [],
    matched: [
      "Groups are matched and not dealt out by chance: they are alike in what they were matched on, and in nothing else. The difference holds all the rest.",
    ],
    natural: [
      "The exposed group are people who happened to see it. They follow the creator, like such things and know the brand more often to begin with: the difference is not what the campaign caused, and is most likely too large.",
    ],
  };
  const differs = normal(plan.recruitment_control) !== normal(plan.recruitment_exposed);
  const found = differs
    ? ["The two groups are found in different ways. Who answers in one place differs from who answers in another, whatever they saw."]
    : [];
  return [...kinds[plan.assignment], ...found];
}

/** A fault of a plan: a pointer into it, and a sentence. */
interface LiftFault {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * What is wrong with a plan, all of it.
 *
 * @example
 * import { liftFaults } from "./lift-plan.ts";
 * liftFaults({ base_rate: 0.9, least_points: 0.2, direction: "gain", questions: [] }).map(({ pointer }) => pointer); // => ["/plan/least_points"]
 */
export function liftFaults({
  base_rate: base,
  least_points: least,
  direction,
  questions,
}: Pick<LiftPlan, "base_rate" | "least_points" | "direction" | "questions">): LiftFault[] {
  const end = direction === "loss" ? base - least : base + least;
  const texts = questions.map(({ text }) => normal(text));
  const twice = texts.findIndex((text, at) => texts.indexOf(text) !== at);
  return [
    ...(end > 0 && end < 1
      ? []
      : [
          {
            pointer: "/plan/least_points",
            detail: `least_points: with ${least} the share would be ${Number(end.toFixed(6))}, and it must lie between 0 and 1`,
          },
        ]),
    ...(twice < 0 ? [] : [{ pointer: `/plan/questions/${twice}/text`, detail: "text: this question stands there already" }]),
  ];
}
