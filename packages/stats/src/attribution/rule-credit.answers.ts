import type { Answers } from "../../../../test/known-answers.ts";

/** The rule models are compared channel by channel in `rule-reference.test.ts`; the parts are integers, so the laws are exact. */
export const answers: readonly Answers[] = [
  ...["ruleCredit", "firstTouch", "lastTouch", "linear", "positionBased", "timeDecay"].map((of) => ({
    of,
    heldBy: "%s gives every channel what an exact program gave",
  })),
  { of: "lastNonDirect", heldBy: "last non-direct touch of %s" },
  { of: "apportioned", heldBy: "E14 finds by selection the very parts that sorting finds" },
  { of: "creditsInto", heldBy: "the packed form gives every customer the very parts that the readable form gives" },
  { of: "inTouchOrder", heldBy: "equal times go by id, by code units and not by language" },
];
