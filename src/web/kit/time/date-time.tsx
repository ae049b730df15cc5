import { useZone } from "./zone.ts";
import { dayText, instantText, zoneName } from "./time-text.ts";
import { Unknown } from "../value/money.tsx";

interface DateTimeProps {
  /** An instant, RFC 3339. */
  readonly at: string | null | undefined;
  /** Only the day, in the brand's zone. */
  readonly isDayOnly?: boolean;
  /** How exactly the time is known; a time known to the day shows no hour. */
  readonly precision?: "ms" | "s" | "day";
}

/** An instant in the brand's zone, which it names; the exact UTC time on pointing. */
export function DateTime({ at, isDayOnly = false, precision = "ms" }: DateTimeProps) {
  const zone = useZone();
  if (at === null || at === undefined) return <Unknown />;
  const showsDay = isDayOnly || precision === "day";
  return (
    <time dateTime={at} title={`${at} (UTC); shown in ${zone}`} className="whitespace-nowrap">
      {showsDay ? dayText(at, zone) : instantText(at, zone)}
      {!showsDay && <span className="text-muted"> {zoneName(at, zone)}</span>}
    </time>
  );
}
