import { Check } from "lucide-react";
import { classes } from "../classes.ts";

interface StepperProps {
  /** What the steps lead to: "Import orders". */
  readonly label: string;
  readonly steps: readonly string[];
  /** The index of the step on screen; as many as there are steps when all is done. */
  readonly current: number;
}

function Mark({ index, current }: { readonly index: number; readonly current: number }) {
  const look =
    index < current
      ? "bg-accent text-on-accent"
      : index === current
        ? "bg-accent-soft text-accent ring-1 ring-accent"
        : "bg-sunken text-muted";
  return (
    <span className={classes("inline-flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold", look)}>
      {index < current ? <Check aria-label="Done" className="size-3.5" /> : index + 1}
    </span>
  );
}

/** Where one is in a wizard. On a phone only the step on screen is named. */
export function Stepper({ label, steps, current }: StepperProps) {
  return (
    <ol aria-label={label} className="flex items-center gap-2">
      {steps.map((step, index) => (
        <li key={step} aria-current={index === current ? "step" : undefined} className="flex min-w-0 items-center gap-2">
          {index > 0 && <span aria-hidden className="h-px w-4 bg-line-strong sm:w-8" />}
          <Mark index={index} current={current} />
          <span className={classes("truncate font-medium", index === current ? "" : "text-muted max-sm:sr-only")}>{step}</span>
        </li>
      ))}
    </ol>
  );
}
