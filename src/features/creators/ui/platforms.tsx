import type { components } from "../../../web/api.gen.d.ts";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Count } from "../../../web/kit/value/count.tsx";

export type Creator = components["schemas"]["Creator"];
export type Account = components["schemas"]["CreatorAccount"];

const withoutAt = new Set<Account["platform"]>(["podcast", "newsletter", "blog", "other", "linkedin", "facebook"]);

/** A handle as people write it: with an @ where the platform does. */
export const handleText = ({ platform, handle }: Pick<Account, "platform" | "handle">): string =>
  withoutAt.has(platform) || handle.includes("/") || handle.startsWith("@") ? handle : `@${handle}`;

/** A number of followers; where nobody wrote one down it is unknown, which is not zero. */
export function Followers({ of }: { readonly of: Account["followers"] }) {
  if (of === null || of.count === null) return <span className="text-muted">unknown</span>;
  return (
    <span title={`${calendarDayText(of.observed_on)}, ${of.source}`}>
      <Count value={of.count} />
    </span>
  );
}
