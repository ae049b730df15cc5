import type { EvidenceGrade } from "../../../kernel/social/evidence-grade.ts";
import { Badge, type Tone } from "./badge.tsx";
import { Unknown } from "./money.tsx";

const tones: Record<string, Tone> = {
  active: "good",
  paid: "good",
  done: "good",
  matured: "good",
  payable: "good",
  delivered: "good",
  accepted: "good",
  pending: "warn",
  partly_refunded: "warn",
  refunded: "warn",
  provisional: "warn",
  held: "warn",
  open: "warn",
  paused: "warn",
  running: "accent",
  checked: "accent",
  earned: "accent",
  on_hold: "accent",
  uploaded: "neutral",
  test: "neutral",
  archived: "neutral",
  expired: "neutral",
  disabled: "neutral",
  superseded: "neutral",
  replaced: "neutral",
  cancelled: "bad",
  reversed: "bad",
  refused: "bad",
  failed: "bad",
  banned: "bad",
  revoked: "bad",
};

/** A status of the API (`paid`, `on_hold`) as a badge, in the same tone on every screen. */
export function Status({ value }: { readonly value: string }) {
  const words = value.replaceAll("_", " ");
  return <Badge tone={tones[value] ?? "neutral"}>{words.charAt(0).toUpperCase() + words.slice(1)}</Badge>;
}

/** What a grade of evidence means. */
const gradeMeanings: Readonly<Record<EvidenceGrade, string>> = {
  A: "The platform told the account’s owner.",
  B: "The platform tells anybody.",
  C: "A vendor’s estimate or export.",
  D: "A person wrote it down, or a file of your own.",
  E: "Told by the creator, or guessed.",
};

/** All grades and what they mean, for the head of a column. */
export const gradeWords = Object.entries(gradeMeanings)
  .map(([grade, meaning]) => `${grade}: ${meaning}`)
  .join(" ");

/** A grade of evidence; pointing at it says what it means. Null: it was not kept. */
export function Grade({ grade }: { readonly grade: EvidenceGrade | null }) {
  if (grade === null) return <Unknown />;
  return (
    <span title={gradeMeanings[grade]} className="font-medium">
      {grade}
    </span>
  );
}
