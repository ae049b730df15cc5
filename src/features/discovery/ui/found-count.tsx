import { Count } from "../../../web/kit/value/count.tsx";
import { countsComingText, type FoundCounts } from "./found-counts.ts";

/** How many creators are found, or when that can be told: never zero or a guess in its place. */
export function FoundCount({ total, counts_in_seconds: seconds }: FoundCounts) {
  if (total === null) return <span className="text-muted">{countsComingText(seconds ?? 1)}</span>;
  return (
    <>
      <span className="font-semibold">
        <Count value={total} />
      </span>{" "}
      {total === 1 ? "creator" : "creators"}
    </>
  );
}
