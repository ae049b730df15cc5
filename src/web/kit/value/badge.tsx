import type { ReactNode } from "react";

/** What a state means to the reader: `good` is settled and fine, `warn` wants a look, `bad` is refused or lost. */
export type Tone = "neutral" | "accent" | "good" | "warn" | "bad";

const looks: Record<Tone, string> = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
};

/** A state in a word or two. The word carries the meaning, the colour only helps. */
export function Badge({ tone = "neutral", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={`inline-flex items-center rounded-md px-1.5 py-0.5 text-xs font-medium whitespace-nowrap ${looks[tone]}`}>
      {children}
    </span>
  );
}
