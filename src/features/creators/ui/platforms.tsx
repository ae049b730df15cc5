import type { components } from "../../../web/api.gen.d.ts";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Count } from "../../../web/kit/value/count.tsx";

export type Creator = components["schemas"]["Creator"];
export type Account = components["schemas"]["CreatorAccount"];

/** A number of followers; where nobody wrote one down it is unknown, which is not zero. */
export function Followers({ of }: { readonly of: Account["followers"] }) {
  if (of === null || of.count === null) return <span className="text-muted">not known</span>;
  return (
    <span title={`${calendarDayText(of.observed_on)}, ${of.source}`}>
      <Count value={of.count} />
    </span>
  );
}
