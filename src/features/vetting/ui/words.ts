import type { components } from "../../../web/api.gen.d.ts";
import type { ListRow } from "../../../web/api.ts";
import type { Tone } from "../../../web/kit/value/badge.tsx";

/** What a scorecard says, as the API gives it. */
export type Result = components["schemas"]["ScorecardResult"];
export type Part = components["schemas"]["ScorePart"];
export type Decision = ListRow<"/v1/vetting-decisions">;
export type Finding = ListRow<"/v1/creators/{id}/safety-findings">;
export type Creator = components["schemas"]["Creator"];
export type Account = Creator["accounts"][number];

/** A verdict in a word, with its tone. */
export const verdicts: { readonly [V in Part["verdict"]]: { readonly label: string; readonly tone: Tone } } = {
  good: { label: "Good", tone: "good" },
  fair: { label: "Fair", tone: "neutral" },
  poor: { label: "Poor", tone: "bad" },
  unknown: { label: "Not known", tone: "neutral" },
};

/** A decision in a word, with its tone and what it means. */
export const decisions: {
  readonly [D in Decision["decision"]]: { readonly label: string; readonly done: string; readonly tone: Tone; readonly hint: string };
} = {
  approve: { label: "Approve", done: "Approved", tone: "good", hint: "You would work with them." },
  watch: { label: "Watch", done: "Watched", tone: "warn", hint: "Not yet: look again when more is known." },
  reject: { label: "Reject", done: "Rejected", tone: "bad", hint: "You would not work with them." },
};

/** What each grade of evidence means. */
export const grades: { readonly [G in NonNullable<Part["grade"]>]: string } = {
  A: "the platform, for the account’s owner",
  B: "the platform, for anybody",
  C: "a vendor’s estimate or export",
  D: "a person, or a file of your own",
  E: "told by the creator, or guessed",
};

/** Tenths of a point with their sign: "+4.5". */
export const pointsText = (tenths: number): string => {
  const points = (Math.abs(tenths) / 10).toFixed(1);
  return tenths === 0 ? "0" : `${tenths < 0 ? "−" : "+"}${points}`;
};
