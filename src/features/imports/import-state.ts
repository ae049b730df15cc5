/** What files can bring. */
export const importKindNames = [
  ...(["creators", "orders", "sales", "posts", "daily_series", "costs", "audiences", "brand_lift_counts"] as const),
  ...(["links", "codes", "survey_answers"] as const),
] as const;
/** One of {@link importKindNames}. */
export type ImportKindName = (typeof importKindNames)[number];

/** How far an import has come. */
export const importStatuses = ["uploaded", "checking", "checked", "running", "done", "failed"] as const;
/** One of {@link importStatuses}. */
export type ImportStatus = (typeof importStatuses)[number];

/** What can be asked to be done with a file. */
export type ImportStep = "check" | "run";

/** After how long a silence the work on an import counts as dead, in milliseconds. */
export const silentMs = 120_000;

/**
 * Whether somebody is working on an import now. Work that has been silent for two minutes has died and may be begun anew.
 *
 * @param state the import's status and when its work last said how far it was, in milliseconds since 1970; null: never.
 * @param nowMs milliseconds since 1970.
 * @example
 * import { isBusy } from "./import-state.ts";
 * isBusy({ status: "running", touchedAtMs: 0 }, 119_999); // => true
 * isBusy({ status: "running", touchedAtMs: 0 }, 120_000); // => false
 */
export function isBusy(state: { readonly status: string; readonly touchedAtMs: number | null }, nowMs: number): boolean {
  const isUnderWay = state.status === "checking" || state.status === "running";
  return isUnderWay && nowMs - (state.touchedAtMs ?? 0) < silentMs;
}

/** How a step ended. */
export interface StepEnd {
  readonly status: ImportStatus;
  /** Null: all is well. */
  readonly problem: string | null;
}

/**
 * The status of an import after a step.
 *
 * @param step what was done.
 * @param outcome how it ended, with the number of rows refused or the reason why nothing could be read.
 */
export function stepEnd(
  step: ImportStep,
  outcome:
    | { readonly kind: "read" }
    | { readonly kind: "refused"; readonly counts: { readonly refused: number } }
    | { readonly kind: "broken"; readonly isWritten: boolean }
    | { readonly kind: "unreadable"; readonly reason: string },
): StepEnd {
  if (outcome.kind === "unreadable") return { status: "failed", problem: outcome.reason };
  if (step === "check") return { status: "checked", problem: null };
  if (outcome.kind === "read") return { status: "done", problem: null };
  if (outcome.kind === "broken") {
    const written = outcome.isWritten ? "only the rows before that place were taken" : "nothing was written";
    return { status: "failed", problem: `The file cannot be read to its end, so ${written}. Correct it and import it again.` };
  }
  const { refused } = outcome.counts;
  const rows = refused === 1 ? "1 row is" : `${refused} rows are`;
  return { status: "failed", problem: `${rows} refused, so nothing was written. Correct the file, or run it again and leave them out.` };
}
