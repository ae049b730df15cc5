import type { ReactNode } from "react";

/** A figure with its interval below. */
export function WithInterval({ children, interval }: { readonly children: ReactNode; readonly interval: ReactNode }) {
  return (
    <span className="inline-flex flex-col items-end">
      <span className="font-semibold">{children}</span>
      <span className="text-xs text-muted">{interval}</span>
    </span>
  );
}

interface EndsProps {
  readonly low: string | null;
  readonly high: string | null;
  readonly shown: (value: number) => ReactNode;
}

/** The ends of an interval; a high end that is null has no bound. */
export function Ends({ low, high, shown }: EndsProps) {
  return (
    <>
      {shown(Number(low))} to {high === null ? "no bound" : shown(Number(high))}
    </>
  );
}
