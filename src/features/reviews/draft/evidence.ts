import type { Drivers, Standing } from "../../reports/service.ts";

/** What the four lenses say of one creator, in orders; null: not known. */
export interface LensView {
  readonly key: string;
  readonly name: string;
  readonly path: number;
  readonly code: number;
  readonly survey: number | null;
  /** Calibrated by an experiment. */
  readonly experiment: { readonly low: number; readonly high: number } | null;
}

/** Everything that a review is drafted from. */
export interface Evidence {
  readonly campaignName: string;
  readonly goal: Standing | null;
  readonly drivers: Drivers;
  readonly lenses: readonly LensView[];
}

/** A figure that sentences rest on. */
export interface Figure {
  readonly key: string;
  readonly label: string;
  /** A decimal text in its unit; null: not known. */
  readonly value: string | null;
  readonly unit: string;
  readonly low: string | null;
  readonly high: string | null;
  readonly level: string | null;
  readonly source: string;
}

/** What a sentence is about. */
export type SentencePart = "goal" | "drove" | "odd" | "try";

/** A sentence that a rule made from figures. */
export interface Sentence {
  readonly key: string;
  readonly part: SentencePart;
  readonly text: string;
  /** The keys of the figures that it says. */
  readonly figures: readonly string[];
}

/** What a lesson is about. */
export type SubjectKind = "creator" | "platform" | "tier" | "offer" | "format";

/** What is known of a subject, in a form that the next plan reads. */
export interface Lesson {
  readonly subject_kind: SubjectKind;
  /** The public id of a creator or program, or the platform, tier or format itself. */
  readonly subject: string;
  readonly name: string;
  readonly metric: "revenue_per_spent" | "orders" | "new_customer_share";
  readonly estimate: string;
  readonly low: string;
  readonly high: string;
  readonly level: string;
  readonly cycles: number;
  /** What was spent for it in all; null: not known. */
  readonly spent: { readonly amount: string; readonly currency: string } | null;
  readonly words: string;
  readonly is_drafted: boolean;
}
