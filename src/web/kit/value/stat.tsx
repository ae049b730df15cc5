import { useId, type ReactNode } from "react";
import { Explain } from "./explain.tsx";
import { Explanation, type ExplanationProps } from "./explanation.tsx";

interface StatProps {
  readonly label: string;
  /** The number, formatted: a `Money`, `Count`, `Percent`, or `Unknown`. */
  readonly value: ReactNode;
  /** What the number counts, where the value does not say it itself: "orders". */
  readonly unit?: string;
  /** A comparison or a share, in a few words. */
  readonly detail?: ReactNode;
  /** No number without it: how it is counted, from what, and as of when. */
  readonly explanation: ExplanationProps;
}

/** One number that matters, and how it came about. */
export function Stat({ label, value, unit, detail, explanation }: StatProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="min-w-0 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex items-start justify-between gap-1.5 text-sm text-muted">
        <p id={id} className="min-w-0 font-medium break-words">
          {label}
        </p>
        <Explain of={label}>
          <Explanation {...explanation} />
        </Explain>
      </div>
      <p className="mt-1 text-2xl font-semibold tracking-tight break-words">
        {value}
        {unit !== undefined && <span className="ml-1.5 text-base font-normal text-muted">{unit}</span>}
      </p>
      {detail !== undefined && <p className="mt-0.5 text-sm text-muted">{detail}</p>}
    </div>
  );
}

/** Numbers side by side; two in a row on a phone. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">{children}</div>;
}
