import type { ReactNode } from "react";
import { DateTime } from "../time/date-time.tsx";

export interface ExplanationProps {
  /** The formula in words and names of the screen: "(revenue − cost) ÷ cost". */
  readonly formula: ReactNode;
  /** Where the figures come from: API, export, self-reported, estimated, modelled. */
  readonly source: string;
  /** The time up to which they are complete. */
  readonly at?: string | undefined;
  /** Formula or rule version. */
  readonly version?: string | undefined;
  /** For an estimate: the interval and how sure it is, such as "95 %: 1.2 to 3.4". */
  readonly interval?: ReactNode;
  /** What it leaves out or may be mistaken for. */
  readonly note?: ReactNode;
  /** A link to the rows behind it. */
  readonly rows?: ReactNode;
}

function Line({ head, children }: { readonly head: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{head}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** Everything a number must say about itself. */
export function Explanation({ formula, source, at, version, interval, note, rows }: ExplanationProps) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
      <Line head="Formula">{formula}</Line>
      <Line head="Source">{source}</Line>
      {at !== undefined && (
        <Line head="As of">
          <DateTime at={at} />
        </Line>
      )}
      {version !== undefined && <Line head="Version">{version}</Line>}
      {interval !== undefined && <Line head="Interval">{interval}</Line>}
      {note !== undefined && <Line head="Note">{note}</Line>}
      {rows !== undefined && <Line head="Rows">{rows}</Line>}
    </dl>
  );
}
