/** What a power study came to: its numbers, or why there are none. */
type StudyOutcome = { readonly kind: "studied"; readonly study: object } | { readonly kind: "refused"; readonly reason: string };
type StudyOf<O extends StudyOutcome> = Extract<O, { readonly kind: "studied" }>["study"];

/**
 * The newest power study of a plan as the API shows it, whatever the design.
 *
 * @param study the computation; undefined: none was asked for. Its result is null while it is under way
 * @example
 * import { shownStudy } from "./shown-study.ts";
 * shownStudy(undefined) // => { power_id: null, power: null, power_note: "" }
 */
export function shownStudy<O extends StudyOutcome>(study: { readonly id: string; readonly result: unknown } | undefined) {
  const outcome = study?.result as O | null | undefined;
  return {
    power_id: study?.id ?? null,
    power: outcome?.kind === "studied" ? (outcome.study as StudyOf<O>) : null,
    power_note: outcome?.kind === "refused" ? outcome.reason : "",
  };
}
