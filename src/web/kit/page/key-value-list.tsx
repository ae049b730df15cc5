import type { ReactNode } from "react";

interface KeyValue {
  readonly label: string;
  readonly value: ReactNode;
}

/** Facts about one thing: the name of each beside it; above it on a phone. */
export function KeyValueList({ entries }: { readonly entries: readonly KeyValue[] }) {
  return (
    <dl className="grid gap-x-5 gap-y-2 sm:grid-cols-[minmax(6.5rem,auto)_1fr]">
      {entries.map((entry) => (
        <div key={entry.label} className="contents">
          <dt className="text-muted max-sm:mt-1 max-sm:text-sm">{entry.label}</dt>
          <dd className="min-w-0 break-words max-sm:-mt-1.5">{entry.value}</dd>
        </div>
      ))}
    </dl>
  );
}
